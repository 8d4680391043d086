/**
 * What MRZ, barcode and print say of the same document, held against each other. Only what was read with confidence counts, and what OCR is
 * known to mistake proves nothing: a difference must be one that reading cannot explain.
 */
import { compareNames } from './compare-names.ts';
import { leastConfidence, sureInPrint } from './print-fields.ts';
import { nearly } from './near-words.ts';
import { isCountryCode } from './countries.ts';
import { machineSources, type DocumentReading, type Field, type FieldName, type Fields, type MachineSource } from './reading.ts';

/** agree · contradict: clearly another value · doubtful: another value that a misreading would explain */
export type Agreement = 'agree' | 'contradict' | 'doubtful';
export type Comparison = { field: FieldName; sources: [MachineSource, MachineSource]; agreement: Agreement; fields: [Field, Field] };

/**
 * From here on a field of this source is taken at its word. MRZ: the posterior below which a character is put before the clerk (ADR 0005);
 * print: the confidence of its line. Chosen, not measured.
 */
export const sureFrom: Readonly<Record<MachineSource, number>> = { mrz: 0.97, barcode: 0.9, print: sureInPrint };
/** Print from here on is believed in single digits as well. Chosen, not measured. */
const printSureInDigits = 0.92;

type Compare = (a: Field, b: Field) => Agreement | null;

/** Null: not comparable. */
const comparisons: Partial<Record<FieldName, Compare>> = {
  documentNumber: numbers,
  birthDate: dates,
  expiryDate: dates,
  issueDate: dates,
  sex: (a, b) => (a.value === 'X' || b.value === 'X' ? null : a.value === b.value ? 'agree' : 'contradict'),
  nationality: codes,
  issuingCountry: codes,
  surname: names,
  givenNames: names,
};

export function compareSources(bySource: DocumentReading['bySource']): Comparison[] {
  const found: Comparison[] = [];
  machineSources.forEach((first, i) => machineSources.slice(i + 1).forEach((second) => {
    const [a, b] = [bySource[first], bySource[second]];
    if (!a || !b) return;
    for (const [name, compare] of Object.entries(comparisons) as [FieldName, Compare][]) {
      const [x, y] = [a[name], b[name]];
      if (!x || !y) continue;
      const plain = compare(x, y);
      // Where the sources agree the reader's own limit is enough: no misreading makes one source's value out of another's by chance.
      const enough = (source: MachineSource): number => (plain === 'agree' ? Math.min(leastConfidence, sureFrom[source]) : sureFrom[source]);
      if (plain === null || x.confidence < enough(first) || y.confidence < enough(second)) continue;
      found.push({ field: name, sources: [first, second], fields: [x, y], agreement: plain === 'contradict' && isMixedUp(name, x, y, a, b) ? 'doubtful' : plain });
    }
  }));
  return found;
}

/** The value stands in the other source under another name: a label was taken for its neighbour's. */
function isMixedUp(name: FieldName, x: Field, y: Field, a: Fields, b: Fields): boolean {
  const elsewhere = (value: string, fields: Fields): boolean => Object.entries(fields).some(([other, f]) => other !== name && other !== 'fullName' && f?.value === value);
  return (y.source === 'print' && elsewhere(y.value, a)) || (x.source === 'print' && elsewhere(x.value, b));
}

const weakest = (a: Field, b: Field): number => Math.min(...[a, b].filter((f) => f.source === 'print').map((f) => f.confidence), 1);

/** Shapes that text recognition takes for each other; one letter stands for its group. */
const shapes: Readonly<Record<string, string>> = { O: '0', D: '0', Q: '0', I: '1', L: '1', J: '1', B: '8', S: '5', Z: '2', G: '6', A: '4', T: '7', Y: 'V', U: 'V' };
const shapeOf = (text: string): string => [...text].map((c) => shapes[c] ?? c).join('');

function numbers(a: Field, b: Field): Agreement | null {
  const [x, y] = [a.value, b.value].map((v) => v.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')) as [string, string];
  if (x === y) return 'agree';
  if (shapeOf(x) === shapeOf(y)) return 'doubtful';
  // Of print, another length is more often another number on the card, or one cut at a blank, than this one changed.
  if (x.length !== y.length && (a.source === 'print' || b.source === 'print')) return null;
  return differing(x, y) === 1 && weakest(a, b) < printSureInDigits ? 'doubtful' : 'contradict';
}

function differing(x: string, y: string): number {
  let n = Math.abs(x.length - y.length);
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) n++;
  return n;
}

function dates(a: Field, b: Field): Agreement {
  const [x, y] = [a.value, b.value];
  // Unknown parts are left out from the right.
  if (x.startsWith(y) || y.startsWith(x)) return 'agree';
  const swapped = x.split('-').length === 3 ? `${x.slice(0, 4)}-${x.slice(8)}-${x.slice(5, 7)}` : '';
  // Day and month changed places, or the century was guessed.
  if (swapped === y || (x.slice(2) === y.slice(2) && x.slice(0, 2) !== y.slice(0, 2))) return 'doubtful';
  return differing(x, y) === 1 && weakest(a, b) < printSureInDigits ? 'doubtful' : 'contradict';
}

function codes(a: Field, b: Field): Agreement | null {
  if (!isCountryCode(a.value) || !isCountryCode(b.value)) return null;
  return a.value === b.value ? 'agree' : 'contradict';
}

function names(a: Field, b: Field): Agreement | null {
  const got = compareNames(a, b);
  if (got.verdict === 'not-comparable') return null;
  if (got.verdict !== 'differs') return 'agree';
  const print = a.source === 'print' || b.source === 'print';
  const [x, y] = [got.word.toUpperCase(), got.other.toUpperCase()];
  // A word too many or too few, or one letter apart, is what recognition and line breaks do to print.
  if (print && (y === '' || shapeOf(x) === shapeOf(y) || nearly(x, y))) return 'doubtful';
  return 'contradict';
}
