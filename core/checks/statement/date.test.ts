import { describe, expect, test } from 'vitest';
import { caseDate, row, type StatementChange } from '../../document/statement/facts.fixture.ts';
import { sheetSymbolText } from '../../document/statement/sheet-code.ts';
import { resultsOf } from './results.fixture.ts';

const code = 'ACDEFGH3';

describe('the date (row P3.2a)', () => {
  const date = async (change: StatementChange) => (await resultsOf(change))['stmt.date'];
  test.each([['2026/11/28', 'wrong'], ['29/11/2026', 'order'], ['2026/29/11', 'order']])('%s fails: %s', async (text, variant) => expect(await date({ lines: [row(text), row('CoinEx')] })).toMatchObject({ status: 'fail', variant }));
  test('a sheet without a date', async () => expect(await date({ lines: [row('CoinEx')] })).toMatchObject({ status: 'fail', variant: 'missing' }));
  test('no clock to be believed', async () => expect(await date({ date: '' })).toMatchObject({ status: 'not-assessed', reason: 'clock-untrusted' }));
  test('the printed sheet of this case', async () => expect(await date({ asked: code, code: sheetSymbolText({ date: caseDate, code }) })).toMatchObject({ status: 'pass' }));
  test('a printed sheet of yesterday, whatever else it says', async () => expect(await date({ asked: code, code: sheetSymbolText({ date: '2026-11-28', code }) })).toMatchObject({ status: 'fail', variant: 'other-day' }));
  test('a printed sheet of another case', async () => expect(await date({ asked: code, code: sheetSymbolText({ date: caseDate, code: 'ACDEFGH4' }) })).toMatchObject({ status: 'fail', variant: 'other-case' }));
  test('and where this customer writes by hand', async () => expect(await date({ asked: null, code: sheetSymbolText({ date: caseDate, code }) })).toMatchObject({ status: 'fail', variant: 'other-case' }));
  test('by hand, or with a symbol that cannot be seen, where only printed sheets count: no answer of staff helps', async () => {
    for (const staff of [null, { date: 'right', word: 'right' } as const]) expect(await resultsOf({ hand: false, code: null, staff })).toMatchObject({ 'stmt.date': { status: 'fail', variant: 'not-printed' }, 'stmt.word': { status: 'fail', variant: 'not-printed' } });
    expect(await date({ hand: false, asked: code, code: sheetSymbolText({ date: caseDate, code }) })).toMatchObject({ status: 'pass' });
  });
  const byHand = { asked: null, code: null };
  test('written by hand and read right: a person looks all the same', async () => {
    expect(await date(byHand)).toMatchObject({ status: 'not-assessed', reason: 'by-hand' });
    expect(await date({ ...byHand, staff: { date: 'right' } })).toMatchObject({ status: 'pass', by: 'staff' });
    expect(await date({ ...byHand, staff: { date: 'wrong' } })).toMatchObject({ status: 'fail', variant: 'staff' });
  });
  test('a symbol of something else says no more than that', async () => expect(await date({ asked: code, code: 'https://example.org' })).toMatchObject({ status: 'not-assessed', reason: 'by-hand' }));
  test('by hand in another order: told at once where it was read well, else a person looks', async () => {
    expect(await date({ ...byHand, lines: [row('29/11/2026'), row('CoinEx')] })).toMatchObject({ status: 'fail', variant: 'order' });
    expect(await date({ ...byHand, lines: [row('29/11/2026', '29/11/2026', 0.7), row('CoinEx')] })).toMatchObject({ status: 'not-assessed', reason: 'not-sure' });
  });
});
