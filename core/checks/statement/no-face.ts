/** Row P3.1a: the customer is not in the picture with document and sheet, or not alone. */
import { defineCheck, measured } from '../check.ts';

export const stmtNoFace = defineCheck({
  id: 'stmt.no-face',
  subject: 'statement',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['statementFacts'],
  // By definition: one person holds document and sheet.
  threshold: { limit: 0, direction: 'at-most', unit: 'faces more or less than one' },
  strings: {
    failure: 'Your face cannot be seen together with document and sheet.',
    remedy: 'Hold both below your chin, so that your whole face is seen.',
    note: 'Variant several: more than one person is in the picture; the portrait on the document does not count.',
    variants: { several: { failure: 'More than one person is in the picture.', remedy: 'Ask everyone else to step out of the picture.' } },
  },
  measure: ({ statementFacts: { reading: { people, face } } }) => measured(Math.abs(people - 1), face ? [face] : [], people > 1 ? { variant: 'several', count: people } : {}),
});
