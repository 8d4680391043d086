/** Doubtful characters of an MRZ: what hangs on them, and which nobody has settled. */
import { fieldsOfMrz } from './mrz.ts';
import type { DocumentReading, FieldName, Fields, Mrz } from './reading.ts';
import { sameValue } from './same-value.ts';

export type Doubt = Mrz['doubtful'][number];

/** Fields a verdict stands on: who, which document, until when, how old. */
export const decidingFields = ['surname', 'givenNames', 'documentNumber', 'birthDate', 'expiryDate'] as const satisfies readonly FieldName[];

// Dates are only compared with each other, so any day serves for the century.
const anyDay = '2000-01-01';
// Where the reader offers no other candidate, these show what hangs on the place: one of each kind of character.
const probes = ['<', 'X', '1', '0'];

/** Fields whose value is another one with another character in that place: not only the field it stands in, and none for most check digits. */
export function fieldsInDoubt(mrz: Mrz, doubt: Doubt): FieldName[] {
  const before = valuesOf(mrz);
  const read = mrz.lines[doubt.line]?.[doubt.column];
  const others = doubt.candidates.filter((c) => c !== read);
  const changed = (others.length > 0 ? others : probes).filter((c) => c !== read).flatMap((c) => {
    const after = valuesOf(withCharacter(mrz, doubt, c));
    return (Object.keys({ ...before, ...after }) as FieldName[]).filter((name) => before[name]?.value !== after[name]?.value);
  });
  return [...new Set(changed)];
}

const valuesOf = (mrz: Mrz): Fields => fieldsOfMrz(mrz, anyDay, () => null);

function withCharacter(mrz: Mrz, { line, column }: Doubt, character: string): Mrz {
  return { ...mrz, lines: mrz.lines.map((text, row) => (row === line ? text.slice(0, column) + character + text.slice(column + 1) : text)) };
}

/** Deciding fields that stand on a doubtful character nobody settled: neither a clerk nor a second source that says the same. */
export function openDoubts(reading: DocumentReading): { field: FieldName; doubt: Doubt }[] {
  const { mrz } = reading;
  if (!mrz) return [];
  return mrz.doubtful.flatMap((doubt) => fieldsInDoubt(mrz, doubt).filter((field) => isDeciding(field) && !isSettled(reading, field)).map((field) => ({ field, doubt })));
}

/** The doubts to put before a clerk: not those a second source settles. What decides comes first, each group in reading order. */
export function doubtsToAsk(reading: DocumentReading): Doubt[] {
  const { mrz } = reading;
  if (!mrz) return [];
  const asked = mrz.doubtful.map((doubt) => ({ doubt, fields: fieldsInDoubt(mrz, doubt) })).filter(({ fields }) => fields.length === 0 || fields.some((field) => !confirmed(reading, field)));
  const rank = (fields: readonly FieldName[]): number => (fields.some(isDeciding) ? 0 : 1);
  return asked.sort((a, b) => rank(a.fields) - rank(b.fields) || a.doubt.line - b.doubt.line || a.doubt.column - b.doubt.column).map(({ doubt }) => doubt);
}

const isDeciding = (field: FieldName): boolean => (decidingFields as readonly FieldName[]).includes(field);

// The clerk's word stands in the field, not in the zone.
const isSettled = (reading: DocumentReading, name: FieldName): boolean => reading.fields[name]?.source === 'clerk' || confirmed(reading, name);

/** A second source says the same. The full name is no fact of its own. */
function confirmed({ bySource }: DocumentReading, name: FieldName): boolean {
  if (name === 'fullName') return true;
  const own = bySource.mrz?.[name];
  return own !== undefined && [bySource.barcode?.[name], bySource.print?.[name]].some((other) => other !== undefined && sameValue(name, own, other));
}
