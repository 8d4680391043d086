/** The people that a line of a paper names: titles taken off, households parted, those at whose door they live left out. */
import { andSign, andWord, attention, bornAs, careOf, credentials, generationOf, generations, householdTitles, isCompany, looseAndWord, pointedTitle, titles } from './name-parts.ts';
import { wordsOfName, type Word } from './name-words.ts';
import { fold } from './phrases.ts';

/** `hyphen`: written together with the word before it; `birth`: behind "née" or its like; `dotted`: ends in a point, so may be an abbreviation; `aside`: a title, a degree or a family's word, which is a name where the holder bears it (Don, Eng, Ba, Md). */
export type NameToken = Word & { hyphen: boolean; birth: boolean; dotted: boolean; aside: boolean };
export type PersonNamed = { tokens: NameToken[]; generation: string | null; /** A title stood before the name. */ titled: boolean; /** One of several people, or a family. */ household: boolean };
export type Addressees = { persons: PersonNamed[]; /** The same with no word taken for "and" or "born as": Wong En Lin. Counts only where all of it is the holder's name. */ unparted: PersonNamed[]; /** The line names a company. */ company: boolean; /** Somebody else's door. */ careOf: boolean };

type Piece = Pick<NameToken, 'text' | 'hyphen' | 'birth' | 'dotted' | 'aside'>;

/** Null: a script without a table. @param isBorne words of the holder's own name */
export function addresseesOf(line: string, isBorne: (word: string) => boolean): Addressees | null {
  const text = line.normalize('NFC').replaceAll('ª', 'a').replaceAll('º', 'o');
  const own = text.replace(careOf, '').replace(attention, '');
  const segments = segmentsOf(own).map((s) => personOf(s.split(bornAs)));
  if (segments.some((s) => s === null)) return null;
  const unparted = own.split(andSign).map((s) => personOf([s])).filter((p) => p !== null);
  return { persons: shared(segments as PersonNamed[]), unparted, company: isCompany(own, isBorne), careOf: careOf.test(text) };
}

function segmentsOf(text: string): string[] {
  const isWhole = (part: string): boolean => part.trim().split(/\s+/).length >= 2;
  const sure = text.split(andWord);
  // Wong En Lin is one: of two people at least one is named whole.
  if (sure.length > 1 && sure.some(isWhole)) return sure;
  const loose = text.split(looseAndWord);
  return loose.length > 1 && loose.every(isWhole) ? loose : [text];
}

function piecesOf(text: string): Piece[] {
  // J.M. and H.-J. are initials each; commas and brackets only part words.
  const spread = text.replaceAll(/\(a\)/gi, '').replaceAll(/[(),;:*"/]/g, ' ').replaceAll(pointedTitle, '$1$2').replaceAll(/(\p{L})\.(?=\S)/gu, '$1. ').replaceAll(/\. +[-‐‑–]/g, '.-');
  return spread.split(/\s+/).filter(Boolean).flatMap((word) => word.split(/[-‐‑–]+/).filter(Boolean).map((part, i) => ({ text: part.replaceAll('.', ''), hyphen: i > 0, birth: false, dotted: part.endsWith('.'), aside: false })));
}

/** @param parts the name now, then those by birth */
function personOf([now = '', ...births]: readonly string[]): PersonNamed | null {
  const pieces = piecesOf(now);
  const leading = pieces.findIndex((p) => !titles.has(fold(p.text)));
  const titled = pieces.map((p, i) => ({ ...p, aside: leading < 0 || i < leading || credentials.has(fold(p.text)) }));
  const named = ownOf(titled);
  const last = named.at(-1);
  const generation = named.length > 1 && last && generations.has(fold(last.text)) && !last.hyphen ? generationOf(fold(last.text)) : null;
  const kept = generation === null ? titled : titled.filter((p) => p !== last);
  const end = ownOf(kept).length > 1 ? ownOf(kept).at(-1) : undefined;
  const all = [...kept.map((p) => (p === end && householdTitles.has(fold(p.text)) ? { ...p, aside: true } : p)), ...births.flatMap((b) => piecesOf(b).map((p) => ({ ...p, birth: true })))];
  const tokens = all.flatMap((piece): (NameToken | null)[] => {
    const words = wordsOfName(piece.text);
    return words === null ? [null] : words.map((w) => ({ ...w, ...piece }));
  });
  if (tokens.some((t) => t === null)) return null;
  return { tokens: tokens as NameToken[], generation, titled: named.length < pieces.length, household: pieces.some((p) => householdTitles.has(fold(p.text))) };
}

const ownOf = <T extends { aside: boolean }>(pieces: readonly T[]): T[] => pieces.filter((p) => !p.aside);

/** "John and Mary Smith", "Mr & Mrs Smith": who is named without a surname shares the other's. */
function shared(segments: readonly PersonNamed[]): PersonNamed[] {
  if (segments.length === 1) return [...segments];
  const [last, first] = [segments.at(-1)!, segments[0]!];
  return segments.map((person) => {
    const together = { ...person, household: true };
    const [own, ofLast, ofFirst] = [person, last, first].map((p) => ownOf(p.tokens)) as [NameToken[], NameToken[], NameToken[]];
    if (own.length >= 2 || own[0]?.birth) return together;
    if (person !== last && ofLast.length > 0) return { ...together, tokens: [...person.tokens, ofLast.at(-1)!] };
    // Surname first: "Rossi Anna e Marco".
    return person === last && own.length === 1 && ofFirst.length >= 2 && !person.titled ? { ...together, tokens: [ofFirst[0]!, ...person.tokens] } : together;
  }).filter((p) => ownOf(p.tokens).length > 0);
}
