/** Four eyes: a second person decides on a case that the machine or the clerk could not, or decides otherwise than the policy. */
import { z } from 'zod';
import type { Decision, Outcome } from './case.ts';

/** Why, from a list, so that it can be counted; the note says the rest. */
export const reviewReasons = ['original-seen', 'known-customer', 'second-document', 'reading-error', 'machine-error', 'not-the-holder', 'document-not-genuine', 'customer-left', 'other'] as const;
export type ReviewReason = (typeof reviewReasons)[number];

export const reviewSchema = z.object({
  /** referral: the machine left it to staff · override: it had decided otherwise */
  kind: z.enum(['referral', 'override']),
  /** What the machine and the policy had said; the decision it was said in stays where it is. */
  machine: z.enum(['accept', 'refer', 'retry', 'reject']),
  reason: z.enum(reviewReasons),
  note: z.string().min(1).max(500),
  /** Whose case it was, and who decided. Never the same person. */
  clerk: z.object({ operatorId: z.uuid(), name: z.string() }),
  second: z.object({ operatorId: z.uuid(), name: z.string() }),
});
export type Review = z.infer<typeof reviewSchema>;

export const reviewOutcomes = ['accept', 'reject'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** What a second person may decide; empty: nothing. Suspected fraud that is final is not lifted at the counter, whoever is there: it is escalated. */
export function reviewable({ outcome, reasons, review }: Decision): ReviewOutcome[] {
  if (review) return [];
  if (reasons.some(({ lane, status, concern }) => lane === 'final' && status === 'fail' && concern === 'fraud')) return outcome === 'reject' ? [] : ['reject'];
  const other: Record<Outcome, ReviewOutcome[]> = { accept: ['reject'], refer: ['accept', 'reject'], retry: ['accept', 'reject'], reject: ['accept'] };
  return other[outcome];
}
