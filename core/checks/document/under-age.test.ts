import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading, type Field } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { underAge } from './under-age.ts';

const context = (date: string) => ({ date, chosenType: null, acceptedTypes: [], lane: 'camera' as const });
const birth = (value?: string, source: Field['source'] = 'mrz'): { documentReading: DocumentReading } =>
  ({ documentReading: { ...nothingRead, fields: value === undefined ? {} : { birthDate: { value, source, confidence: 1, region: null } } } });

describe('doc.under-age', () => {
  it.each([['2008-11-23', 18, 'pass'], ['2008-11-24', 17, 'fail']] as const)('born %s', (born, age, status) => {
    expect(underAge.measure(birth(born), context('2026-11-23'))).toMatchObject({ value: age });
    expect(judge(age, underAge.threshold)).toBe(status);
  });
  it('is not assessed without a date, on a typed one, or on a clock that cannot be believed', () => {
    expect(underAge.measure(birth(), context('2026-11-23'))).toEqual({ kind: 'not-assessed', reason: 'birth-unread' });
    expect(underAge.measure(birth('1990-01-01', 'clerk'), context('2026-11-23'))).toEqual({ kind: 'not-assessed', reason: 'birth-typed' });
    expect(underAge.measure(birth('1990-01-01'), context(''))).toEqual({ kind: 'not-assessed', reason: 'clock-untrusted' });
  });
});
