import { describe, expect, test } from 'vitest';
import { row } from '../../document/statement/facts.fixture.ts';
import { resultsOf } from './results.fixture.ts';

describe('the word (row P3.2b)', () => {
  test('there', async () => expect((await resultsOf())['stmt.word']).toMatchObject({ status: 'pass', by: 'machine' }));
  test('there, by hand: a person looks', async () => expect((await resultsOf({ asked: null, code: null }))['stmt.word']).toMatchObject({ status: 'not-assessed', reason: 'by-hand' }));
  test('another word', async () => expect((await resultsOf({ lines: [row('2026/11/29'), row('Binance')] }))['stmt.word']).toMatchObject({ status: 'fail', variant: 'other' }));
  test('no word', async () => expect((await resultsOf({ lines: [row('2026/11/29')] }))['stmt.word']).toMatchObject({ status: 'fail', variant: 'missing' }));
  test('the word of another policy', async () => expect((await resultsOf({ word: 'Vestibule' }))['stmt.word']).toMatchObject({ status: 'fail', variant: 'other' }));
});

describe('staff is asked only where the machine was not sure', () => {
  const unread = [row('2026/11/29', '2026/11/24'), row('CoinEx', 'CainEx')];
  test('and not answered yet', async () => expect(await resultsOf({ lines: unread })).toMatchObject({ 'stmt.date': { reason: 'not-sure' }, 'stmt.word': { reason: 'not-sure' } }));
  test('right and right', async () => expect(await resultsOf({ lines: unread, staff: { date: 'right', word: 'right' } })).toMatchObject({ 'stmt.date': { status: 'pass', by: 'staff' }, 'stmt.word': { status: 'pass', by: 'staff' } }));
  test('one answered, one not', async () => expect(await resultsOf({ lines: unread, staff: { date: 'right' } })).toMatchObject({ 'stmt.date': { status: 'pass' }, 'stmt.word': { status: 'not-assessed' } }));
  test('found wrong', async () => expect(await resultsOf({ lines: unread, staff: { date: 'wrong', word: 'wrong' } })).toMatchObject({ 'stmt.date': { status: 'fail', variant: 'staff' }, 'stmt.word': { status: 'fail', variant: 'staff' } }));
  test('a date that was read as another one is not talked right', async () => expect(await resultsOf({ lines: [row('2026/11/28'), row('Binance')], staff: { date: 'right', word: 'right' } })).toMatchObject({ 'stmt.date': { status: 'fail', variant: 'wrong' }, 'stmt.word': { status: 'fail', variant: 'other' } }));
});
