import { describe, expect, test } from 'vitest';
import { row } from './facts.fixture.ts';
import { findWord, lookFor } from './word.ts';

const found = (text: string, again = text, confidence = 0.93) => findWord([row('2026/11/29'), row(text, again, confidence)], 'CoinEx');

describe('the required word', () => {
  test.each(['CoinEx', 'COINEX', 'coinex', 'CoinEx.', '"CoinEx"', 'for CoinEx only'])('%s', (text) => expect(found(text).kind).toBe('right'));
  test.each(['ColnEx', 'C0inEx', 'Co1nEx', 'Coin Ex', 'Co|nEx'])('read once as %s and once in full', (text) => expect(found('CoinEx', text).kind).toBe('right'));
  test.each(['CoinEXx', 'Co1inEx', 'C0oinEx'])('a letter that may be one or two (%s) is allowed in one look', (text) => {
    expect(found('CoinEx', text).kind).toBe('right');
    expect(found(text).kind).toBe('unsure');
    expect(findWord([row('2026/11/29'), row(text)], text).kind).not.toBe('right');
    expect(findWord([row('2026/11/29'), row(text, 'CoinEx')], text).kind).not.toBe('right');
  });
  test.each(['ColnEx', 'C0inEx', 'Coin Ex'])('%s in both looks is doubt', (text) => expect(found(text).kind).toBe('unsure'));
  test.each(['CoinX', 'ConEx', 'KoinEx', 'CoinExx', 'CoinEy', 'CainEx', 'CoinE', 'C0lnEy'])('%s is never right, and near enough for a person to look', (text) => {
    expect(found(text).kind).toBe('unsure');
    expect(found('CoinEx', text).kind).toBe('unsure');
  });
  test.each(['Binance', 'CoinBase', 'Bitcoin', 'CoinExchange', 'CoinEx.com'])('%s is another word', (text) => expect(found(text)).toEqual({ kind: 'other', seen: text }));
  test.each(['***', '-', '. .'])('of nothing but marks (%s) stands nowhere', (marks) => expect(findWord([row('2026/11/29'), row('CoinEx')], marks).kind).toBe('other'));
  test('nothing but a date', () => expect(findWord([row('2026/11/29')], 'CoinEx').kind).toBe('missing'));
  test('a row that could not be read may hold it', () => expect(findWord([row('2026/11/29'), row('', '', 0)], 'CoinEx').kind).toBe('unsure'));
  test('letter by letter twice, where the reader misses it in its dictionary', () => expect(found('CoinEx', 'CoinEx', 0.55).kind).toBe('right'));
  test.each([['CoinEx', 'CoinEx', 0.2], ['CoinEx', 'CoinEx', 0.45], ['CoinEx', 'ColnEx', 0.55]])('read by guess: %s and %s at %d', (text, again, confidence) => expect(found(text, again, confidence).kind).toBe('unsure'));
  test('words of several words', () => {
    expect(lookFor('I agree', 'i agree.')).toBe('exact');
    expect(lookFor('I agree', 'I do agree')).toBe('none');
  });
});
