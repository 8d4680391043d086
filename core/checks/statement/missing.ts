/** Row P3.1a: no sheet of paper is held. */
import { defineCheck, measured } from '../check.ts';

export const stmtMissing = defineCheck({
  id: 'stmt.missing',
  subject: 'statement',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['statementFacts'],
  // By definition: one sheet is asked for.
  threshold: { limit: 1, direction: 'at-least', unit: 'sheets' },
  strings: {
    failure: 'No sheet of paper with the statement can be seen.',
    remedy: 'Hold the sheet beside your face, so that all of its writing is seen.',
    note: 'The customer must hold the identity document and a sheet with date and word.',
  },
  measure: ({ statementFacts: { reading: { sheet } } }) => measured(sheet ? 1 : 0, sheet ? [sheet.region] : []),
});
