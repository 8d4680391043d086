/** The results of a case's last submission with what staff has answered since: what it is closed with, finished or given up. */
import type { CheckResult } from '../../core/checks/check.ts';
import { withFaceAnswers } from './blocked-faces.ts';
import { withAnswers } from './duplicates.ts';
import type { Station } from './station.ts';
import { lastSubmission } from './store/submissions.ts';

/** @param givenUp nobody will answer any more: what is unanswered is left to a second person. @returns none where nothing was submitted */
export async function answeredResults(station: Station, caseId: string, givenUp: boolean): Promise<CheckResult[]> {
  const db = station.db();
  const last = lastSubmission(db, caseId);
  if (last === null) return [];
  const policy = station.policyOf(caseId);
  return withFaceAnswers(db, last.evidence, await withAnswers(db, last.evidence, policy, givenUp), policy, givenUp);
}
