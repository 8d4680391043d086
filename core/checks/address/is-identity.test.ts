import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaIsIdentity } from './is-identity.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => poaIsIdentity.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, poaIsIdentity.threshold) : got.reason;
}

describe('poa.is-identity', () => {
  it('passes a bill', () => expect(verdict()).toBe('pass'));
  it('tells a passport that was read on the paper', () => expect(measure({ identity: { class: 'passport', country: 'UTO', confidence: 0.9 } })).toMatchObject({ value: 1, values: { found: 'passport' } }));
});
