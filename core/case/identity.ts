/** By what a case can be found again: its document and its holder, in every reading it has known. None takes the place of another: whoever corrects a number does not escape a list. */
import type { DocumentReading, FieldName } from '../document/reading.ts';
import { plainNumber, type DocumentIdentity } from '../sync/bundle.ts';
import type { Evidence } from './case.ts';
import { settledReading } from './settled.ts';

type Case = Pick<Evidence, 'extraction' | 'mrzChoices' | 'corrections' | 'setup'>;

/** As each source has it, as the machine settled on it, and as the clerk left it. */
function valuesOf({ extraction, mrzChoices, corrections }: Case, name: FieldName, today: string): string[] {
  const readings: readonly DocumentReading[] = [extraction, settledReading(extraction, { mrzChoices, corrections }, today)];
  const values = readings.flatMap(({ fields, bySource }) => [fields[name]?.value, ...Object.values(bySource).map((source) => source[name]?.value)]);
  return [...new Set(values.map((value) => value?.trim() ?? '').filter((value) => value !== ''))];
}

/** Country and kind as they were chosen and as they were read. Empty: no number was read. @param today YYYY-MM-DD */
export function documentIdentities(evidence: Case, today: string): DocumentIdentity[] {
  const { setup, extraction: { documentType } } = evidence;
  const numbers = [...new Set(valuesOf(evidence, 'documentNumber', today).map(plainNumber))].filter((number) => number !== '');
  const countries = [...new Set([setup.country, documentType?.country ?? setup.country])];
  const kinds = [...new Set([setup.documentType, documentType?.class ?? setup.documentType])];
  return numbers.flatMap((number) => countries.flatMap((country) => kinds.map((kind) => ({ country, kind, number }))));
}

/** YYYY-MM-DD. */
export const birthDates = (evidence: Case, today: string): string[] => valuesOf(evidence, 'birthDate', today).filter((date) => /^\d{4}-\d{2}-\d{2}$/.test(date));
