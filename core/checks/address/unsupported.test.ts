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
  it('tells one that it does not list, and the words that say so', () => {
    expect(measure({ title: 'Payslip', date: 'Pay date: 3 November 2026', lines: ['Gross pay 3,120.00', 'Net pay 2,418.55', 'Employee number 4471', 'Tax code 1257L'] })).toMatchObject({ value: 0, values: { kind: 'payslip', cues: expect.stringMatching(/PAY/) as string } });
  });
  it('a receipt has its own sentence', () => expect(measure({ title: 'Receipt', date: '3 November 2026', lines: ['Cashier 4', 'Subtotal 12.00', 'Cash 20.00', 'Change 8.00'] })).toMatchObject({ value: 0, values: { variant: 'receipt' } }));
  it('refuses nothing that does not say what it is: staff looks', () => expect(verdict({ title: 'With kind regards', lines: ['We were glad to see you last week and hope that you will come again soon to visit us'] })).toBe('kind-unread'));
  it('leaves an identity document to its own row', () => expect(verdict({ identity: { class: 'passport', country: 'UTO', confidence: 0.9 } })).toBe('identity-document'));
});
