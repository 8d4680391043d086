/** The people that a line of a paper names: titles taken off, households parted, those at whose door they live left out. */
import { andWord, attention, bornAs, careOf, credentials, generationOf, generations, householdTitles, isCompany, looseAndWord, pointedTitle, titles } from './name-parts.ts';
import { wordsOfName, type Word } from './name-words.ts';
import { fold } from './phrases.ts';

/** `hyphen`: written together with the word before it; `birth`: behind "née" or its like; `dotted`: ends in a point, so may be an abbreviation. */
export type NameToken = Word & { hyphen: boolean; birth: boolean; dotted: boolean };
export type PersonNamed = { tokens: NameToken[]; generation: string | null; /** A title stood before the name. */ titled: boolean; /** One of several people, or a family. */ household: boolean };
export type Addressees = { persons: PersonNamed[]; /** The line names a company. */ company: boolean; /** Somebody else's door. */ careOf: boolean };

type Piece = Pick<NameToken, 'text' | 'hyphen' | 'birth' | 'dotted'>;

/** Null: a script without a table. */
export function addresseesOf(line: string): Addressees | null {
  const text = line.normalize('NFC').replaceAll('ª', 'a').replaceAll('º', 'o');
  const own = text.replace(careOf, '').replace(attention, '');
  const segments = segmentsOf(own).map(personOf);
  if (segments.some((s) => s === null)) return null;
  return { persons: shared(segments as PersonNamed[]), company: isCompany(own), careOf: careOf.test(text) };
}

function segmentsOf(text: string): string[] {
  const sure = text.split(andWord);
  if (sure.length > 1) return sure;
  const loose = text.split(looseAndWord);
  const isWhole = (part: string): boolean => part.trim().split(/\s+/).length >= 2;
  return loose.length > 1 && loose.every(isWhole) ? loose : [text];
}

function piecesOf(text: string): Piece[] {
  // J.M. and H.-J. are initials each; commas and brackets only part words.
  const spread = text.replaceAll(/\(a\)/gi, '').replaceAll(/[(),;:*"/]/g, ' ').replaceAll(pointedTitle, '$1$2').replaceAll(/(\p{L})\.(?=\S)/gu, '$1. ').replaceAll(/\. +[-‐‑–]/g, '.-');
  return spread.split(/\s+/).filter(Boolean).flatMap((word) => word.split(/[-‐‑–]+/).filter(Boolean).map((part, i) => ({ text: part.replaceAll('.', ''), hyphen: i > 0, birth: false, dotted: part.endsWith('.') })));
}

function personOf(segment: string): PersonNamed | null {
  const [now = '', ...births] = segment.split(bornAs);
  const pieces = piecesOf(now);
  const leading = pieces.findIndex((p) => !titles.has(fold(p.text)));
  const named = pieces.slice(leading < 0 ? pieces.length : leading).filter((p) => !credentials.has(fold(p.text)));
  const last = named.at(-1);
  const generation = named.length > 1 && last && generations.has(fold(last.text)) && !last.hyphen ? generationOf(fold(last.text)) : null;
  const own = (generation === null ? named : named.slice(0, -1)).filter((p, i, all) => i < all.length - 1 || !householdTitles.has(fold(p.text)) || all.length === 1);
  const all = [...own, ...births.flatMap((b) => piecesOf(b).map((p) => ({ ...p, birth: true })))];
  const tokens = all.flatMap((piece): (NameToken | null)[] => {
    const words = wordsOfName(piece.text);
    return words === null ? [null] : words.map((w) => ({ ...w, ...piece }));
  });
  if (tokens.some((t) => t === null)) return null;
  return { tokens: tokens as NameToken[], generation, titled: named.length < pieces.length, household: pieces.some((p) => householdTitles.has(fold(p.text))) };
}

/** "John and Mary Smith", "Mr & Mrs Smith": who is named without a surname shares the other's. */
function shared(segments: readonly PersonNamed[]): PersonNamed[] {
  if (segments.length === 1) return [...segments];
  const [last, first] = [segments.at(-1)!, segments[0]!];
  return segments.map((person) => {
    const together = { ...person, household: true };
    if (person.tokens.length >= 2 || person.tokens[0]?.birth) return together;
    if (person !== last && last.tokens.length > 0) return { ...together, tokens: [...person.tokens, last.tokens.at(-1)!] };
    // Surname first: "Rossi Anna e Marco".
    return person === last && person.tokens.length === 1 && first.tokens.length >= 2 && !person.titled ? { ...together, tokens: [first.tokens[0]!, ...person.tokens] } : together;
  }).filter((p) => p.tokens.length > 0);
}
