/** The checks of a statement: from what was read and what was asked alone, so that window, CLI and station judge alike. */
import { checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type Gather } from './checks/check.ts';
import type { StatementFacts } from './document/statement/facts.ts';
import { CodedError } from './errors.ts';
import type { CheckRules } from './rules.ts';

const isStatementCheck = (check: AnyCheck): boolean => check.subject === 'statement' && check.stages.includes('evidence');

/** @param captureId of the picture */
export function judgeStatement(facts: StatementFacts, context: CheckContext, rules: CheckRules, captureId: string | null = null): Promise<CheckResult[]> {
  const gather: Gather = (name) => (name === 'statementFacts' ? Promise.resolve(facts as never) : Promise.reject(new CodedError('internal', { artifact: name })));
  return runChecks(checks.filter((c) => isStatementCheck(c) && rules.enabled(c.id)), gather, { context, captureId, limitOf: rules.limitOf });
}

/** Whoever has the reading can judge these anew. */
export const judgedFromStatement = (id: string): boolean => checks.some((c) => c.id === id && isStatementCheck(c));
