/** The checks that hold a proof of address against document, stated address and day: from text alone, so that window, CLI and station judge alike. */
import { addrIncomplete } from './checks/address/incomplete.ts';
import { poaLegibility } from './checks/address/legibility.ts';
import { poaUnreadable } from './checks/address/unreadable.ts';
import { checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type Gather } from './checks/check.ts';
import type { ProofFacts } from './document/proof-facts.ts';
import { CodedError } from './errors.ts';
import type { CheckRules } from './rules.ts';

const isAddressCheck = (check: AnyCheck): boolean => check.subject === 'address' && check.stages.includes('evidence');

/** @param captureId of the paper */
export async function judgeProof(facts: ProofFacts, context: CheckContext, rules: CheckRules, captureId: string | null = null): Promise<CheckResult[]> {
  const gather: Gather = (name) => (name === 'proofFacts' ? Promise.resolve(facts as never) : Promise.reject(new CodedError('internal', { artifact: name })));
  const results = await runChecks(checks.filter((c) => isAddressCheck(c) && rules.enabled(c.id)), gather, { context, captureId, limitOf: rules.limitOf });
  // What was misread on a picture that cannot be read is nobody's fault.
  const isIllegible = results.some((r) => r.id === poaLegibility.id && r.status === 'fail');
  return isIllegible ? results.map((r) => (r.status === 'fail' && !ofThePicture.includes(r.id) ? { ...r, status: 'not-assessed', value: null, regions: [], values: {}, reason: 'illegible' } : r)) : results;
}

/** The others go by what was read. The form is the customer's own. */
const ofThePicture: readonly string[] = [poaLegibility.id, poaUnreadable.id, addrIncomplete.id];

/** Whoever has the text can judge these anew. */
export const judgedFromText = (id: string): boolean => checks.some((c) => c.id === id && isAddressCheck(c));
