import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentReading } from '../../document/reading.ts';
import { unsupported } from './unsupported.ts';

const of = (documentType: DocumentReading['documentType']): { documentReading: DocumentReading } => ({ documentReading: { ...nothingRead, documentType } });
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: ['passport', 'id-card', 'driving-licence'], lane: 'camera' as const };

describe('doc.unsupported', () => {
  it.each(['passport', 'id-card', 'driving-licence'] as const)('passes a %s, which the policy lists', (known) => {
    expect(unsupported.measure(of({ class: known, country: 'UTO', confidence: 0.99 }), context)).toMatchObject({ value: 1 });
  });
  it.each(['student-card', 'residence-permit', 'bank-card'] as const)('fails a %s, and says what it is', (found) => {
    expect(unsupported.measure(of({ class: found, country: null, confidence: 0.8 }), context)).toMatchObject({ value: 0, values: { found } });
  });
  it('says of a receipt that it is no identity document', () => {
    const { variants } = unsupported.strings;
    expect(unsupported.measure(of({ class: 'other', country: null, confidence: 0.8 }), context)).toMatchObject({ value: 0, values: { variant: 'other' } });
    expect(variants?.['other']?.failure).toMatch(/not an identity document/);
  });
  it('does not judge what it does not know', () => expect(unsupported.measure(of(null), context)).toEqual({ kind: 'not-assessed', reason: 'class-unknown' }));
});
