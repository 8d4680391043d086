/** Staff cannot verify themselves, and a colleague's case is looked at by a second person. */
import { namesakesOf } from '../../core/case/insider.ts';
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { settledReading } from '../../core/case/settled.ts';
import { matchInsider } from '../../core/checks/match/insider.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import type { Operator } from '../../core/contract.ts';
import { holderNames } from '../../core/document/proof-facts.ts';
import type { HolderName } from '../../core/document/name-compare.ts';
import { CodedError } from '../../core/errors.ts';
import { stationResult } from './own-result.ts';
import type { ReadDb } from './store/db.ts';
import { listOperators } from './store/operators.ts';

const namesOf = (evidence: Evidence, today: string): HolderName[] => holderNames(settledReading(evidence.extraction, evidence, today));

/** Also those who may no longer log in. @throws CodedError case.own when the customer has the name of who serves */
export async function insiderResults(db: ReadDb, evidence: Evidence, operator: Operator, policy: Policy, today: string): Promise<CheckResult[]> {
  needNotOwn(evidence, operator, today);
  if (!policy.checks[matchInsider.id]?.enabled) return [];
  const holder = namesOf(evidence, today);
  const word = holder.length === 0 ? 'no-name' : namesakesOf(holder, listOperators(db)).length > 0 ? 'colleague' : 'nobody';
  return [await stationResult(matchInsider, 'insider', word, policy)];
}

/** @throws CodedError case.own */
export function needNotOwn(evidence: Evidence, operator: Operator, today: string): void {
  if (namesakesOf(namesOf(evidence, today), [operator]).length > 0) throw new CodedError('case.own');
}
