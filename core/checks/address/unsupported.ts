/** Row A1.1: the paper is of a kind that the policy does not count as proof of address. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const remedy = 'Bring a bill, a bank statement or an official letter with your name and address.';

export const poaUnsupported = defineCheck({
  id: 'poa.unsupported',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: the policy lists the kinds that count.
  threshold: { limit: 1, direction: 'at-least', unit: 'accepted kinds' },
  strings: {
    failure: 'This kind of paper is not accepted as proof of address.',
    remedy,
    note: 'values.kind is the kind that was recognised; values.cues are the words on the paper that say so.',
    variants: {
      receipt: { failure: 'A receipt is not accepted as proof of address.', remedy },
      invoice: { failure: 'An invoice of a shop is not accepted as proof of address.', remedy },
      screenshot: { failure: 'A page of an app is not accepted as proof of address.', remedy },
      'business-card': { failure: 'A business card is not accepted as proof of address.', remedy },
    },
  },
  measure({ proofFacts: { kind, accepted, identity } }) {
    if (identity || kind.class === 'identity-document') return notApplicable('identity-document');
    // Nothing on it says what it is: that is no reason to refuse it, staff looks.
    if (kind.class === null || kind.class === 'other') return notAssessed('kind-unread');
    return measured(accepted.includes(kind.class) ? 1 : 0, [], { variant: kind.class, kind: kind.class, cues: kind.cues.join(', ').slice(0, 200) });
  },
});
