/** What the station works out of what was read by itself: the clerk's choices may only be the reader's candidates, and dates, names and addresses are judged by its own clock and policy. */
import type { CheckResult } from '../../core/checks/check.ts';
import type { Capture, CaptureStep, Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { settledReading } from '../../core/case/settled.ts';
import { choicesFit } from '../../core/document/mrz-choices.ts';
import { holderNames, proofFactsOf } from '../../core/document/proof-facts.ts';
import { CodedError } from '../../core/errors.ts';
import { judgedFromText, judgeProof } from '../../core/proof-of-case.ts';
import { judgeReading } from '../../core/reading-of-case.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { judgedFromStatement } from '../../core/statement.ts';
import { judgeStatementAnew } from './statement.ts';

/** Judged here anew, whatever was sent: what hangs on the clerk's word and on the date. */
const judgedHere: readonly string[] = ['doc.expired', 'doc.expiry-unread', 'doc.expires-soon', 'doc.under-age', 'doc.reading-doubtful', 'auth.data-logic'];

/** @throws CodedError input.invalid for a choice the reader did not offer */
export function checkChoices({ extraction, mrzChoices }: Evidence): void {
  if (!choicesFit(extraction.mrz, mrzChoices)) throw new CodedError('input.invalid', { place: 'mrzChoices' });
}

/**
 * @param today the station's day, YYYY-MM-DD. Results of other checks stay as they were sent, in their order.
 * @param captureOf the picture of a step; null: there is none. What is asked of the statement is the station's own word already.
 */
export async function withOwnJudgement(evidence: Evidence, policy: Policy, today: string, captureOf: (step: CaptureStep) => Capture | null): Promise<CheckResult[]> {
  const reading = settledReading(evidence.extraction, evidence, today);
  const context = { date: today, chosenType: evidence.setup.documentType, acceptedTypes: policy.acceptedTypes, lane: 'camera' } as const;
  const rules = rulesOf(limitsOf(policy));
  const own = await judgeReading(reading, context, rules, (check) => judgedHere.includes(check.id));
  const { address, statement } = evidence;
  const paper = captureOf('proof');
  const held = captureOf('statement');
  const ofPaper = address && paper
    ? await judgeProof(proofFactsOf(address.proof, { form: address.form, holder: holderNames(reading), today, policy: policy.address, size: paper }), context, rules, paper.captureId)
    : [];
  const ofStatement = statement && held
    ? await judgeStatementAnew({ evidence: { ...evidence, statement }, document: reading, date: today, captureId: held.captureId }, context, rules)
    : [];
  return [...evidence.results.filter(({ id }) => !judgedHere.includes(id) && !judgedFromText(id) && !judgedFromStatement(id)), ...own, ...ofPaper, ...ofStatement];
}
