/** Row A3.1: the stated address is another one than that on the paper. */
import { placesOf } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const addrMismatch = defineCheck({
  id: 'addr.mismatch',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: parts that stand against each other; a part that one side leaves out is not counted here.
  threshold: { limit: 0, direction: 'at-most', unit: 'parts' },
  strings: {
    failure: 'The paper has another address: {paper} where {form} was stated.',
    remedy: 'Correct the stated address, or bring a paper with your present one.',
    note: 'values.paper and values.form are the parts that differ; values.parts their names.',
  },
  measure({ proofFacts }) {
    const { address, exact } = proofFacts;
    if (!address) return notApplicable('no-form');
    if (address.verdict === 'form-incomplete') return notApplicable('form-incomplete');
    if (address.verdict === 'document-incomplete') return !exact && address.reason !== 'po-box' ? notAssessed('address-unread') : notApplicable('document-incomplete');
    const differing = address.parts.filter((p) => p.result === 'different');
    const side = (of: 'form' | 'document'): string => differing.flatMap((p) => p[of] ?? []).join(', ').slice(0, 200);
    return measured(differing.length, placesOf(proofFacts, differing.length > 0 ? [address.block] : []), { paper: side('document'), form: side('form'), parts: differing.map((p) => p.part).join(', ') });
  },
});
