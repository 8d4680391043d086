/** Hardly a letter stands on the paper, or can be read: an empty side, a picture out of focus, a script that is not read from pixels. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const poaUnreadable = defineCheck({
  id: 'poa.unreadable',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['proofFacts'],
  // Chosen, not measured: a name alone has a dozen letters, and a paper that counts has a name, a date and an address.
  threshold: { limit: 12, direction: 'at-least', unit: 'letters' },
  strings: {
    failure: 'Hardly anything can be read on this paper.',
    remedy: 'Lay it flat and whole, in good light, or scan it.',
    note: 'Variant: blank (nothing at all).',
    variants: { blank: { failure: 'Nothing is printed on this page.', remedy: 'Show the printed side.' } },
  },
  measure({ proofFacts: { letters, identity } }) {
    if (identity) return notApplicable('identity-document');
    return measured(letters, [], letters === 0 ? { variant: 'blank' } : {});
  },
});
