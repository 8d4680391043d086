/** Row A1.1: an identity document was brought as proof of address. */
import { defineCheck, measured } from '../check.ts';

export const poaIsIdentity = defineCheck({
  id: 'poa.is-identity',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: an identity document proves who somebody is, whatever address is printed on it.
  threshold: { limit: 0, direction: 'at-most', unit: 'identity documents' },
  strings: {
    failure: 'This is an identity document ({found}), not a proof of address.',
    remedy: 'Bring a bill, a bank statement or an official letter with your name and address.',
    note: 'values.found is the class of the document.',
  },
  measure({ proofFacts: { identity, kind } }) {
    const found = identity?.class ?? (kind.class === 'identity-document' ? kind.cues[0] : undefined);
    return found === undefined ? measured(0) : measured(1, [], { found });
  },
});
