/** What counts of a reading: as the machine read it, with the clerk's choices of doubtful characters, then with the clerk's corrections. */
import { withChoices, type MrzChoice } from '../document/mrz-choices.ts';
import type { DocumentReading } from '../document/reading.ts';
import type { Evidence } from './case.ts';

export type Correction = Evidence['corrections'][number];
export type ClerksWord = { mrzChoices: readonly MrzChoice[]; corrections: readonly Correction[] };

/** @param today YYYY-MM-DD; settles the centuries of two-digit years. */
export function settledReading(reading: DocumentReading, { mrzChoices, corrections }: ClerksWord, today: string): DocumentReading {
  return corrected(withChoices(reading, mrzChoices, today), corrections);
}

/** The reading with the clerk's values in place. */
export function corrected(reading: DocumentReading, corrections: readonly Correction[]): DocumentReading {
  if (corrections.length === 0) return reading;
  const fields = { ...reading.fields };
  for (const { field, value } of corrections) {
    fields[field] = { value, source: 'clerk', confidence: 1, region: reading.fields[field]?.region ?? null };
  }
  return { ...reading, fields };
}
