import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { namePartial } from './name-partial.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => namePartial.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, namePartial.threshold) : got.reason;
}

describe('name.partial', () => {
  it('passes the whole name', () => expect(verdict()).toBe('pass'));
  it('tells an initial', () => expect(measure({ name: 'A Specimen', holder: 'Ada Specimen' })).toMatchObject({ value: 1, values: { variant: 'initial', words: expect.stringMatching(/ada/i) as string } }));
  it('tells a given name that is missing', () => expect(measure({ name: 'Ms Specimen' })).toMatchObject({ values: { variant: 'given-missing' } }));
  it('never speaks of another person: that is row A2.1', () => expect(verdict({ name: 'Mr Tomas Exemplar' })).toBe('name-mismatch'));
  it('names in another order: says so, with the name as the paper has it', () => expect(measure({ name: 'Maria Anna Rossi', holder: 'Anna Maria Rossi' })).toMatchObject({ values: { variant: 'given-order', words: 'Maria Anna Rossi' } }));
});
