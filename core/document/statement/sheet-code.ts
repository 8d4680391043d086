/** The code of a printed sheet, and the text of its symbol: it tells the sheet of this case and day from every other one. */

/** Without letters and figures that are taken for each other (0 O, 1 I L, 5 S, 8 B, 2 Z, V U). */
const alphabet = 'ACDEFGHJKMNPQRTUWXY34679';
/** 24 to the 8th are 1.1e11: a code of another case never fits by chance. */
const length = 8;
const version = 'STATEMENT1';

export const sheetCodePattern = new RegExp(`^[${alphabet}]{${length}}$`);

/** @param random eight bytes from a cryptographic source. */
export function sheetCodeOf(random: Uint8Array): string {
  if (random.length < length) throw new RangeError('a sheet code needs eight bytes');
  // 256 is no multiple of 24: ten bytes of 256 make some letters 10 % likelier, which leaves 36 bits.
  return Array.from(random.subarray(0, length), (byte) => alphabet[byte % alphabet.length]!).join('');
}

export type SheetSymbol = { /** YYYY-MM-DD */ date: string; code: string };

export const sheetSymbolText = ({ date, code }: SheetSymbol): string => `${version} ${date} ${code}`;

/** null: a symbol of something else. */
export function readSheetSymbol(text: string): SheetSymbol | null {
  const [, date, code] = new RegExp(`^${version} (\\d{4}-\\d{2}-\\d{2}) ([${alphabet}]{${length}})$`).exec(text) ?? [];
  return date !== undefined && code !== undefined ? { date, code } : null;
}
