/** Names of two sources held against each other, as ICAO 9303-3 lets them differ: transliteration (section 6) and truncation (4.6.1). */
import { alike, begins, identical, joinedWord, wordsOfName, type Word } from './name-words.ts';

/** `truncated`: its field was full, so the name may go on, and single words may be cut. */
export type NameSide = { value: string; truncated?: boolean | undefined };

export type NameVerdict =
  | { verdict: 'same' }
  /** partial: all words of the one stand in the other, in this order. */
  | { verdict: 'compatible'; by: 'transliteration' | 'truncation' | 'partial' }
  /** `word` is the first of `a` without a counterpart, as `a` writes it, and `other` what stands there in `b`. */
  | { verdict: 'differs'; word: string; other: string }
  /** A script without a table, or nothing to compare. */
  | { verdict: 'not-comparable' };

export function compareNames(a: NameSide, b: NameSide): NameVerdict {
  const [first, second] = [wordsOfName(a.value), wordsOfName(b.value)];
  if (!first || !second || first.length === 0 || second.length === 0) return { verdict: 'not-comparable' };
  if (identical(joinedWord(first), joinedWord(second))) return { verdict: 'same' };
  if ((first.length === second.length && first.every((w, i) => alike(w, second[i]!))) || alike(joinedWord(first), joinedWord(second))) return { verdict: 'compatible', by: 'transliteration' };
  if ((a.truncated && isCutOf(first, second)) || (b.truncated && isCutOf(second, first))) return { verdict: 'compatible', by: 'truncation' };
  if (inOrder(first, second, alike) || inOrder(second, first, alike)) return { verdict: 'compatible', by: 'partial' };
  const at = first.findIndex((w, i) => !second[i] || !alike(w, second[i]));
  return { verdict: 'differs', word: first[Math.max(0, at)]!.text, other: second[Math.max(0, at)]?.text ?? '' };
}

/** Words may be cut to their beginnings or left out, and the whole may break off anywhere. */
function isCutOf(cut: readonly Word[], whole: readonly Word[]): boolean {
  return inOrder(cut, whole, begins) || begins(joinedWord(cut), joinedWord(whole));
}

function inOrder(few: readonly Word[], many: readonly Word[], fits: (a: Word, b: Word) => boolean): boolean {
  let at = 0;
  return few.every((word) => {
    while (at < many.length && !fits(word, many[at]!)) at++;
    return at++ < many.length;
  });
}
