/** Labelled fields in print: the value stands behind its label, right of it or below it. Labels: print-labels.ts, values: print-values.ts. */
import { regionOf, type Region } from '../frame.ts';
import { orderOfCountry, orderSaidBy } from './date-order.ts';
import type { DateOrder } from './dates-in-print.ts';
import { unlimited } from './dates.ts';
import { fieldsByOrder } from './licence-order.ts';
import { fold } from './phrases.ts';
import { americanNumbers, europeanNumbers, labels, type NumberedField, type ValueKind } from './print-labels.ts';
import { readers, type Value, type Word } from './print-values.ts';
import type { DocumentClass, Field, FieldName, Fields } from './reading.ts';

/** A printed line as the print reader gives it: its words left to right; `confidence` is 0..1. */
export type TextLine = { text: string; confidence: number; region: Region; words: { text: string; confidence: number; region: Region }[] };

/** Below this tesseract's words are more guess than reading. Chosen on two licences; the values that it lets through: docs/adr/0007. */
export const leastConfidence = 0.6;
/** From here on print is taken at its word where it contradicts something. Chosen, not measured. */
export const sureInPrint = 0.85;
/** Where a value may stand, in heights of its label's row. Chosen on passports, EU cards and licences of the specimens. */
const reach = { right: 8, below: 2.6 } as const;
/** Classes whose print speaks of a person. Of all others nothing is read: a bill's "name" is no holder, a bank card's number is not ours to keep. */
const personal: readonly (DocumentClass | null)[] = ['passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card', null];

type Token = { text: string; word: number };
type Found = { field: FieldName | null; kind: ValueKind; /** First word of the label, first word behind it. */ from: number; to: number };
type Row = { line: TextLine; labels: Found[] };

export function fieldsOfPrint(lines: readonly TextLine[], documentClass: DocumentClass | null, country: string | null, today: string): Fields {
  if (!personal.includes(documentClass)) return {};
  const readable = lines.map((l) => ({ ...l, words: l.words.filter((w) => isReadable(w) || isWord(w)) })).filter((l) => l.words.length > 0);
  const numbers = documentClass === 'driving-licence' ? (isAmerican(readable, country) ? americanNumbers : europeanNumbers) : [];
  const rows = readable.map((line) => ({ line, labels: labelsIn(line, numbers) }));
  const order = orderOf(readable, country);
  const fields: Fields = {};
  for (const row of rows) {
    for (const label of row.labels) {
      if (label.field === null || fields[label.field]) continue;
      const found = valueOf(rows, row, label, order, today) ?? (label.kind === 'issue' ? valueOf(rows, row, { ...label, kind: 'issue-ahead' }, order, today) : null);
      if (found?.words.every(isReadable)) fields[label.field] = fieldOf(found);
    }
  }
  if (fields.fullName && rows.some((r) => r.labels.some((l) => l.field === 'givenNames'))) {
    fields.surname ??= fields.fullName;
    delete fields.fullName;
  }
  if (numbers === europeanNumbers) {
    // Rows in which a label was found speak for themselves.
    for (const [name, found] of Object.entries(fieldsByOrder(rows.filter((r) => r.labels.length === 0).map((r) => r.line), today)) as [FieldName, Value][]) {
      if (!fields[name] && found.words.every(isReadable)) fields[name] = fieldOf(found);
    }
  }
  return withoutContradictions(fields, today);
}

/** A value with the place of its words; as sure as the least sure of them. */
export const fieldOfWords = (value: string, words: readonly Word[]): Field => ({ value, source: 'print', confidence: Math.min(...words.map((w) => w.confidence)), region: around(words) });
const fieldOf = ({ value, words }: Value): Field => fieldOfWords(value, words);

export const isReadable = (w: Word): boolean => w.confidence >= leastConfidence && /[\p{L}\p{N}]/u.test(w.text);
/** What was not read well and yet is no speck: a value that it belongs to is not said. */
const isWord = (w: Word): boolean => /[\p{L}\p{N}]{3}/u.test(w.text);

const around = (words: readonly Word[]): Region => {
  const { x, y, width, height } = regionOf(words.flatMap(({ region: r }) => [{ x: r.x, y: r.y }, { x: r.x + r.width, y: r.y + r.height }]));
  return { x, y, width, height };
};

function isAmerican(lines: readonly TextLine[], country: string | null): boolean {
  const text = ` ${lines.map((l) => fold(l.text)).join(' ')} `;
  return country === 'USA' || country === 'CAN' || (country === null && ['DOB', 'EXP', 'ISS', 'HGT', 'WGT', 'EYES', 'DLN', 'DD'].filter((w) => text.includes(` ${w} `)).length >= 2);
}

/** By country; where it is not known, by a date on the page that only one order allows. */
const orderOf = (lines: readonly TextLine[], country: string | null): DateOrder =>
  country !== null ? orderOfCountry(country) : orderSaidBy(lines.map((l) => l.text).join('\n'));

