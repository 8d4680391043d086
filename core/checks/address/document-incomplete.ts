/** Row A3.2: the paper has no complete address of residence, or a post-office box. */
import { placesOf, type ProofFacts } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed, type CheckValues, type Measured } from '../check.ts';

const remedy = 'Bring a paper with your full address: street, number, city and postal code.';

export const addrDocumentIncomplete = defineCheck({
  id: 'addr.document-incomplete',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: parts that the policy asks for and the paper does not have.
  threshold: { limit: 0, direction: 'at-most', unit: 'parts' },
  strings: {
    failure: 'The address on the paper is not complete: {parts}.',
    remedy,
    note: 'values.parts are the names of the missing parts. Variants: po-box, no-address.',
    variants: {
      'po-box': { failure: 'The paper has a post-office box instead of a residence.', remedy },
      'no-address': { failure: 'No address of yours stands on this paper.', remedy },
    },
  },
  measure({ proofFacts }) {
    const { address, exact, language } = proofFacts;
    if (!address) return withoutForm(proofFacts);
    if (address.verdict === 'form-incomplete') return notApplicable('form-incomplete');
    if (address.verdict !== 'document-incomplete') return measured(0);
    // From pixels a line may have been missed; a box that was read is one.
    if (!exact && address.reason !== 'po-box') return notAssessed('address-unread');
    if (address.reason === 'no-address' && language === null) return notAssessed('language-unread');
    const values: CheckValues = { parts: address.missing.join(', ') };
    if (address.reason === 'po-box' || address.reason === 'no-address') values['variant'] = address.reason;
    return measured(Math.max(1, address.missing.length), placesOf(proofFacts, [address.block]), values);
  },
});

/** No address was stated to hold it against: whether the paper shows one at all can still be said. */
function withoutForm({ block, exact, language }: ProofFacts): Measured {
  if (block) return notApplicable('no-form');
  if (exact && language === null) return notAssessed('language-unread');
  return exact ? measured(1, [], { parts: '', variant: 'no-address' }) : notAssessed('address-unread');
}
