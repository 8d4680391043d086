/** When one person is not enough, and who the other one may be. */
import type { HeadOutcome } from '../../core/sync/head-office.ts';
import type { HeadDecision } from './cases.ts';

export type StationOutcome = 'accept' | 'refer' | 'retry' | 'reject' | 'unknown';
/** `sequence`: of the station's decision that is decided upon. */
export type Case = { stationOutcome: StationOutcome; fraud: boolean; sequence: number };

/** What is not otherwise than the station's. A station that referred a case decided nothing; of one whose record was not taken nobody knows. */
const agrees: Readonly<Record<StationOutcome, readonly HeadOutcome[]>> = { accept: ['accept'], refer: ['accept', 'reject'], retry: [], reject: ['reject'], unknown: [] };

export const whySecondTexts = {
  fraud: 'Fraud is suspected: a second person has to agree.',
  again: 'The case was decided before: a second person has to agree.',
  otherwise: 'This is otherwise than the station decided: a second person has to agree.',
} as const;
export type WhySecond = keyof typeof whySecondTexts;

/**
 * By what was decided and not by the state of the case, which an objection, a conflict or another record of the station opens again.
 * @param decisions all of head office on this case
 * @returns null: one person decides. Asking the customer again decides nothing, unless it would warn somebody who is suspected.
 */
export function whySecond({ stationOutcome, fraud, sequence }: Case, decisions: readonly Pick<HeadDecision, 'stage' | 'sequence'>[], outcome: HeadOutcome): WhySecond | null {
  if (fraud) return 'fraud';
  // Nor does one person settle alone what two did not settle.
  if (decisions.some((one) => one.stage === 'alone' || one.stage === 'agreed' || one.sequence === sequence)) return 'again';
  return outcome === 'ask-again' || agrees[stationOutcome].includes(outcome) ? null : 'otherwise';
}

/** `givers`: everybody who ever gave them a password. */
export type Eye = { personId: string; givers: readonly string[] };

/** Not oneself; and not whoever once gave the other one their password, from either side: they could be both. */
export const mayBeSecond = (first: Eye, second: Eye): boolean => first.personId !== second.personId && !first.givers.includes(second.personId) && !second.givers.includes(first.personId);
