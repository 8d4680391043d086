/** What kind of document it is: from the MRZ's code where there is one, else from the words printed on it. */
import { cuesOf, type Cues } from './class-cues.ts';
import { personLabels, vocabulary } from './class-words.ts';
import { countryOf } from './countries.ts';
import { countryNamed } from './countries-in-print.ts';
import { findPhrases, foldText, type Folded } from './phrases.ts';
import type { TextLine } from './print-fields.ts';
import type { DocumentClass, DocumentType, Mrz } from './reading.ts';

/**
 * ICAO 9303-4 to 7: P passport, V visa, A, C, I official travel documents of card size; AC is a crew certificate (9303-5, 4.2.2.1). Residence permits
 * carry national second letters: IR and AR in the European Union's model, C1 and C2 on the green card of the United States. Longest match counts.
 */
const codes: readonly { begins: string; state?: string; class: DocumentClass; /** Says the size of the card, and not what it is: permits have it as well. */ bare?: true }[] = [
  { begins: 'C1', state: 'USA', class: 'residence-permit' },
  { begins: 'C2', state: 'USA', class: 'residence-permit' },
  { begins: 'IR', class: 'residence-permit' },
  { begins: 'AR', class: 'residence-permit' },
  { begins: 'RP', class: 'residence-permit' },
  { begins: 'CR', class: 'residence-permit' },
  { begins: 'AC', class: 'other' },
  { begins: 'D1', class: 'driving-licence' },
  { begins: 'P', class: 'passport' },
  { begins: 'V', class: 'visa' },
  { begins: 'I', class: 'id-card', bare: true },
  { begins: 'A', class: 'id-card', bare: true },
  { begins: 'C', class: 'id-card', bare: true },
];

const codeOf = (mrz: Mrz): string => mrz.lines[0]!.slice(0, 2);
const stateOf = (mrz: Mrz): string => mrz.lines[0]!.slice(2, 5);
const rowOfCode = (mrz: Mrz): (typeof codes)[number] | undefined => codes.find((c) => codeOf(mrz).startsWith(c.begins) && (c.state === undefined || c.state === stateOf(mrz)));

export function typeOfMrz(mrz: Mrz): DocumentType {
  return { class: rowOfCode(mrz)?.class ?? 'other', country: countryOf(stateOf(mrz)), confidence: Math.min(1, ...(mrz.confidence[0] ?? []).slice(0, 2)) };
}

/** Classes whose cards may have a zone of a bare letter. */
const cardsOfBareCode: readonly DocumentClass[] = ['residence-permit', 'work-permit', 'visa', 'student-card'];

type Side = { documentType: DocumentType | null; mrz: Mrz | null };

/**
 * Of the sides of one document the surest; but a zone's bare letter outweighs no title that says what card it is. An issuer's own second letter (ID) may
 * mean either, so that nobody can tell: null.
 */
export function typeOfSides(sides: readonly Side[]): DocumentType | null {
  const surest = sides.reduce<Side | null>((best, side) => ((side.documentType?.confidence ?? -1) > (best?.documentType?.confidence ?? -1) ? side : best), null);
  const printed = sides.find((s) => s.mrz === null && s.documentType !== null && cardsOfBareCode.includes(s.documentType.class))?.documentType;
  if (!printed || !surest?.mrz || !rowOfCode(surest.mrz)?.bare) return surest?.documentType ?? null;
  return codeOf(surest.mrz).endsWith('<') ? { ...printed, country: surest.documentType?.country ?? printed.country } : null;
}

/** Classes that identify a person: none of them proves where one lives (REASONS.md A1.1). */
const identities: readonly DocumentClass[] = ['passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card', 'health-card', 'bank-card'];
export const isIdentity = (name: DocumentClass | undefined): boolean => name !== undefined && identities.includes(name);

/** Shape of the document, where it is known: used only when print says little. */
export type Appearance = { format: 'ID-1' | 'ID-2' | 'ID-3' | 'A4' | 'unknown' | null };

// Score from which words name a class: one title, or two that go with it. Chosen, not measured.
const enough = 2.5;
// Words in small letters from which a page is a letter, a form or a screen rather than a card: the cards looked at hold up to 24. Chosen on them.
const runningText = 40;
// Words read well without anything of a document among them. Chosen, not measured.
const saysNothing = 7;

/** Class by print; null where it names none: that is "not known", not "other". */
export function typeOfPrint(lines: readonly TextLine[], { format }: Appearance = { format: null }): DocumentType | null {
  const folded = foldText(lines.flatMap((l) => l.words.filter((w) => w.confidence >= leastConfidence).map((w) => w.text).concat('\n')).join(' '));
  const cues = cuesOf(lines);
  const scores = scoresOf(folded, cues);
  const country = countryNamed(folded);
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  const labels = personLabels.filter((names) => findPhrases(folded, names).length > 0).length;
  if (first && first[1] >= enough) return { class: first[0], country: first[0] === 'other' ? null : country, confidence: Math.min(0.95, 0.5 + (first[1] - (second?.[1] ?? 0)) / 16) };
  // Facts of a person under their labels, no title that could be read: the size tells the book from the card, and nothing else does.
  if (labels >= 3 && cues.running < runningText) return format === 'ID-3' || format === 'ID-1' ? { class: format === 'ID-3' ? 'passport' : 'id-card', country, confidence: 0.4 } : null;
  return cues.words >= saysNothing && labels <= 1 && (cues.running >= saysNothing || (first?.[0] === 'other' && labels === 0)) ? { class: 'other', country: null, confidence: 0.4 } : null;
}

const leastConfidence = 0.5;

function scoresOf(folded: Folded, cues: Cues): Map<DocumentClass, number> {
  const scores = new Map<DocumentClass, number>();
  const add = (name: DocumentClass, points: number): void => { if (points > 0) scores.set(name, (scores.get(name) ?? 0) + points); };
  for (const { class: name, weight, most, phrases } of vocabulary) add(name, weight * Math.min(most, findPhrases(folded, phrases).length));
  for (const { class: name, points } of cuePoints) add(name, points(cues));
  return scores;
}

/** Points of what is no word. Chosen, not measured. */
const cuePoints: readonly { class: DocumentClass; points(cues: Cues): number }[] = [
  { class: 'bank-card', points: (c) => (c.cardNumber && c.running < runningText ? 3.5 : 0) },
  { class: 'bank-card', points: (c) => (c.monthAndYear && c.running < runningText && c.amounts === 0 ? 0.7 : 0) },
  { class: 'vehicle-paper', points: (c) => (c.vehicleCodes >= 4 ? Math.min(5, c.vehicleCodes) : 0) },
  { class: 'driving-licence', points: (c) => (c.numberedFields >= 4 && c.fullDates >= 2 && c.running < runningText ? 0.6 * c.numberedFields : 0) },
  { class: 'other', points: (c) => (c.amounts >= 3 ? 1.5 : 0) + Math.min(3, 1.2 * c.addresses) },
  { class: 'other', points: (c) => (c.running >= runningText ? 2.5 + Math.min(5, c.running / 40) : 0) },
];
