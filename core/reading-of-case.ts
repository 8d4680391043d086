/**
 * What was read on the sides of one document, as one reading; and the checks that speak of the document as such (type, validity) and
 * not of one picture. They run once a case, over the merged reading: the date on the back is as good as one on the front.
 */
import { checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type Gather } from './checks/check.ts';
import type { CheckRules } from './rules.ts';
import { typeOfSides } from './document/classification.ts';
import { machineSources, type DocumentReading, type Field, type FieldName, type Fields, type Mrz } from './document/reading.ts';
import { CodedError } from './errors.ts';

/** Checks made of the reading alone. */
export const isReadingCheck = (check: AnyCheck): boolean => check.artifacts.length > 0 && (check.artifacts as readonly string[]).every((name) => name === 'documentReading');

/** What stands in the machine-readable zone was made for machines; what a clerk says overrides both. */
const sourceRank: Record<Field['source'], number> = { clerk: 3, mrz: 2, barcode: 2, print: 1 };

/** First side first. A field is taken from the better source, then from the surer side. */
export function mergeReadings(readings: readonly DocumentReading[]): DocumentReading {
  const bySource: DocumentReading['bySource'] = {};
  for (const source of machineSources) {
    const sides = readings.flatMap((r) => r.bySource[source] ?? []);
    if (sides.length > 0) bySource[source] = mergeFields(sides);
  }
  return {
    documentType: typeOfSides(readings),
    mrz: bestOf(readings.map((r) => r.mrz), trustOf),
    barcodes: readings.flatMap((r) => r.barcodes).slice(0, 8),
    fields: mergeFields(readings.map((r) => r.fields)),
    bySource,
  };
}

function mergeFields(sides: readonly Fields[]): Fields {
  const fields: Fields = {};
  for (const side of sides) {
    for (const [name, field] of Object.entries(side) as [FieldName, Field | undefined][]) {
      if (field && betterField(field, fields[name])) fields[name] = field;
    }
  }
  return fields;
}

const trustOf = (mrz: Mrz): number => mrz.checkDigits.filter((c) => c.valid).length - mrz.checkDigits.filter((c) => !c.valid).length - mrz.doubtful.length / 100;

function betterField(field: Field, present: Field | undefined): boolean {
  if (!present) return true;
  const ranks = sourceRank[field.source] - sourceRank[present.source];
  return ranks > 0 || (ranks === 0 && field.confidence > present.confidence);
}

function bestOf<Thing>(things: readonly (Thing | null)[], worth: (thing: Thing) => number): Thing | null {
  return things.reduce<Thing | null>((best, thing) => (thing !== null && (best === null || worth(thing) > worth(best)) ? thing : best), null);
}

/** Checks that a host runs: all, those of one picture by itself (`capture`), or some. */
type Wanted = (check: AnyCheck) => boolean;
export const ofOnePicture: Wanted = (check) => check.stages.includes('capture');

/** The reading checks over what was read; `captureId` is null: they speak of the document, not of a picture. */
export function judgeReading(reading: DocumentReading, context: CheckContext, rules: CheckRules, wanted: Wanted = () => true): Promise<CheckResult[]> {
  const gather: Gather = (name) => (name === 'documentReading' ? Promise.resolve(reading as never) : Promise.reject(new CodedError('internal', { artifact: name })));
  return runChecks(checks.filter((c) => isReadingCheck(c) && rules.enabled(c.id) && wanted(c)), gather, { context, captureId: null, limitOf: rules.limitOf });
}
