/** What the station works out of a reading by itself: the clerk's choices may only be the reader's candidates, and dates are judged by its own clock. */
import type { CheckResult } from '../../core/checks/check.ts';
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { settledReading } from '../../core/case/settled.ts';
import { choicesFit } from '../../core/document/mrz-choices.ts';
import { CodedError } from '../../core/errors.ts';
import { judgeReading } from '../../core/reading-of-case.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';

/** Judged here anew, whatever was sent: what hangs on the clerk's word and on the date. */
const judgedHere: readonly string[] = ['doc.expired', 'doc.expiry-unread', 'doc.expires-soon', 'doc.under-age', 'doc.reading-doubtful'];

/** @throws CodedError input.invalid for a choice the reader did not offer */
export function checkChoices({ extraction, mrzChoices }: Evidence): void {
  if (!choicesFit(extraction.mrz, mrzChoices)) throw new CodedError('input.invalid', { place: 'mrzChoices' });
}

/** @param today the station's day, YYYY-MM-DD. Results of other checks stay as they were sent, in their order. */
export async function withOwnJudgement(evidence: Evidence, policy: Policy, today: string): Promise<CheckResult[]> {
  const reading = settledReading(evidence.extraction, evidence, today);
  const context = { date: today, chosenType: evidence.setup.documentType, acceptedTypes: policy.acceptedTypes, lane: 'camera' } as const;
  const own = await judgeReading(reading, context, rulesOf(limitsOf(policy)), (check) => judgedHere.includes(check.id));
  return [...evidence.results.filter((result) => !judgedHere.includes(result.id)), ...own];
}
