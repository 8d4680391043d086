import { describe, expect, it } from 'vitest';
import type { DocumentReading } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { expired } from './expired.ts';
import { typeMismatch } from './type-mismatch.ts';
import { unsupported } from './unsupported.ts';

const passport: DocumentReading = {
  documentType: { class: 'passport', country: 'UTO', confidence: 0.99 }, mrz: null,
  fields: { expiryDate: { value: '2028-04-15', source: 'mrz', confidence: 1, region: { x: 1, y: 2, width: 3, height: 4 } } },
};
const context = { date: '2026-11-23', chosenType: null as string | null, acceptedTypes: ['passport', 'id-card', 'driving-licence'], lane: 'camera' as const };
const nothing: DocumentReading = { documentType: null, mrz: null, fields: {} };
const student: DocumentReading = { ...passport, documentType: { class: 'student-card', country: null, confidence: 0.8 } };

describe('doc.unsupported', () => {
  it('passes what the policy lists', () => expect(unsupported.measure({ documentReading: passport }, context)).toMatchObject({ value: 1 }));
  it('fails what it does not, and says what it is', () => expect(unsupported.measure({ documentReading: student }, context)).toMatchObject({ value: 0, values: { found: 'student-card' } }));
  it('does not judge what it does not know', () => expect(unsupported.measure({ documentReading: nothing }, context)).toEqual({ kind: 'not-assessed', reason: 'class-unknown' }));
});

describe('doc.type-mismatch', () => {
  it('compares with the choice', () => {
    expect(typeMismatch.measure({ documentReading: passport }, { ...context, chosenType: 'passport' })).toMatchObject({ value: 1 });
    expect(typeMismatch.measure({ documentReading: passport }, { ...context, chosenType: 'id-card' })).toMatchObject({ value: 0, values: { found: 'passport', chosen: 'id-card' } });
  });
  it('does not apply where nobody chose', () => expect(typeMismatch.measure({ documentReading: passport }, context)).toEqual({ kind: 'not-applicable', reason: 'nothing-chosen' }));
});

describe('doc.expired', () => {
  const on = (date: string) => expired.measure({ documentReading: passport }, { ...context, date });
  it('counts the days left', () => expect(on('2028-04-05')).toMatchObject({ value: 10, values: { expiry: '2028-04-15' } }));
  it('is valid through its last day and not the day after', () => {
    expect(on('2028-04-15')).toMatchObject({ value: 0 });
    expect(judge(0, expired.threshold)).toBe('pass');
    expect(judge(-1, expired.threshold)).toBe('fail');
  });
  it('is not assessed without a date', () => expect(expired.measure({ documentReading: nothing }, context)).toEqual({ kind: 'not-assessed', reason: 'expiry-unread' }));
});
