import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading, type Field } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { expiresSoon } from './expires-soon.ts';

const context = (date: string) => ({ date, chosenType: null, acceptedTypes: [], lane: 'camera' as const });
const expiry = (value?: string, source: Field['source'] = 'mrz'): { documentReading: DocumentReading } =>
  ({ documentReading: { ...nothingRead, fields: value === undefined ? {} : { expiryDate: { value, source, confidence: 1, region: null } } } });

describe('doc.expires-soon', () => {
  it.each([['2026-12-23', 30, 'pass'], ['2026-12-22', 29, 'fail'], ['2026-11-23', 0, 'fail']] as const)('%s: %i days left', (last, days, status) => {
    expect(expiresSoon.measure(expiry(last), context('2026-11-23'))).toMatchObject({ value: days, values: { expiry: last } });
    expect(judge(days, expiresSoon.threshold)).toBe(status);
  });
  it('leaves what has expired to doc.expired', () => expect(expiresSoon.measure(expiry('2026-11-22'), context('2026-11-23'))).toEqual({ kind: 'not-applicable', reason: 'expired' }));
  it('decides nothing by itself', () => expect(expiresSoon.lane).toBe('coach'));
});
