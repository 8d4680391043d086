/** Word under word: which word of the holder's name stands where in a name on a paper, and how it is written there. */
import { misreadOf } from './near-words.ts';
import { isShortForm, looseParticles } from './name-parts.ts';
import type { NameToken } from './name-persons.ts';
import { alike, begins, identical, joinedWord, withoutSecondLetters, type Word } from './name-words.ts';

export type NamePart = 'given' | 'surname';
/** `cut`: may go on (ICAO 9303-3, 4.6.1); `hyphen`: was written together with the word before it. */
export type HolderWord = Word & { part: NamePart | null; cut: boolean; hyphen: boolean };

/**
 * same · transliteration (Müller, MUELLER) · cut (the zone's field was full) · joined (De La Cruz, DELACRUZ) · initial · short-form (Wm, Bob, Alex.) · particle (de, da: come and go)
 * · misread (one letter apart, which reading from pixels may explain) · married (a surname put before or behind by hyphen or "née") · missing (on the document only) · extra (on the paper only) · different.
 */
export const tokenRelations = ['same', 'transliteration', 'cut', 'joined', 'initial', 'short-form', 'particle', 'misread', 'married', 'missing', 'extra', 'different'] as const;
export type TokenRelation = (typeof tokenRelations)[number];
export type TokenPair = { holder: string | null; proof: string | null; part: NamePart | null; relation: TokenRelation };

/** `h`, `p`: places in either name; several where words are joined. */
type Match = { h: number[]; p: number[]; relation: TokenRelation };
export type Alignment = { pairs: TokenPair[]; matches: Match[] };

type Sides = { holder: readonly HolderWord[]; proof: readonly NameToken[] };
type OneToOne = (h: HolderWord, p: NameToken) => boolean;

/** @param exact false: read from pixels, so a letter may be wrong */
export function alignNames(holder: readonly HolderWord[], proof: readonly NameToken[], exact: boolean): Alignment {
  const sides: Sides = { holder, proof };
  const matches: Match[] = [];
  // What is surer takes its words first.
  pairUp(sides, matches, 'same', identical);
  pairUp(sides, matches, 'transliteration', alike);
  joinRuns(sides, matches);
  pairUp(sides, matches, 'cut', (h, p) => h.cut && begins(h, p));
  pairUp(sides, matches, 'short-form', shortened);
  pairUp(sides, matches, 'initial', (h, p) => (isInitial(p) && begins(p, h)) || (isInitial(h) && begins(h, p)));
  initialsTogether(sides, matches);
  if (!exact) pairUp(sides, matches, 'misread', misread);
  return { pairs: pairsOf(sides, matches), matches };
}

const isInitial = (w: Word): boolean => [...w.text].length === 1;
const shortened: OneToOne = (h, p) => h.part !== 'surname' && (isShortForm(h.forms[0]!, p.forms[0]!) || (p.dotted && [...p.text].length > 1 && begins(p, h)));

// A letter more, less or other; in shorter words that is another name (Anna, Anne). Chosen.
const longEnough = 5;
const misread: OneToOne = (h, p) => [...p.text].length >= longEnough && h.forms.some((f) => f.length >= longEnough && p.forms.some((g) => misreadOf(f, g) || misreadOf(withoutSecondLetters(f), g)));

const freeOf = (count: number, matches: readonly Match[], side: 'h' | 'p'): number[] => Array.from({ length: count }, (_, i) => i).filter((i) => !matches.some((m) => m[side].includes(i)));

function pairUp({ holder, proof }: Sides, matches: Match[], relation: TokenRelation, fits: OneToOne): void {
  for (const p of freeOf(proof.length, matches, 'p')) {
    const h = freeOf(holder.length, matches, 'h').find((i) => fits(holder[i]!, proof[p]!));
    if (h !== undefined) matches.push({ h: [h], p: [p], relation });
  }
}

/** Longest run of words that one side may write as one. Chosen: DE LA TORRE Y. */
const longestRun = 4;

