import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { addrMismatch } from './mismatch.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => addrMismatch.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, addrMismatch.threshold) : got.reason;
}

describe('addr.mismatch', () => {
  it('passes the same address, written differently', () => expect(verdict({ address: ['14, Mill Ln', 'CAMBRIDGE CB2 1TN'] })).toBe('pass'));
  it('tells another house, part by part', () => expect(measure({ address: ['41 Mill Lane', 'Cambridge', 'CB2 1TN'] })).toMatchObject({ value: 1, regions: [{ x: expect.any(Number) as number }], values: { paper: '41', form: '14', parts: 'number' } }));
  it('leaves an incomplete form to its own row', () => expect(verdict({ form: { city: '' } })).toBe('form-incomplete'));
  it('leaves a paper without an address to its own row', () => expect(verdict({ address: [], name: '' })).toBe('document-incomplete'));
  it('does not accuse a picture: a line may have been missed', () => expect(verdict({ address: [], name: '', source: 'print' })).toBe('address-unread'));
});
