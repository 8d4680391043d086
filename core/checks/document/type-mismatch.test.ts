import { describe, expect, it } from 'vitest';
import { nothingRead } from '../../document/reading.ts';
import { typeMismatch } from './type-mismatch.ts';

const passport = { documentReading: { ...nothingRead, documentType: { class: 'passport' as const, country: 'UTO', confidence: 0.99 } } };
const context = { date: '2026-11-23', chosenType: null as string | null, acceptedTypes: ['passport'], lane: 'camera' as const };

describe('doc.type-mismatch', () => {
  it('passes what was chosen', () => expect(typeMismatch.measure(passport, { ...context, chosenType: 'passport' })).toMatchObject({ value: 1 }));
  it('fails another class, and says both', () => {
    expect(typeMismatch.measure(passport, { ...context, chosenType: 'id-card' })).toMatchObject({ value: 0, values: { found: 'passport', chosen: 'id-card' } });
  });
  it('does not apply where nobody chose', () => expect(typeMismatch.measure(passport, context)).toEqual({ kind: 'not-applicable', reason: 'nothing-chosen' }));
  it('does not judge a class it does not know', () => {
    expect(typeMismatch.measure({ documentReading: nothingRead }, { ...context, chosenType: 'passport' })).toEqual({ kind: 'not-assessed', reason: 'class-unknown' });
  });
});