function joinRuns({ holder, proof }: Sides, matches: Match[]): void {
  const runs = (free: readonly number[]): number[][] => free.flatMap((first, i) => Array.from({ length: longestRun - 1 }, (_, n) => free.slice(i, i + n + 2)).filter((run) => run.length > 1 && run.at(-1)! - first === run.length - 1));
  for (const run of runs(freeOf(proof.length, matches, 'p'))) {
    const word = joinedWord(run.map((i) => proof[i]!));
    const h = freeOf(holder.length, matches, 'h').find((i) => alike(word, holder[i]!));
    if (h !== undefined && run.every((i) => freeOf(proof.length, matches, 'p').includes(i))) matches.push({ h: [h], p: run, relation: 'joined' });
  }
  for (const run of runs(freeOf(holder.length, matches, 'h'))) {
    const word = joinedWord(run.map((i) => holder[i]!));
    const p = freeOf(proof.length, matches, 'p').find((i) => alike(word, proof[i]!));
    if (p !== undefined && run.every((i) => freeOf(holder.length, matches, 'h').includes(i))) matches.push({ h: run, p: [p], relation: 'joined' });
  }
}

/** JM for John Michael. */
function initialsTogether({ holder, proof }: Sides, matches: Match[]): void {
  for (const p of freeOf(proof.length, matches, 'p')) {
    const letters = [...proof[p]!.forms[0]!];
    const free = freeOf(holder.length, matches, 'h').filter((i) => holder[i]!.part !== 'surname');
    if (letters.length < 2 || letters.length > 3 || proof[p]!.text !== proof[p]!.text.toUpperCase()) continue;
    const h = free.slice(0, letters.length);
    if (h.length === letters.length && h.every((i, n) => holder[i]!.forms.some((f) => f.startsWith(letters[n]!)))) matches.push({ h, p: [p], relation: 'initial' });
  }
}

function pairsOf({ holder, proof }: Sides, matches: readonly Match[]): TokenPair[] {
  const textOf = (words: readonly Word[], at: readonly number[]): string => at.map((i) => words[i]!.text).join(' ');
  const found = matches.map((m) => ({ at: m.h[0]!, pair: { holder: textOf(holder, m.h), proof: textOf(proof, m.p), part: holder[m.h[0]!]!.part, relation: m.relation } }));
  const missing = freeOf(holder.length, matches, 'h').map((i) => ({ at: i, pair: leftOfHolder(holder, i, matches) }));
  const extra = freeOf(proof.length, matches, 'p').map((i) => leftOfProof({ holder, proof }, i, matches));
  return [...[...found, ...missing].sort((a, b) => a.at - b.at).map((f) => f.pair), ...extra];
}

const isLoose = (word: Word): boolean => looseParticles.has(word.forms[0]!);

function leftOfHolder(holder: readonly HolderWord[], i: number, matches: readonly Match[]): TokenPair {
  const word = holder[i]!;
  const isMatched = (at: number): boolean => matches.some((m) => m.h.includes(at)) && holder[at]?.part === word.part;
  const married = word.part === 'surname' && ((word.hyphen && isMatched(i - 1)) || (holder[i + 1]?.hyphen === true && isMatched(i + 1)));
  return { holder: word.text, proof: null, part: word.part, relation: isLoose(word) ? 'particle' : married ? 'married' : 'missing' };
}

function leftOfProof({ holder, proof }: Sides, i: number, matches: readonly Match[]): TokenPair {
  const word = proof[i]!;
  const isSurname = (at: number): boolean => matches.some((m) => m.p.includes(at) && holder[m.h[0]!]!.part !== 'given');
  const bornOtherwise = !word.birth && proof.some((w, at) => w.birth && isSurname(at));
  const married = word.birth || bornOtherwise || (word.hyphen && isSurname(i - 1)) || (proof[i + 1]?.hyphen === true && isSurname(i + 1));
  return { holder: null, proof: word.text, part: null, relation: isLoose(word) ? 'particle' : married ? 'married' : 'extra' };
}
