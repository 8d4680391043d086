/** Row P3.2a: the date of the day, as year, month and day, stands on the sheet. What the machine could not read for sure is asked of staff. */
import { findDate, type DateFinding } from '../../document/statement/date.ts';
import { leastLegible } from '../../document/statement/looks.ts';
import { originOf } from '../../document/statement/sheet.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const write = 'Write year, month, day: {expected}.';

export const stmtDate = defineCheck({
  id: 'stmt.date',
  subject: 'statement',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['statementFacts'],
  // By definition.
  threshold: { limit: 1, direction: 'at-least', unit: 'right dates' },
  strings: {
    failure: 'The date on the sheet is not the date of today.',
    remedy: write,
    note: 'values.expected is the day as it must be written, values.seen what stands there.',
    variants: {
      'not-printed': { failure: 'The sheet is not the printed one of this case, or its square symbol cannot be seen.', remedy: 'Print the sheet here and hold all of it, with the square symbol, into the picture.' },
      missing: { failure: 'No date stands on the sheet.', remedy: write },
      wrong: { failure: 'The sheet says {seen}; today is {expected}.', remedy: write },
      swapped: { failure: 'Month and day have changed places on the sheet.', remedy: write },
      order: { failure: 'The date ({seen}) is not written as year, month, day.', remedy: write },
      'other-day': { failure: 'This sheet belongs to another day.', remedy: 'Print a new one.' },
      'other-case': { failure: 'This sheet was printed for another case.', remedy: 'Print a new one.' },
      staff: { failure: 'Staff found that the date on the sheet is not that of today.', remedy: write },
    },
  },
  measure({ statementFacts: facts }) {
    const { reading: { sheet }, date, staff } = facts;
    if (!sheet) return notApplicable('no-sheet');
    if (date === '') return notAssessed('clock-untrusted');
    const expected = date.replaceAll('-', '/');
    const origin = originOf(facts);
    if (origin !== 'this-case' && origin !== 'hand') return measured(0, [sheet.region], { variant: origin, expected });
    const found = findDate(sheet.lines, date);
    const place = 'line' in found && found.line ? found.line.box : sheet.region;
    // Of real handwriting every word that the reader was sure of was wrong (3 of 3, docs/adr/0015-statement.md): it passes nothing by hand, and refuses only what it read well.
    const byHand = origin === 'hand';
    if (found.kind === 'unsure' || (byHand && (found.kind === 'right' || !readWell(found)))) {
      if (!staff?.date) return notAssessed(byHand && found.kind === 'right' ? 'by-hand' : 'not-sure');
      return measured(staff.date === 'right' ? 1 : 0, [place], { expected, by: 'staff', ...(staff.date === 'wrong' ? { variant: 'staff' } : {}) });
    }
    switch (found.kind) {
      case 'right': return measured(1, [place], { expected, by: 'machine' });
      case 'wrong': return measured(0, [place], { variant: found.swapped ? 'swapped' : 'wrong', seen: found.seen.replaceAll('-', '/'), expected });
      case 'order': return measured(0, [place], { variant: 'order', seen: found.seen.trim().slice(0, 40), expected });
      case 'missing': return measured(0, [place], { variant: 'missing', expected });
    }
  },
});

const readWell = (found: DateFinding): boolean => found.kind === 'missing' || ('line' in found && found.line !== null && found.line.confidence >= leastLegible);
