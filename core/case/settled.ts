/** What counts of a reading: as the machine read it, with the clerk's choices of doubtful characters, then with the clerk's corrections. */
import { samePlace, withChoices, type MrzChoice } from '../document/mrz-choices.ts';
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

/**
 * Of a clerk's word, what still speaks of the same pictures read again: a choice where the character is doubtful as before and the chosen one among its
 * candidates, a correction where there stands now what stood there then.
 */
export function wordThatFits(reading: DocumentReading, { mrzChoices, corrections }: ClerksWord, today: string): ClerksWord {
  const doubted = mrzChoices.filter((choice) => reading.mrz?.doubtful.some((d) => samePlace(d, choice) && choice.chosen !== null && d.candidates.includes(choice.chosen)));
  const { fields } = withChoices(reading, doubted, today);
  return { mrzChoices: doubted, corrections: corrections.filter(({ field, original }) => fields[field]?.value === original?.value) };
}
