/** Two papers lie in one picture: which of them is meant, of when and whose, cannot be told. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const poaSeveral = defineCheck({
  id: 'poa.several',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['proofFacts'],
  // By definition: one paper is judged at a time.
  threshold: { limit: 1, direction: 'at-most', unit: 'papers' },
  strings: {
    failure: 'There are two papers in this picture.',
    remedy: 'Show one paper alone.',
    note: 'Told by two addressees, each with a date of issue of its own beside it.',
  },
  measure: ({ proofFacts: { papers, identity } }) => (identity ? notApplicable('identity-document') : measured(papers)),
});
