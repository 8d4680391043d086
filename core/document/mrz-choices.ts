/** What a clerk said a doubtful character of the MRZ is, and the reading worked out anew with it. */
import { z } from 'zod';
import { typeOfMrz } from './classification.ts';
import { checkDigitsOf, fieldsOfMrz } from './mrz.ts';
import { layoutOf } from './mrz-formats.ts';
import { placesOfMrz } from './mrz-places.ts';
import { bestFields, type DocumentReading, type FieldName, type Fields, type Mrz } from './reading.ts';

const character = z.string().regex(/^[A-Z0-9<]$/);

export const mrzChoiceSchema = z.object({
  line: z.number().int().min(0).max(2),
  column: z.number().int().min(0).max(43),
  /** As the reader offered them, best first. */
  candidates: z.array(character).min(1).max(4),
  /** What the machine had read. */
  read: character,
  /** null: the clerk could not tell, so it stays doubtful. */
  chosen: character.nullable(),
  at: z.iso.datetime(),
});
export type MrzChoice = z.infer<typeof mrzChoiceSchema>;

type Doubt = Mrz['doubtful'][number];
type Place = Pick<Doubt, 'line' | 'column'>;
export const samePlace = (a: Place, b: Place): boolean => a.line === b.line && a.column === b.column;

/** Every choice speaks of a character the reader doubted, says truly what it had read, and takes one of its candidates; none twice. */
export function choicesFit(mrz: Mrz | null, choices: readonly MrzChoice[]): boolean {
  return choices.every((choice, i) => {
    const doubt = mrz?.doubtful.find((d) => samePlace(d, choice));
    return doubt !== undefined && mrz?.lines[choice.line]?.[choice.column] === choice.read && doubt.candidates.join('') === choice.candidates.join('') &&
      (choice.chosen === null || doubt.candidates.includes(choice.chosen)) && choices.findIndex((c) => samePlace(c, choice)) === i;
  });
}

/** The lines with the chosen characters and their check digits anew; what was chosen is no longer doubtful, what could not be told stays so. */
export function mrzWithChoices(mrz: Mrz, choices: readonly MrzChoice[]): Mrz {
  const chosenAt = (line: number, column: number): string | null => choices.find((c) => c.line === line && c.column === column)?.chosen ?? null;
  const lines = mrz.lines.map((text, line) => [...text].map((read, column) => chosenAt(line, column) ?? read).join(''));
  return {
    ...mrz, lines,
    checkDigits: checkDigitsOf(layoutOf(mrz.format), lines),
    doubtful: mrz.doubtful.filter((d) => chosenAt(d.line, d.column) === null),
    confidence: mrz.confidence.map((row, line) => row.map((sure, column) => (chosenAt(line, column) === null ? sure : 1))),
  };
}

/**
 * The reading as it is with the clerk's choices: lines, check digits and every field drawn from them. Other sources keep what they say.
 * @param today YYYY-MM-DD; settles the centuries of two-digit years.
 */
export function withChoices(reading: DocumentReading, choices: readonly MrzChoice[], today: string): DocumentReading {
  if (!reading.mrz || choices.every((c) => c.chosen === null)) return reading;
  const before = reading.mrz;
  const mrz = mrzWithChoices(before, choices);
  const [old, anew] = [before, mrz].map((m) => fieldsOfMrz(m, today, placesOfMrz(m))) as [Fields, Fields];
  const names = Object.keys({ ...old, ...anew }) as FieldName[];
  const bySource = { ...reading.bySource, mrz: replaced(reading.bySource.mrz ?? {}, names, anew, {}) };
  const drawn = names.filter((name) => (reading.fields[name]?.source ?? 'mrz') === 'mrz');
  const type = typeOfMrz(before);
  const isOfMrz = type.class === reading.documentType?.class && type.country === reading.documentType.country;
  return {
    ...reading, mrz, bySource,
    documentType: isOfMrz ? typeOfMrz(mrz) : reading.documentType,
    fields: replaced(reading.fields, drawn, anew, bestFields(bySource)),
  };
}

/** `names` taken from `anew`, else from `otherwise`, else left out; the place stays the old one where the new one is not told. */
function replaced(fields: Fields, names: readonly FieldName[], anew: Fields, otherwise: Fields): Fields {
  const out: Fields = { ...fields };
  for (const name of names) {
    const field = anew[name] ?? otherwise[name];
    if (field) out[name] = { ...field, region: field.region ?? fields[name]?.region ?? null };
    else delete out[name];
  }
  return out;
}
