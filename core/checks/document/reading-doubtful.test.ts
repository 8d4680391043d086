import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { readingDoubtful } from './reading-doubtful.ts';

const context = (date: string) => ({ date, chosenType: null, acceptedTypes: [], lane: 'camera' as const });

describe('doc.reading-doubtful', () => {
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3204159ZE184226B<<<<<16'];
  const region = { x: 1, y: 2, width: 3, height: 4 };
  const doubted = (...columns: number[]): { documentReading: DocumentReading } => ({
    documentReading: { ...nothingRead, mrz: { format: 'TD3', lines, checkDigits: [], confidence: [], region: null, doubtful: columns.map((column) => ({ line: 1, column, candidates: [lines[1]![column]!, '7'], region })) } },
  });
  it('counts fields, not characters, and marks the places', () =>
    expect(readingDoubtful.measure(doubted(1, 2, 22), context(''))).toEqual({ kind: 'measured', value: 2, regions: [region, region, region], values: { fields: 'documentNumber, expiryDate' } }));
  it('is nothing where only a check digit is in doubt', () => expect(readingDoubtful.measure(doubted(9), context(''))).toMatchObject({ value: 0 }));
  it('refers, never accepts', () => {
    expect(judge(1, readingDoubtful.threshold)).toBe('fail');
    expect(readingDoubtful.lane).toBe('staff');
  });
  it('does not apply where there is no MRZ', () => expect(readingDoubtful.measure({ documentReading: nothingRead }, context(''))).toEqual({ kind: 'not-applicable', reason: 'no-mrz' }));
});
