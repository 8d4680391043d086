/** How often a customer alone may try one step: the policy's `tries` bounds each, and what is then still wrong is left to staff. A reducer without a clock. */
import type { RetakeStep } from './journey.ts';

/** A picture that was judged (of the face: one taken by hand that cannot be used), a live check that ended, a decision. */
export type TriedStep = 'document-front' | 'document-back' | 'face' | 'challenge' | 'statement' | 'result';
export type Tries = Readonly<Partial<Record<TriedStep, number>>>;

export const oneMore = (tries: Tries, step: TriedStep): Tries => ({ ...tries, [step]: (tries[step] ?? 0) + 1 });

export const hasTries = (tries: Tries, step: TriedStep, most: number): boolean => (tries[step] ?? 0) < most;

/** What going back to a step tries again; null: no customer alone is sent there. Behind a new face comes a new live check, behind another type another picture. */
const triedBy: Record<RetakeStep, TriedStep | null> = {
  'setup': 'document-front', 'document-front': 'document-front', 'document-back': 'document-back', 'face': 'challenge', 'challenge': 'challenge', 'statement': 'statement', 'staff-comparison': null, 'address': null, 'proof': null,
};

export function hasRetakes(tries: Tries, step: RetakeStep, most: number): boolean {
  const tried = triedBy[step];
  return tried !== null && hasTries(tries, tried, most);
}
