import { describe, expect, test } from 'vitest';
import { findDate } from './date.ts';
import { caseDate, row } from './facts.fixture.ts';

const kindOf = (...texts: string[]) => findDate(texts.map((t) => row(t)), caseDate).kind;

describe('the day on a statement', () => {
  test.each(['2026/11/29', '2026-11-29', '2026.11.29', '2026 11 29', '2026 / 11 / 29', '2026:11:29', '2026,11,29', '2026年11月29日', '20261129', 'Date: 2026/11/29', 'Z026/11/29 2026/11/29'])('%s is year, month, day', (text) => expect(kindOf(text)).toBe('right'));
  test('single figures need no zero before them', () => expect(findDate([row('2026/3/7')], '2026-03-07').kind).toBe('right'));
  test.each([['29/11/2026', false], ['11/29/2026', false], ['29.11.2026', false], ['29 November 2026', false], ['Nov 29, 2026', false], ['26/11/29', false], ['2026/29/11', false], ['28/11/2026', true], ['29.11.2025', true]])('%s is another order', (text, otherDay) =>
    expect(findDate([row(text)], caseDate)).toMatchObject({ kind: 'order', otherDay }));
  test.each([['2026/11/28', false], ['2026/11/30', false], ['2025/11/29', false], ['2026/12/29', false]])('%s is another day', (text, swapped) => expect(findDate([row(text)], caseDate)).toMatchObject({ kind: 'wrong', swapped }));
  test('month and day that changed places', () => expect(findDate([row('2026/07/03')], '2026-03-07')).toMatchObject({ kind: 'wrong', swapped: true }));
  test('nothing that could be a date, all of it read', () => expect(kindOf('CoinEx')).toBe('missing'));
});

describe('where two looks do not agree, nothing is said', () => {
  test.each([['2026/11/29', '2026/11/28'], ['2026/11/29', '2026/1 1/29'], ['2026/11/29', ''], ['2026711/29', '2026/11/29'], ['2026/11/29', '29/11/2026']])('%s and %s', (text, again) =>
    expect(findDate([row(text, again)], caseDate).kind).toBe('unsure'));
  test('one look alone', () => expect(findDate([{ ...row('2026/11/29'), again: undefined }], caseDate).kind).toBe('unsure'));
  test('a reader that was guessing', () => expect(findDate([row('2026/11/29', '2026/11/29', 0.5)], caseDate).kind).toBe('unsure'));
  test('two days on one sheet', () => expect(kindOf('2026/11/29', '2026/11/28')).toBe('unsure'));
  test('a right day, and one that may be another', () => expect(findDate([row('2026/11/29'), row('2026/11/28', '')], caseDate).kind).toBe('unsure'));
  test('figures of which no date can be made', () => expect(kindOf('2026 1129 1', 'CoinEx')).toBe('unsure'));
  test.each(['2026/02/30', '2026/13/40'])('%s is no day', (text) => expect(kindOf(text)).toBe('unsure'));
  test('a row that was seen and not read', () => expect(findDate([row('', '', 0), row('CoinEx')], caseDate).kind).toBe('unsure'));
  test('an empty sheet', () => expect(findDate([], caseDate).kind).toBe('unsure'));
});
