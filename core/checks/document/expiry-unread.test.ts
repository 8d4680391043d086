import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading, type Field } from '../../document/reading.ts';
import { expired } from './expired.ts';
import { expiryUnread } from './expiry-unread.ts';

const context = (date: string) => ({ date, chosenType: null, acceptedTypes: [], lane: 'camera' as const });
const expiry = (value?: string, source: Field['source'] = 'mrz'): { documentReading: DocumentReading } =>
  ({ documentReading: { ...nothingRead, fields: value === undefined ? {} : { expiryDate: { value, source, confidence: 1, region: null } } } });

describe('doc.expiry-unread', () => {
  it.each([[undefined, 'mrz', 0], ['2030-01-01', 'print', 1], ['2030-01', 'mrz', 1], ['2031-05-04', 'clerk', 1], ['soon', 'clerk', 0]] as const)('%s from %s', (value, source, read) =>
    expect(expiryUnread.measure(expiry(value, source), context(''))).toMatchObject({ value: read }));
  it('typed is read, and still goes to staff by doc.expired', () => expect(expired.measure(expiry('2031-05-04', 'clerk'), context('2026-11-23'))).toEqual({ kind: 'not-assessed', reason: 'expiry-typed' }));
});
