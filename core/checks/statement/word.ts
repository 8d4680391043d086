/** Row P3.2b: the word that the policy requires stands on the sheet. What the machine could not read for sure is asked of staff. */
import { originOf } from '../../document/statement/sheet.ts';
import { findWord } from '../../document/statement/word.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const write = 'Write {expected} below the date.';

export const stmtWord = defineCheck({
  id: 'stmt.word',
  subject: 'statement',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['statementFacts'],
  // By definition.
  threshold: { limit: 1, direction: 'at-least', unit: 'right words' },
  strings: {
    failure: 'The word {expected} does not stand on the sheet.',
    remedy: write,
    note: 'values.expected is the word of the policy, values.seen what stands there.',
    variants: {
      'not-printed': { failure: 'The sheet is not the printed one of this case, or its square symbol cannot be seen.', remedy: 'Print the sheet here and hold all of it, with the square symbol, into the picture.' },
      missing: { failure: 'The word {expected} does not stand on the sheet.', remedy: write },
      other: { failure: 'The sheet says {seen} and not {expected}.', remedy: write },
      staff: { failure: 'Staff did not find the word {expected} on the sheet.', remedy: write },
    },
  },
  measure({ statementFacts: facts }) {
    const { reading: { sheet }, asked: { word: expected }, staff } = facts;
    if (!sheet) return notApplicable('no-sheet');
    const origin = originOf(facts);
    if (origin === 'not-printed') return measured(0, [sheet.region], { variant: origin, expected });
    const found = findWord(sheet.lines, expected);
    const place = 'line' in found && found.line ? found.line.box : sheet.region;
    // As for the date: what was written by hand is passed by a person.
    const byHand = origin === 'hand';
    if (found.kind === 'unsure' || (byHand && found.kind === 'right')) {
      if (!staff?.word) return notAssessed(found.kind === 'right' ? 'by-hand' : 'not-sure');
      return measured(staff.word === 'right' ? 1 : 0, [place], { expected, by: 'staff', ...(staff.word === 'wrong' ? { variant: 'staff' } : {}) });
    }
    switch (found.kind) {
      case 'right': return measured(1, [place], { expected, by: 'machine' });
      case 'other': return measured(0, [place], { variant: 'other', seen: found.seen, expected });
      case 'missing': return measured(0, [place], { variant: 'missing', expected });
    }
  },
});
