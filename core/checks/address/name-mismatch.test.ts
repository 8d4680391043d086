import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { nameMismatch } from './name-mismatch.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => nameMismatch.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, nameMismatch.threshold) : got.reason;
}

describe('name.mismatch', () => {
  it('passes the same name, with a title', () => expect(verdict()).toBe('pass'));
  it('tells another person, both names side by side', () => expect(measure({ name: 'Mr Tomas Exemplar' })).toMatchObject({ value: 2, regions: [{ y: expect.any(Number) as number }], values: { paper: expect.stringMatching(/exemplar/i) as string, holder: expect.stringMatching(/specimen/i) as string } }));
  it('an initial is not another person', () => expect(verdict({ name: 'M Specimen' })).toBe('pass'));
  it('says so when no name could be read', () => expect(verdict({ name: '' })).toBe('name-unread'));
  it('has nothing to say without an identity document', () => expect(verdict({ holder: null })).toBe('no-holder'));
});
