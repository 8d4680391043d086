/** Fields of a read MRZ: table in, facts out. */
import { checkDigitOf, valueOf } from './check-digit.ts';
import { countryOf } from './countries.ts';
import { dateOfMrz, unlimited } from './dates.ts';
import { layoutOf, textOf, type CheckDigit, type FormatLayout, type MrzField, type MrzFieldName, type Span } from './mrz-formats.ts';
import { mayGoOn, nameOfMrz } from './names.ts';
import { isForLife } from './permanent-cards.ts';
import type { DocumentReading, Field, FieldName, Mrz, MrzFormat } from './reading.ts';

export type CheckVerdict = { name: string; valid: boolean };

export function checkDigitsOf(layout: FormatLayout, lines: readonly string[]): CheckVerdict[] {
  return layout.checks.map((check) => {
    const printed = lines[check.line]![check.column]!;
    const { text, digit } = longNumber(layout, lines, check.name) ?? { text: check.over.map((span) => textOf(lines, span)).join(''), digit: printed };
    // A filler stands for 0 where the field is empty (ICAO 9303-4, 4.2.2.2).
    return { name: check.name, valid: /[0-9<]/.test(digit) && valueOf(digit) === checkDigitOf(text) };
  });
}

/**
 * TD1 and TD2: a number of more than nine characters fills its field, has a filler for a check digit, and goes on in the optional data up to
 * a filler; the last character before it is the check digit (ICAO 9303-5, 4.2.2.3 note j).
 */
function longNumber(layout: FormatLayout, lines: readonly string[], checkName: string): { text: string; digit: string; tail: Span } | null {
  if (checkName !== 'documentNumber' || (layout.format !== 'TD1' && layout.format !== 'TD2')) return null;
  const number = layout.fields.find((f) => f.name === 'documentNumber')!;
  const optional = layout.fields.find((f) => f.name === 'optional')!;
  const head = textOf(lines, number);
  const tail = /^[A-Z0-9]+/.exec(textOf(lines, optional))?.[0];
  if (lines[number.line]![number.to] !== '<' || head.includes('<') || !tail || tail.length < 2) return null;
  return { text: head + tail.slice(0, -1), digit: tail.at(-1)!, tail: { ...optional, to: optional.from + tail.length } };
}

/** Where a check digit stands in these lines, and every place it hangs on: of a long number the whole tail, the filler that ends it, and the one that says it goes on. */
export function placesOfCheck(layout: FormatLayout, lines: readonly string[], { name, line, column, over }: CheckDigit): { digit: { line: number; column: number }; spans: Span[] } {
  const printed = [...over, { line, from: column, to: column + 1 }];
  const tail = longNumber(layout, lines, name)?.tail;
  return tail ? { digit: { line: tail.line, column: tail.to - 1 }, spans: [...printed, { ...tail, to: tail.to + 1 }] } : { digit: { line, column }, spans: printed };
}

/** Where a span of the lines stands in the picture. */
export type PlaceOf = (span: Span) => Field['region'];

type Reader = (text: string, zone: { format: MrzFormat; state: string; today: string }) => Partial<Record<FieldName, string | null>>;

const sexes: Readonly<Record<string, string>> = { M: 'M', F: 'F', X: 'X', '<': 'X' };
const plain = (text: string): string => text.replaceAll('<', ' ').trim();
const country = (text: string): string => countryOf(text) ?? plain(text);

const readers: Partial<Record<MrzFieldName, Reader>> = {
  issuingState: (text) => ({ issuingCountry: country(text) }),
  nationality: (text) => ({ nationality: country(text) }),
  name: (text) => {
    const { surname, givenNames } = nameOfMrz(text);
    return { surname, givenNames, fullName: [givenNames, surname].filter(Boolean).join(' ') };
  },
  surname: (text) => ({ surname: plain(text).replaceAll(/ +/g, ' ') }),
  givenNames: (text) => ({ givenNames: plain(text).replaceAll(/ +/g, ' ') }),
  documentNumber: (text) => ({ documentNumber: text.replaceAll('<', '') }),
  birthDate: (text, { today }) => ({ birthDate: dateOfMrz(text, 'birth', today) }),
  expiryDate: (text, { format, state, today }) => ({ expiryDate: isForLife(format, state, text) ? unlimited : dateOfMrz(text, 'expiry', today) }),
  sex: (text) => ({ sex: sexes[text] ?? null }),
};

export function fieldsOfMrz(mrz: Mrz, today: string, placeOf: PlaceOf): DocumentReading['fields'] {
  const layout = layoutOf(mrz.format);
  const zone = { format: mrz.format, state: textOf(mrz.lines, layout.fields.find((f) => f.name === 'issuingState')!), today };
  const fields: DocumentReading['fields'] = {};
  for (const field of layout.fields) {
    const goesOn = field.kind === 'name' && mayGoOn(textOf(mrz.lines, field)) ? { truncated: true } : {};
    const read = readers[field.name]?.(numberText(layout, mrz.lines, field), zone) ?? {};
    for (const [name, value] of Object.entries(read) as [FieldName, string | null][]) {
      const span = spanOf(name, field, mrz.lines);
      if (value) fields[name] = { value, source: 'mrz', confidence: leastConfidence(mrz, span), region: placeOf(span), ...goesOn };
    }
  }
  const personal = layout.format === 'TD3' ? plain(mrz.lines[1]!.slice(28, 42)).replaceAll(' ', '') : '';
  if (personal) fields.personalNumber = { value: personal, source: 'mrz', confidence: leastConfidence(mrz, { line: 1, from: 28, to: 42 }), region: placeOf({ line: 1, from: 28, to: 42 }) };
  return fields;
}

/** Surname and given names share one field; each is the part before or after the double filler, the full name both, without the fillers at the end. */
function spanOf(name: FieldName, field: MrzField, lines: readonly string[]): Span {
  if (field.kind !== 'name') return field;
  const text = textOf(lines, field).replace(/<+$/, '');
  const gap = field.name === 'name' ? text.indexOf('<<') : -1;
  const [from, to] = gap < 0 || name === 'fullName' ? [0, text.length] : name === 'surname' ? [0, gap] : [gap + 2, text.length];
  return { line: field.line, from: field.from + from, to: field.from + to };
}

function numberText(layout: FormatLayout, lines: readonly string[], field: MrzField): string {
  return field.name === 'documentNumber' ? (longNumber(layout, lines, 'documentNumber')?.text ?? textOf(lines, field)) : textOf(lines, field);
}

function leastConfidence(mrz: Mrz, { line, from, to }: Span): number {
  return Math.min(1, ...(mrz.confidence[line] ?? []).slice(from, to));
}
