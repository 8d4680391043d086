/** Words of a name in all forms that an MRZ may write them in, so that two spellings can be held against each other (ICAO 9303-3, section 6). */
import { mrzForms } from './transliteration.ts';

export type Word = { text: string; forms: readonly string[] };

/** Hyphens and blanks are one filler in an MRZ; apostrophes and commas vanish. Null: a script without a table. */
export function wordsOfName(name: string): Word[] | null {
  const words: Word[] = [];
  for (const text of name.split(/[\s\-‐‑–<]+/)) {
    const forms = mrzForms(text);
    if (forms === null) return null;
    if (forms[0]) words.push({ text, forms });
  }
  return words;
}

// MUELLER and MULLER both come from MÜLLER; where neither side shows the umlaut, both are read as if it were gone.
export const withoutSecondLetters = (form: string): string => form.replaceAll(/AE|AA/g, 'A').replaceAll('OE', 'O').replaceAll(/UE|UXX/g, 'U').replaceAll('NXX', 'N');

/** The same word, letter by letter as each side itself writes it. */
export const identical = (a: Word, b: Word): boolean => a.forms[0] === b.forms[0];
/** The same word, as it may be transliterated. */
export const alike = (a: Word, b: Word): boolean => a.forms.some((f) => b.forms.includes(f)) || a.forms.some((f) => b.forms.some((g) => withoutSecondLetters(f) === withoutSecondLetters(g)));
export const begins = (a: Word, b: Word): boolean => a.forms.some((f) => b.forms.some((g) => g.startsWith(f)));
/** Several words written as one; of each its recommended form. */
export const joinedWord = (words: readonly Word[]): Word => ({ text: words.map((w) => w.text).join(''), forms: [words.map((w) => w.forms[0]).join('')] });
