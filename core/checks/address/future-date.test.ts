import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaFutureDate } from './future-date.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => poaFutureDate.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, poaFutureDate.threshold) : got.reason;
}

describe('poa.future-date', () => {
  it('passes today', () => expect(verdict({ date: 'Bill date: 29 November 2026' })).toBe('pass'));
  it('tells tomorrow', () => expect(measure({ date: 'Bill date: 30 November 2026' })).toMatchObject({ value: 1, values: { issued: '2026-11-30' } }));
  it('leaves a paper without a date to its own row', () => expect(verdict({ date: null })).toBe('no-date'));
});