function labelsIn(line: TextLine, numbers: readonly NumberedField[]): Found[] {
  // A rule or a speck behind a label is read as a hyphen.
  const tokens: Token[] = line.words.flatMap((w, word) => fold(w.text).split(' ').map((text) => text.replaceAll(/^-+|-+$/g, '')).filter(Boolean).map((text) => ({ text, word })));
  const found: Found[] = [];
  for (let i = 0; i < tokens.length;) {
    const named = labels.flatMap((label) => label.phrases.filter((p) => p.every((t, k) => tokens[i + k]?.text === t)).map((p) => ({ label, length: p.length }))).sort((a, b) => b.length - a.length)[0];
    const last = found.at(-1);
    if (named) {
      const to = tokens[i + named.length - 1]!.word + 1;
      // NOM / SURNAME: one label in two languages. 4b EXP: the number goes with the word.
      const joins = last && last.to >= tokens[i]!.word && (last.field === named.label.field || isNumber(line.words[last.from]!.text, numbers));
      if (joins) Object.assign(last, named.label.field === null ? { to } : { field: named.label.field, kind: named.label.kind, to });
      else found.push({ field: named.label.field, kind: named.label.kind, from: tokens[i]!.word, to });
      i += named.length;
      continue;
    }
    const numbered = numbers.find((n) => n.token.test(tokens[i]!.text));
    // In the middle of a row only what cannot be a value itself: 4b, not 5.
    if (numbered && (i === 0 || /^4[ABCD]$/.test(tokens[i]!.text))) found.push({ field: numbered.field, kind: numbered.kind, from: tokens[i]!.word, to: tokens[i]!.word + 1 });
    i += 1;
  }
  return found;
}

const isDateKind = (kind: ValueKind): boolean => kind === 'birth' || kind === 'issue' || kind === 'issue-ahead' || kind === 'expiry';

const isNumber = (text: string, numbers: readonly NumberedField[]): boolean => numbers.some((n) => n.token.test(fold(text))) || /^\d{1,2}[A-D]?[.)]?$/i.test(text);

function valueOf(rows: readonly Row[], row: Row, label: Found, order: DateOrder, today: string): Value | null {
  const read = readers[label.kind];
  const { words } = row.line;
  const next = row.labels.find((l) => l.from >= label.to);
  const behind = words.slice(label.to, next?.from ?? words.length);
  if (behind.length > 0) {
    const found = label.kind === 'address' ? addressFrom(rows, row, behind) : read(behind, order, today);
    // The rest of a label in another language may stand behind it; only a date is sure not to be mistaken for something else below.
    if (found || !isDateKind(label.kind)) return found;
  }
  const place = around(words.slice(label.from, label.to));
  const end = next ? words[next.from]!.region.x : Infinity;
  const { height } = row.line.region;
  for (const candidate of [...rightOf(rows, row, place, height), ...below(rows, place, height)]) {
    const inColumn = candidate.line.words.slice(0, candidate.labels[0]?.from ?? undefined).filter((w) => w.region.x + w.region.width / 2 < end && w.region.x + w.region.width > place.x - height);
    if (inColumn.length === 0) continue;
    const found = label.kind === 'address' ? addressFrom(rows, candidate, inColumn) : read(inColumn, order, today);
    if (found) return found;
    // The nearest row without a label is the label's own value; what it is not, the next one is not either.
    if (candidate.labels.length === 0 && !isDateKind(label.kind)) return null;
  }
  return null;
}

function rightOf(rows: readonly Row[], row: Row, place: Region, height: number): Row[] {
  const shared = (r: Region): number => Math.min(r.y + r.height, place.y + place.height) - Math.max(r.y, place.y);
  return rows.filter((r) => r !== row && r.line.region.x >= place.x + place.width - height / 2 && r.line.region.x - place.x - place.width <= reach.right * height && shared(r.line.region) > 0.5 * Math.min(r.line.region.height, place.height))
    .sort((a, b) => a.line.region.x - b.line.region.x).slice(0, 1).filter((r) => r.labels[0]?.from !== 0);
}

function below(rows: readonly Row[], place: Region, height: number): Row[] {
  const foot = place.y + place.height;
  const under = rows.filter(({ line: { region: r } }) => r.y > place.y + place.height * 0.5 && r.y - foot < reach.below * height && r.x < place.x + Math.max(place.width, 4 * height) && r.x + r.width > place.x)
    .sort((a, b) => a.line.region.y - b.line.region.y).slice(0, 2);
  // What stands below the next label is that one's value.
  const labelled = under.findIndex((r) => r.labels[0]?.from === 0);
  return labelled < 0 ? under : under.slice(0, labelled);
}

/** The rows of an address stand below each other, up to three. */
function addressFrom(rows: readonly Row[], first: Row, words: readonly Word[]): Value | null {
  const parts = [...words];
  let here = around(words);
  for (let n = 1; n < 3; n++) {
    const [next] = below(rows, here, here.height).filter((r) => r.labels.length === 0 && r !== first && Math.abs(r.line.region.x - here.x) < 2.5 * here.height);
    if (!next) break;
    parts.push(...next.line.words);
    here = next.line.region;
  }
  return readers.address(parts, 'either', '');
}

/**
 * Dates that cannot all be true: neither of the two is said, unless both were read so surely that auth.data-logic has to hear of them. The same date twice
 * is one label read as another, and so is a date of issue to come that no later end goes with.
 */
function withoutContradictions(fields: Fields, today: string): Fields {
  const { birthDate: birth, issueDate: issue, expiryDate: expiry } = fields;
  const wrong = new Set<FieldName>();
  const clash = (names: readonly [FieldName, FieldName]): void => {
    const [a, b] = names.map((name) => fields[name]!) as [Field, Field];
    if (a.value === b.value || Math.min(a.confidence, b.confidence) < sureInPrint) names.forEach((name) => wrong.add(name));
  };
  if (birth && issue && birth.value >= issue.value) clash(['birthDate', 'issueDate']);
  if (birth && expiry && birth.value >= expiry.value) clash(['birthDate', 'expiryDate']);
  if (issue && expiry && expiry.value !== unlimited && issue.value >= expiry.value) clash(['issueDate', 'expiryDate']);
  if (issue && issue.value > today && !(expiry && expiry.value > issue.value)) wrong.add('issueDate');
  if (fields.personalNumber && fields.personalNumber.value === fields.documentNumber?.value) wrong.add('personalNumber');
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !wrong.has(name as FieldName)));
}
