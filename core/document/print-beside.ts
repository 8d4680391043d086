/**
 * What is printed beside a machine-readable zone, held against the zone: a fact of the zone that stands anywhere on the page in print is
 * taken from there, whatever its label; only where it stands nowhere does the value behind the label speak. So a label that was read wrong
 * accuses nobody, and a printed date that was changed does not hide behind another one.
 */
import { compareNames } from './compare-names.ts';
import { datesInText, type DateKind } from './dates-in-print.ts';
import { decidingFields } from './doubts.ts';
import { fieldsOfPrint, fieldOfWords, isReadable, type TextLine } from './print-fields.ts';
import { begins, wordsOfName } from './name-words.ts';
import { wordsOf, type Word } from './print-values.ts';
import type { Region } from '../frame.ts';
import type { DocumentReading, DocumentType, Field, FieldName, Fields } from './reading.ts';

/** Words of a line that say the same as the zone's field; null: these do not. */
type Finder = (field: Field, words: readonly Word[], today: string) => Word[] | null;

/** Words that one value may be parted into. Chosen: a number in four groups, five names. */
const mostWords = 5;

/** Characters of a fact by which a row is known to hold a part of it, and rows looked at for them. Chosen: a year, a short name. */
const leastPart = 4;
const mostCutRows = 6;

/** Letters of a cut name that must stand in print for it to be known there. Chosen: fewer begin other words of a card as well. */
const leastOfCut = 6;

/** In this order, each over the whole page: a name that stands there whole is no longer one. */
const finders: Partial<Record<FieldName, readonly Finder[]>> = {
  surname: [byWindow(sameName), byWindow(nameGoingOn)], givenNames: [byWindow(sameName), byWindow(nameGoingOn)], documentNumber: [byWindow(sameNumber)],
  nationality: [byWindow((field, text) => text === field.value)], issuingCountry: [byWindow((field, text) => text === field.value)],
  birthDate: [byDate('birth')], issueDate: [byDate('issue')], expiryDate: [byDate('expiry')],
};

/** What can still be asked of the page, in its own pixels. */
export type PrintLooks = {
  /** The print of this place, cut more widely; null: no word. */
  again(place: Region): Promise<TextLine | null>;
  /** The page once more by another way of finding words. */
  otherwise(): Promise<readonly TextLine[]>;
};

/**
 * @param lines print of the page without the zone's own lines
 * @param today for centuries of two-digit years, YYYY-MM-DD
 * @returns of the zone's fields those that print says something of, and the date of issue, which a zone does not have. What is not the zone's was read so twice.
 */
export async function fieldsBesideMrz(zone: Fields, type: DocumentType | null, lines: readonly TextLine[], looks: PrintLooks, today: string): Promise<Fields> {
  const missing = (from: readonly TextLine[]): [FieldName, Field][] => decidingFields.flatMap((name) => (zone[name] && !standingIn(from, name, zone[name], today) ? [[name, zone[name]]] : []));
  const all = [...lines, ...await ofCutRows(missing(lines), lines, looks)];
  if (missing(all).length > 0) all.push(...await looks.otherwise());
  const labelled = fieldsOfPrint(all, type?.class ?? null, type?.country ?? null, today);
  const fields: Fields = {};
  for (const [name, field] of Object.entries(zone) as [FieldName, Field][]) {
    const said = standingIn(all, name, field, today) ?? (labelled[name] && await lookedAtTwice(name, field, labelled[name], looks, today));
    if (said) fields[name] = said;
  }
  const issue = labelled.issueDate && !isOfZone(zone, labelled.issueDate) && await lookedAtTwice('issueDate', undefined, labelled.issueDate, looks, today);
  return issue ? { ...fields, issueDate: issue } : fields;
}

/** The zone's own date of another kind: a label was taken for its neighbour's. */
const isOfZone = ({ birthDate, expiryDate }: Fields, { value }: Field): boolean => value === birthDate?.value || value === expiryDate?.value;

