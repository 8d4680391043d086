import { expect, test } from 'vitest';
import { readSheetSymbol, sheetCodeOf, sheetCodePattern, sheetSymbolText } from './sheet-code.ts';

test('a code has eight letters that are not taken for each other', () => {
  const code = sheetCodeOf(Uint8Array.of(0, 23, 24, 255, 7, 100, 130, 9));
  expect(code).toMatch(sheetCodePattern);
  expect(code).not.toMatch(/[01258BILOSVZ]/);
});

test('a symbol is read back', () => {
  const symbol = { date: '2026-11-29', code: 'ACDEFGH3' };
  expect(readSheetSymbol(sheetSymbolText(symbol))).toEqual(symbol);
});

test.each(['', 'ACDEFGH3', 'https://example.org/2026-11-29', 'STATEMENT2 2026-11-29 ACDEFGH3', 'STATEMENT1 2026-11-29 ACDEFGH', 'STATEMENT1 2026-11-29 ACDEFGHO'])('%j is another symbol', (text) => {
  expect(readSheetSymbol(text)).toBeNull();
});
