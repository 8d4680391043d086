/** Whether two sources of one document say the same of a field, whatever their spelling. Never folds two characters that mean different things (O and 0, B and 8). */
import type { Field, FieldName } from './reading.ts';

/** How an MRZ may write a letter that it does not have (ICAO 9303-3, 6.A), where that is more than leaving its mark out. */
const spelledLetters: Readonly<Record<string, string>> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', Å: 'AA', Ø: 'OE', Æ: 'AE', Œ: 'OE', Þ: 'TH', Ð: 'D', Ł: 'L', Đ: 'D', Ĳ: 'IJ', Ñ: 'NXX' };
/** Letters that are none of ours with a mark, so that leaving the mark out is not enough. */
const plainLetters: Readonly<Record<string, string>> = { ...spelledLetters, Ä: 'A', Ö: 'O', Ü: 'U', Å: 'A', Ø: 'O', Ñ: 'N' };
const names: readonly FieldName[] = ['surname', 'givenNames', 'fullName'];

const lettersOf = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
const written = (text: string, letters: Readonly<Record<string, string>>): string => lettersOf([...text.toUpperCase().normalize('NFC')].map((c) => letters[c] ?? c).join(''));

/** Every way one word may stand in an MRZ. */
const spellings = (text: string): string[] => [...new Set([written(text, plainLetters), written(text, spelledLetters)])];
const sameWord = (a: string, b: string): boolean => spellings(a).some((x) => spellings(b).includes(x));

export function sameValue(name: FieldName, a: Pick<Field, 'value' | 'truncated'>, b: Pick<Field, 'value' | 'truncated'>): boolean {
  if (!names.includes(name)) return lettersOf(a.value) === lettersOf(b.value);
  const begins = (short: string, long: string): boolean => spellings(short).some((x) => spellings(long).some((y) => y.startsWith(x)));
  return sameWord(a.value, b.value) || (a.truncated === true && begins(a.value, b.value)) || (b.truncated === true && begins(b.value, a.value));
}

export type Token = { text: string; agrees: boolean };

/** The words of `value`, each with whether the other source has it too; what is no name is one word. */
export function tokensAgainst(name: FieldName, value: string, other: string): Token[] {
  if (!names.includes(name)) return [{ text: value, agrees: sameValue(name, { value }, { value: other }) }];
  const wordsOf = (text: string): string[] => text.split(/[\s'’-]+/).filter((word) => lettersOf(word) !== '');
  const others = wordsOf(other);
  return wordsOf(value).map((text) => ({ text, agrees: others.some((word) => sameWord(text, word)) }));
}
