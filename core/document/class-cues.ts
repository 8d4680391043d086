/** What else tells a document's class: numbers in a card's own form, numbered fields, amounts of money, running text. */
import type { TextLine } from './print-fields.ts';

export type Cues = {
  /** A number of 13 to 19 figures in a card's groups, with a month and year of expiry or a right check digit (ISO/IEC 7812-1, Luhn). */
  cardNumber: boolean;
  /** Numbers that begin rows as on a driving licence (directive 2006/126/EC annex I; AAMVA card design): 1, 2, 3, 4a, 4b, 4d, 5, 8, 9. */
  numberedFields: number;
  /** Dates with day, month and year in figures. */
  fullDates: number;
  /** Codes of the harmonised vehicle registration (directive 1999/37/EC annex I) that begin rows: C.1, D.2, E, F.1, P.3, V.7. */
  vehicleCodes: number;
  /** A card's short form of an expiry, 08/30. */
  monthAndYear: boolean;
  /** Amounts with two decimals, and addresses of the web. */
  amounts: number;
  addresses: number;
  /** Words of four letters and more in small letters. */
  running: number;
  /** Words of three letters and more, read well. */
  words: number;
};

// Below this tesseract's words are more guess than reading.
const readable = 0.6;
const wellRead = 0.8;

export function cuesOf(lines: readonly TextLine[]): Cues {
  const words = lines.flatMap((l) => l.words.filter((w) => w.confidence >= readable));
  const rows = lines.map((l) => l.words.filter((w) => w.confidence >= readable).map((w) => w.text).join(' '));
  const text = rows.join('\n');
  const good = words.filter((w) => w.confidence >= wellRead && /\p{L}{3}/u.test(w.text));
  return {
    fullDates: [...text.matchAll(/(?<!\d)\d\d[./ -]\d\d[./ -](?:19|20)?\d\d(?!\d)/g)].length,
    cardNumber: hasCardNumber(text),
    vehicleCodes: new Set(rows.flatMap((r) => [.../(?:^|\s)\(?([A-DFGPQJKOSUVXY][ .,]{1,2}\d(?:\.\d)?)\)?(?=\s)/.exec(r) ?? []].slice(1))).size,
    monthAndYear: monthAndYear.test(text),
    numberedFields: new Set(rows.flatMap((r) => numbersOf(r))).size,
    amounts: [...text.matchAll(/(?<![\d./-])\d{1,3}(?:[ .,]?\d{3})*[.,]\d\d(?![\d./-])/g)].length,
    addresses: [...text.matchAll(/\bwww\.|https?:|\w@\w|\w\.(?:com|org|net|co|fr|de|es|it|pt|uk|io)\b/gi)].length,
    running: good.filter((w) => /\p{Ll}{3}/u.test(w.text) && w.text.length >= 4).length,
    words: good.length,
  };
}

function numbersOf(row: string): string[] {
  return [...row.matchAll(/(?:^|\s)(1|2|3|4 ?[abcd]|5|8|9a?|12|15|16|18)[.,:]? ?(?=[A-Z\d][A-Za-z\d]|\d\d[./-])/gi)].map((m) => m[1]!.toLowerCase().replace(' ', ''));
}

const monthAndYear = /(?<![\d/.,-])(0\d|1[0-2])[/,]\d\d(?![\d/.,-])/;

function hasCardNumber(text: string): boolean {
  for (const [group] of text.matchAll(/(?<![\d.,-])(?:\d{4}[ -]?){3}\d{1,7}(?![\d.,-])|(?<!\d)3\d{3}[ -]?\d{6}[ -]?\d{5}(?!\d)/g)) {
    const digits = group.replaceAll(/\D/g, '');
    if (digits.length >= 13 && digits.length <= 19 && ((passesLuhn(digits) && !/^0/.test(digits)) || (monthAndYear.test(text) && / /.test(group)))) return true;
  }
  return false;
}

/** ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? d : d > 4 ? 2 * d - 9 : 2 * d;
  }
  return sum % 10 === 0;
}