/** The reading with what print says beside its zone; the zone stays first in what it has itself. */
export function readingWithPrint(reading: DocumentReading, print: Fields): DocumentReading {
  const further = Object.entries(print).filter(([name]) => !(name in reading.fields));
  return { ...reading, fields: { ...reading.fields, ...Object.fromEntries(further) }, bySource: { ...reading.bySource, print } };
}

/** Rows that hold a part of a missing fact, more widely: the search for rows may have cut the rest off. */
async function ofCutRows(missing: readonly [FieldName, Field][], lines: readonly TextLine[], looks: PrintLooks): Promise<TextLine[]> {
  const parts = missing.flatMap(([name, { value }]) => (name.endsWith('Date') ? [value.slice(0, 4)] : value.split(/[^\p{L}\p{N}]/u))).filter((part) => part.length >= leastPart);
  const cut = lines.filter((l) => parts.some((part) => l.text.toUpperCase().includes(part)));
  const again: TextLine[] = [];
  for (const line of cut.slice(0, mostCutRows)) again.push(...[await looks.again(line.region)].filter((l) => l !== null));
  return again;
}

function standingIn(lines: readonly TextLine[], name: FieldName, field: Field, today: string): Field | null {
  for (const find of finders[name] ?? []) {
    const words = lines.map((l) => find(field, l.words.filter(isReadable), today)).find((found) => found !== null);
    if (words) return fieldOfWords(valueIn(name, field, words), words);
  }
  return null;
}

/** A value that is not the zone's counts when a second, wider look reads the same; the first may have cut a figure off. */
async function lookedAtTwice(name: FieldName, field: Field | undefined, labelled: Field, looks: PrintLooks, today: string): Promise<Field | null> {
  if (!finders[name] || !labelled.region) return labelled;
  const line = await looks.again(labelled.region);
  if (!line) return null;
  const zones = field && standingIn([line], name, field, today);
  if (zones) return zones;
  const same = standingIn([line], name, labelled, today);
  // As if the two looks were independent, which they are not quite. Chosen; what it accuses: `npm run bench:cross-checks`.
  return same && { ...labelled, confidence: 1 - (1 - labelled.confidence) * (1 - same.confidence) };
}

/** As it is printed; a date in the zone's own form. */
const valueIn = (name: FieldName, field: Field, words: readonly Word[]): string =>
  name.endsWith('Date') ? field.value : words.map((w) => stripped(w.text)).join(name === 'documentNumber' ? '' : ' ').toUpperCase();

const stripped = (text: string): string => text.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '');

/** Longest first: all given names rather than the first of them. */
function byWindow(same: (field: Field, text: string) => boolean): Finder {
  return (field, words) => {
    for (let take = Math.min(mostWords, words.length); take > 0; take--) {
      for (let at = 0; at + take <= words.length; at++) {
        const part = words.slice(at, at + take);
        if (same(field, part.map((w) => stripped(w.text)).join(' ').toUpperCase())) return part;
      }
    }
    return null;
  };
}

/** Not `partial`: a name found in part may be another one. */
function sameName({ value }: Field, text: string): boolean {
  const { verdict, ...how } = compareNames({ value }, { value: text });
  return verdict === 'same' || (verdict === 'compatible' && 'by' in how && how.by !== 'partial' && text.length >= Math.min(3, value.length));
}

/** A name the zone had no room for: word by word the beginnings of what stands here. */
function nameGoingOn({ value, truncated }: Field, text: string): boolean {
  const [cut, whole] = [wordsOfName(value) ?? [], wordsOfName(text) ?? []];
  return truncated === true && cut.length === whole.length && plain(value).length >= leastOfCut && cut.every((word, i) => begins(word, whole[i]!));
}

const plain = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
function sameNumber(field: Field, text: string): boolean {
  return plain(text) === plain(field.value);
}

function byDate(kind: DateKind): Finder {
  return (field, words, today) => {
    const text = words.map((w) => w.text).join(' ');
    for (const order of ['day-first', 'month-first'] as const) {
      const date = datesInText(text, order, kind, today).find((d) => d.value === field.value || (field.value.length < 10 && d.value.startsWith(field.value)));
      if (date) return wordsOf(date, words);
    }
    return null;
  };
}
