/** The checks that hold a proof of address against document, stated address and day: from text alone, so that window, CLI and station judge alike. */
import { checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type Gather } from './checks/check.ts';
import type { ProofFacts } from './document/proof-facts.ts';
import { CodedError } from './errors.ts';
import type { CheckRules } from './rules.ts';

const isAddressCheck = (check: AnyCheck): boolean => check.subject === 'address' && check.stages.includes('evidence');

/** @param captureId of the paper */
export function judgeProof(facts: ProofFacts, context: CheckContext, rules: CheckRules, captureId: string | null = null): Promise<CheckResult[]> {
  const gather: Gather = (name) => (name === 'proofFacts' ? Promise.resolve(facts as never) : Promise.reject(new CodedError('internal', { artifact: name })));
  return runChecks(checks.filter((c) => isAddressCheck(c) && rules.enabled(c.id)), gather, { context, captureId, limitOf: rules.limitOf });
}

/** Whoever has the text can judge these anew. */
export const judgedFromText = (id: string): boolean => checks.some((c) => c.id === id && isAddressCheck(c));
