/**
 * The fairness ledger: whom the station turns away by their face and should not have. Counts only; nothing in it names a case or a person, and
 * neither skin nor origin is measured or stored. What each count means: docs/adr/0012-kept-faces.md.
 */
import { z } from 'zod';
import type { CheckResult } from '../checks/check.ts';
import { checkById } from '../checks/index.ts';
import { ageOn } from '../document/age.ts';
import { isDateText } from '../document/expiry.ts';
import type { Decision } from './case.ts';

/** `eyes`: hidden by dark glasses, by light on glasses or otherwise; plain glasses are not told. Classes are those of the first attempt. */
export const ledgerClasses = {
  light: ['dark', 'good', 'bright', 'unknown'],
  eyes: ['clear', 'hidden', 'unknown'],
  age: ['under-30', '30-44', '45-59', '60-74', 'from-75', 'unknown'],
} as const;
export type Dimension = keyof typeof ledgerClasses;
export const dimensions = Object.keys(ledgerClasses) as Dimension[];

/** `retried`: turned away by the face at least once before the last attempt. `falseReject`: turned away, and accepted in the end. `leftOpen`: closed while that stood; whether it was right is not known. */
export type Trial = { classes: Record<Dimension, string>; retried: boolean; falseReject: boolean; leftOpen: boolean };

export type Attempt = { results: readonly CheckResult[]; decision: Decision };

/** @param attempts of one case, oldest first, at least one; `closing`: the decision that closed it. `date`: the day of the case, YYYY-MM-DD. */
export function trialOf(attempts: readonly Attempt[], closing: Decision, birthDate: string | null, date: string): Trial {
  const first = attempts[0]?.results ?? [];
  const refused = attempts.map((attempt) => turnedAway(attempt.decision));
  return {
    classes: { light: lightOf(first), eyes: eyesOf(first), age: ageBand(birthDate, date) },
    retried: refused.slice(0, -1).includes(true),
    falseReject: refused.includes(true) && closing.outcome === 'accept',
    leftOpen: turnedAway(closing),
  };
}

/** By a check of the face that decides; one that could not be assessed turned nobody away by their face. */
const turnedAway = ({ reasons }: Decision): boolean =>
  reasons.some(({ code, status, lane }) => status === 'fail' && lane !== 'coach' && ['face', 'match', 'liveness'].includes(checkById(code)?.subject ?? ''));

const resultOf = (results: readonly CheckResult[], id: string): CheckResult | undefined => results.find((r) => r.id === id && (r.status === 'pass' || r.status === 'fail'));

function lightOf(results: readonly CheckResult[]): string {
  const result = resultOf(results, 'face.exposure');
  if (!result) return 'unknown';
  return result.status === 'pass' ? 'good' : result.values['variant'] === 'bright' ? 'bright' : 'dark';
}

function eyesOf(results: readonly CheckResult[]): string {
  const result = resultOf(results, 'face.covered');
  if (!result) return 'unknown';
  return result.status === 'fail' && ['eyes', 'dark-glasses'].includes(String(result.values['variant'])) ? 'hidden' : 'clear';
}

/** First age of each band. Chosen: decades would leave too few in each. */
const bands = [[75, 'from-75'], [60, '60-74'], [45, '45-59'], [30, '30-44'], [0, 'under-30']] as const;

function ageBand(birthDate: string | null, date: string): string {
  if (birthDate === null || !isDateText(birthDate)) return 'unknown';
  const age = ageOn(date, birthDate);
  return bands.find(([from]) => age >= from)?.[1] ?? 'unknown';
}

/** Below so many cases a class shows no counts: they would speak of single customers, and of chance. Chosen, as is usual for small cells. */
export const smallestCell = 10;

const count = z.number().int().min(0);
export const ledgerRowSchema = z.object({
  dimension: z.enum(dimensions), class: z.string(),
  /** null: fewer than `smallestCell` cases. */
  counts: z.object({ cases: count, retried: count, falseRejects: count, leftOpen: count }).nullable(),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
