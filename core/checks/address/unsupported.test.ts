import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaUnsupported } from './unsupported.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => poaUnsupported.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, poaUnsupported.threshold) : got.reason;
}

describe('poa.unsupported', () => {
  it('passes a kind that the policy lists', () => expect(verdict()).toBe('pass'));
  it('tells one that it does not list', () => expect(measure({ title: 'Payslip', date: 'Pay date: 3 November 2026' })).toMatchObject({ kind: 'measured' }));
  it('a lease is no bill here', () => expect(verdict({ title: 'Tenancy agreement' })).not.toBe('pass'));
  it('leaves an identity document to its own row', () => expect(verdict({ identity: { class: 'passport', country: 'UTO', confidence: 0.9 } })).toBe('identity-document'));
});
