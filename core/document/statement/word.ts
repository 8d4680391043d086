/**
 * The required word on a statement. Capitals do not matter; letters do. What recognition of print mistakes for each other by shape (0 and o; 1, l, i
 * and |) is allowed in one of two looks, and so is a letter that may have been read twice; the other must have the word letter by letter. One letter more, less or other in either look is doubt.
 */
import { nearly } from '../near-words.ts';
import { shapeOf, writtenOnce } from '../twice.ts';
import { isAllRead, isLegible, isSure, leastAgreed } from './looks.ts';
import type { SheetLine } from './reading.ts';

export type WordFinding =
  | { kind: 'right'; line: SheetLine }
  /** All that stands on the sheet was read, and it is other words. */
  | { kind: 'other'; seen: string }
  | { kind: 'missing' }
  | { kind: 'unsure'; line: SheetLine | null };

/** exact: letter by letter · shape: but for letters of one shape, a gap in it, or a letter that may have been read twice · near: one letter apart. */
type Look = 'exact' | 'shape' | 'near' | 'none';

const plain = (text: string): string => text.toLocaleLowerCase('en');
/** Marks at either end are no part of a word; inside they are. */
const wordsOf = (text: string): string[] => text.normalize('NFKC').split(/\s+/).map((w) => w.replaceAll(/^[^\p{L}\p{N}|!]+|[^\p{L}\p{N}|]+$/gu, '')).filter((w) => w !== '');

export function lookFor(word: string, text: string): Look {
  const wanted = wordsOf(word);
  // Of nothing but marks nothing is left to be looked for, and that stands on every sheet.
  if (wanted.length === 0) return 'none';
  const [whole, words] = [wanted.join(''), wordsOf(text)];
  const joined = (length: number): string[] => words.flatMap((_, i) => (i + length <= words.length ? [words.slice(i, i + length).join('')] : []));
  const own = joined(wanted.length);
  const isWhole = (text: string): boolean => plain(text) === plain(whole);
  // What may be one letter or two is sure of neither: a word such as Illinois is always shown to staff.
  if (own.some((t) => isWhole(t) && writtenOnce(t) === t)) return 'exact';
  const tried = [...own, ...joined(wanted.length + 1)];
  const alike = (x: string, y: string): boolean => isWhole(x) || shapeOf(x) === shapeOf(y) || shapeOf(writtenOnce(x)) === shapeOf(y);
  if (tried.some((t) => alike(t, whole))) return 'shape';
  return tried.some((t) => nearly(plain(t), plain(whole)) || nearly(shapeOf(t), shapeOf(whole))) ? 'near' : 'none';
}

/** Words told back to the customer. */
const mostWords = 4;

export function findWord(lines: readonly SheetLine[], word: string): WordFinding {
  let doubtful: SheetLine | null = null;
  for (const line of lines) {
    const looks = [lookFor(word, line.text), lookFor(word, line.again ?? '')];
    const inFull = looks.every((l) => l === 'exact') && line.confidence >= leastAgreed;
    if (inFull || (isSure(line) && looks.includes('exact') && looks.includes('shape'))) return { kind: 'right', line };
    if (looks.some((l) => l !== 'none')) doubtful ??= line;
  }
  if (doubtful || !isAllRead(lines)) return { kind: 'unsure', line: doubtful };
  const others = lines.filter(isLegible).flatMap((l) => l.text.split(/\s+/)).filter((w) => /\p{L}{2}/u.test(w) && !/\d/.test(w));
  return others.length > 0 && others.length <= mostWords ? { kind: 'other', seen: others.join(' ').slice(0, 100) } : { kind: 'missing' };
}
