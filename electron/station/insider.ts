/** Staff cannot verify themselves, and a colleague's case is looked at by a second person. */
import { insiderWordOf, namesakesOf, namesKnown } from '../../core/case/insider.ts';
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { matchInsider } from '../../core/checks/match/insider.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import type { Operator } from '../../core/contract.ts';
import type { HolderName } from '../../core/document/name-compare.ts';
import { CodedError } from '../../core/errors.ts';
import { stationResult } from './own-result.ts';
import type { ReadDb } from './store/db.ts';
import { listOperators } from './store/operators.ts';
import { isLike } from './store/staff-faces.ts';
import { submissionsOf } from './store/submissions.ts';

/** Of everything that was ever submitted for the case, and of what is being submitted. */
function namesOf(db: ReadDb, caseId: string, today: string, sent: readonly Evidence[] = []): HolderName[] {
  return namesKnown([...submissionsOf(db, caseId), ...sent], today);
}

/** Also those who may no longer log in. @throws CodedError case.own when the customer has the name of who serves */
export async function insiderResults(db: ReadDb, evidence: Evidence, operator: Operator, policy: Policy, today: string): Promise<CheckResult[]> {
  const holder = namesOf(db, evidence.caseId, today, [evidence]);
  needOther(holder, operator);
  if (!policy.checks[matchInsider.id]?.enabled) return [];
  return [await stationResult(matchInsider, 'insider', insiderWordOf(holder, listOperators(db)), policy)];
}

/** @throws CodedError case.own · case.own-face */
export function needNotOwn(db: ReadDb, caseId: string, operator: Pick<Operator, 'operatorId' | 'name'>, today: string): void {
  needOther(namesOf(db, caseId, today), operator);
  if (isLike(db, caseId, operator.operatorId)) throw new CodedError('case.own-face');
}

function needOther(holder: readonly HolderName[], operator: Pick<Operator, 'operatorId' | 'name'>): void {
  if (namesakesOf(holder, [operator]).length > 0) throw new CodedError('case.own');
}
