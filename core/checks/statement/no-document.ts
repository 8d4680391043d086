/** Row P3.1a: no identity document is held. */
import { defineCheck, measured } from '../check.ts';

export const stmtNoDocument = defineCheck({
  id: 'stmt.no-document',
  subject: 'statement',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['statementFacts'],
  // By definition: one document is asked for.
  threshold: { limit: 1, direction: 'at-least', unit: 'documents' },
  strings: {
    failure: 'The identity document cannot be seen in your hand.',
    remedy: 'Hold the side with your portrait towards the camera, beside the sheet.',
    note: 'The customer must hold the identity document and a sheet with date and word. It is found by its outline and the portrait on it.',
  },
  measure: ({ statementFacts: { reading: { document } } }) => measured(document ? 1 : 0, document ? [document.region] : []),
});
