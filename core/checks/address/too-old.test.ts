import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaTooOld } from './too-old.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => poaTooOld.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, poaTooOld.threshold) : got.reason;
}

describe('poa.too-old', () => {
  it('passes a paper of this month, and marks its date', () => expect(measure()).toMatchObject({ value: 66, regions: [{ width: expect.any(Number) as number }], values: { issued: '2026-11-03', oldest: '2026-08-29' } }));
  it('the last day of three calendar months still counts', () => expect(verdict({ date: 'Bill date: 29 August 2026' })).toBe('pass'));
  it('the day before does not', () => expect(measure({ date: 'Bill date: 28 August 2026' })).toMatchObject({ value: -1 }));
  it('leaves a paper without a date to its own row', () => expect(verdict({ date: null })).toBe('no-date'));
  it('and a day that has not come', () => expect(verdict({ date: 'Bill date: 3 December 2026' })).toBe('future-date'));
});
