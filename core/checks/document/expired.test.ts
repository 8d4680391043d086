import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading, type Field } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { expired } from './expired.ts';

const read = (expiryDate?: Partial<Field>): { documentReading: DocumentReading } => ({
  documentReading: { ...nothingRead, fields: expiryDate ? { expiryDate: { value: '2028-04-15', source: 'mrz', confidence: 1, region: null, ...expiryDate } } : {} },
});
const on = (date: string, expiryDate: Partial<Field> = {}) =>
  expired.measure(read(expiryDate), { date, chosenType: null, acceptedTypes: [], lane: 'camera' });

describe('doc.expired', () => {
  it('counts the days left', () => expect(on('2028-04-05')).toMatchObject({ value: 10, values: { expiry: '2028-04-15' } }));
  it('is valid through its last day and not the day after', () => {
    expect(on('2028-04-15')).toMatchObject({ value: 0 });
    expect(on('2028-04-16')).toMatchObject({ value: -1 });
    expect(judge(0, expired.threshold)).toBe('pass');
    expect(judge(-1, expired.threshold)).toBe('fail');
  });
  it('takes the last day of a month that stands without a day', () => expect(on('2028-04-30', { value: '2028-04' })).toMatchObject({ value: 0 }));
  it('marks the place it was read at', () => {
    const region = { x: 1, y: 2, width: 3, height: 4 };
    expect(on('2028-04-05', { region })).toMatchObject({ regions: [region] });
  });
  it('is not assessed without a date', () => {
    expect(expired.measure(read(), { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' })).toEqual({ kind: 'not-assessed', reason: 'expiry-unread' });
  });
  it('does not take one clerk\'s typing for a valid document', () => {
    expect(on('2026-11-23', { value: '2035-01-01', source: 'clerk' })).toEqual({ kind: 'not-assessed', reason: 'expiry-typed' });
  });
  it('gives days of grace where the policy does', () => {
    expect(on('2026-11-23', { value: '2026-11-22' })).toMatchObject({ value: -1 });
    const grace = { ...expired.threshold, limit: -30 };
    expect([-1, -30, -31].map((days) => judge(days, grace))).toEqual(['pass', 'pass', 'fail']);
  });
  it('is not assessed on a clock that cannot be believed', () => expect(on('', { value: '2030-01-01' })).toEqual({ kind: 'not-assessed', reason: 'clock-untrusted' }));
  it('takes the last day of a year that stands alone', () => expect(on('2026-12-31', { value: '2026' })).toMatchObject({ value: 0, values: { expiry: '2026-12-31' } }));
  it('does not judge what is no date', () => expect(on('2026-11-23', { value: '2030-13-01' })).toEqual({ kind: 'not-assessed', reason: 'expiry-unread' }));
});
