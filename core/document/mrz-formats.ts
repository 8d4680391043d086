/**
 * Where everything stands in each MRZ format: ICAO 9303 parts 4 (TD3), 5 (TD1), 6 (TD2), 7 (MRV-A, MRV-B), and the two French national
 * layouts (identity card 1988 to 2021: 2 x 36; driving licence: 1 x 30). Positions count from 0; `to` is exclusive.
 */
import type { MrzFormat } from './reading.ts';

/** What may stand in a field; see alphabets. */
export type FieldKind = 'code' | 'state' | 'name' | 'any' | 'date' | 'sex' | 'check' | 'digits';

export type MrzFieldName =
  | 'documentCode' | 'issuingState' | 'name' | 'surname' | 'givenNames' | 'documentNumber' | 'nationality' | 'birthDate' | 'sex' | 'expiryDate'
  | 'optional' | 'optional2' | 'office' | 'check';

export type MrzField = { name: MrzFieldName; kind: FieldKind; line: number; from: number; to: number };
export type Span = { line: number; from: number; to: number };
/** `at` holds the check digit over `over`, read as one string. */
export type CheckDigit = { name: string; line: number; column: number; over: readonly Span[] };

export type FormatLayout = {
  format: MrzFormat;
  lines: number;
  columns: number;
  /** First letters of the document code; FRA layouts: the whole fixed beginning. */
  begins: readonly string[];
  fields: readonly MrzField[];
  checks: readonly CheckDigit[];
};

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ICAO 9303-3, 4.3 and the field tables; a field may always be empty, hence the fillers. */
export const alphabets: Record<FieldKind, string> = {
  code: `${letters}<12`,
  state: `${letters}<`,
  name: `${letters}<`,
  any: `${digits}${letters}<`,
  date: `${digits}<`,
  sex: 'MFX<',
  check: `${digits}<`,
  digits,
};

const field = (name: MrzFieldName, kind: FieldKind, line: number, from: number, to: number): MrzField => ({ name, kind, line, from, to });
const span = (line: number, from: number, to: number): Span => ({ line, from, to });
const check = (name: string, line: number, column: number, ...over: Span[]): CheckDigit => ({ name, line, column, over });
const checkField = (line: number, column: number): MrzField => field('check', 'check', line, column, column + 1);

/** Lower line of TD3, TD2, MRV-A and MRV-B up to the expiry's check digit. */
const lowerLine = [
  field('documentNumber', 'any', 1, 0, 9), checkField(1, 9), field('nationality', 'state', 1, 10, 13),
  field('birthDate', 'date', 1, 13, 19), checkField(1, 19), field('sex', 'sex', 1, 20, 21),
  field('expiryDate', 'date', 1, 21, 27), checkField(1, 27),
];
const lowerChecks = [
  check('documentNumber', 1, 9, span(1, 0, 9)), check('birthDate', 1, 19, span(1, 13, 19)), check('expiryDate', 1, 27, span(1, 21, 27)),
];
const upperLine = (columns: number): MrzField[] => [field('documentCode', 'code', 0, 0, 2), field('issuingState', 'state', 0, 2, 5), field('name', 'name', 0, 5, columns)];

export const formatLayouts: readonly FormatLayout[] = [
  {
    format: 'TD3', lines: 2, columns: 44, begins: ['P'],
    fields: [...upperLine(44), ...lowerLine, field('optional', 'any', 1, 28, 42), checkField(1, 42), checkField(1, 43)],
    checks: [...lowerChecks, check('optional', 1, 42, span(1, 28, 42)), check('composite', 1, 43, span(1, 0, 10), span(1, 13, 20), span(1, 21, 43))],
  },
  {
    format: 'MRVA', lines: 2, columns: 44, begins: ['V'],
    fields: [...upperLine(44), ...lowerLine, field('optional', 'any', 1, 28, 44)],
    checks: lowerChecks,
  },
  {
    format: 'TD2', lines: 2, columns: 36, begins: ['I', 'A', 'C'],
    fields: [...upperLine(36), ...lowerLine, field('optional', 'any', 1, 28, 35), checkField(1, 35)],
    checks: [...lowerChecks, check('composite', 1, 35, span(1, 0, 10), span(1, 13, 20), span(1, 21, 35))],
  },
  {
    format: 'MRVB', lines: 2, columns: 36, begins: ['V'],
    fields: [...upperLine(36), ...lowerLine, field('optional', 'any', 1, 28, 36)],
    checks: lowerChecks,
  },
  {
    format: 'FRA_ID', lines: 2, columns: 36, begins: ['IDFRA'],
    fields: [
      field('documentCode', 'code', 0, 0, 2), field('issuingState', 'state', 0, 2, 5), field('surname', 'name', 0, 5, 30), field('office', 'any', 0, 30, 36),
      field('documentNumber', 'any', 1, 0, 12), checkField(1, 12), field('givenNames', 'name', 1, 13, 27),
      field('birthDate', 'date', 1, 27, 33), checkField(1, 33), field('sex', 'sex', 1, 34, 35), checkField(1, 35),
    ],
    checks: [
      check('documentNumber', 1, 12, span(1, 0, 12)), check('birthDate', 1, 33, span(1, 27, 33)),
      check('composite', 1, 35, span(0, 0, 36), span(1, 0, 35)),
    ],
  },
  {
    format: 'TD1', lines: 3, columns: 30, begins: ['I', 'A', 'C'],
    fields: [
      field('documentCode', 'code', 0, 0, 2), field('issuingState', 'state', 0, 2, 5), field('documentNumber', 'any', 0, 5, 14), checkField(0, 14), field('optional', 'any', 0, 15, 30),
      field('birthDate', 'date', 1, 0, 6), checkField(1, 6), field('sex', 'sex', 1, 7, 8), field('expiryDate', 'date', 1, 8, 14), checkField(1, 14),
      field('nationality', 'state', 1, 15, 18), field('optional2', 'any', 1, 18, 29), checkField(1, 29), field('name', 'name', 2, 0, 30),
    ],
    checks: [
      check('documentNumber', 0, 14, span(0, 5, 14)), check('birthDate', 1, 6, span(1, 0, 6)), check('expiryDate', 1, 14, span(1, 8, 14)),
      check('composite', 1, 29, span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)),
    ],
  },
  {
    format: 'FRA_DL', lines: 1, columns: 30, begins: ['D1FRA'],
    fields: [
      field('documentCode', 'code', 0, 0, 2), field('issuingState', 'state', 0, 2, 5), field('documentNumber', 'any', 0, 5, 14), field('optional', 'any', 0, 14, 15),
      field('expiryDate', 'date', 0, 15, 21), field('surname', 'name', 0, 21, 29), checkField(0, 29),
    ],
    // ISO/IEC 18013-1: one check digit over the line; what stands at 14 is France's own (it is no 7-3-1 digit of the number).
    checks: [check('composite', 0, 29, span(0, 0, 29))],
  },
];

export function layoutOf(format: MrzFormat): FormatLayout {
  const found = formatLayouts.find((l) => l.format === format);
  if (!found) throw new RangeError(`no layout for ${format}`);
  return found;
}

export function textOf(lines: readonly string[], { line, from, to }: Span): string {
  return lines[line]!.slice(from, to);
}
