import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { addrIncomplete } from './incomplete.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => addrIncomplete.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, addrIncomplete.threshold) : got.reason;
}

describe('addr.incomplete', () => {
  it('passes a whole address', () => expect(verdict()).toBe('pass'));
  it('names what is missing', () => expect(measure({ form: { city: '', street: '' } })).toMatchObject({ value: 2, values: { parts: 'street, city' } }));
  it('tells a post-office box', () => expect(measure({ form: { street: 'PO Box 12', number: '' } })).toMatchObject({ values: { variant: 'po-box' } }));
  it('tells a postal code of no such country, with one that is', () => expect(measure({ form: { postalCode: '12' } })).toMatchObject({ values: { variant: 'postal-format', example: expect.stringMatching(/\w/) as string } }));
  it('has nothing to say where none was stated', () => expect(verdict({ form: null })).toBe('no-form'));
});
