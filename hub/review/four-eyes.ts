/** When one person is not enough, and who the other one may be. */
import type { HeadOutcome } from '../../core/sync/head-office.ts';

export type StationOutcome = 'accept' | 'refer' | 'retry' | 'reject' | 'unknown';
export type Case = { stationOutcome: StationOutcome; fraud: boolean; state: 'open' | 'second' | 'asked-again' | 'decided' | 'at-station' };

/** What is not otherwise than the station's. A station that referred a case decided nothing; of one whose record was not taken nobody knows. */
const agrees: Readonly<Record<StationOutcome, readonly HeadOutcome[]>> = { accept: ['accept'], refer: ['accept', 'reject'], retry: [], reject: ['reject'], unknown: [] };

export const whySecondTexts = {
  fraud: 'Fraud is suspected: a second person has to agree.',
  again: 'The case was decided before: a second person has to agree.',
  otherwise: 'This is otherwise than the station decided: a second person has to agree.',
} as const;
export type WhySecond = keyof typeof whySecondTexts;

/** @returns null: one person decides. Asking the customer again decides nothing, unless it would warn somebody who is suspected. */
export function whySecond({ stationOutcome, fraud, state }: Case, outcome: HeadOutcome): WhySecond | null {
  if (fraud) return 'fraud';
  if (state === 'decided' || state === 'asked-again') return 'again';
  return outcome === 'ask-again' || agrees[stationOutcome].includes(outcome) ? null : 'otherwise';
}

export type Eye = { personId: string; givenBy: string | null };

/** Not oneself; and not whoever once gave the other one their password, from either side: they could be both. */
export const mayBeSecond = (first: Eye, second: Eye): boolean => first.personId !== second.personId && first.givenBy !== second.personId && second.givenBy !== first.personId;
