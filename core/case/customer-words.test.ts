import { expect, it } from 'vitest';
import type { Decision, Reason } from './case.ts';
import { forCustomer } from './customer-words.ts';

const reason = (code: string, more: Partial<Reason> = {}): Reason => ({ code, lane: 'retry', concern: 'processing', status: 'fail', captureId: null, values: { value: 3.2, found: 'x' }, ...more });
const decided = (outcome: Decision['outcome'], ...reasons: Reason[]): Decision => ({ outcome, reasons, policy: { id: 'p', version: '1' } });

it('tells what can be mended, by its code and without a value', () => {
  expect(forCustomer(decided('retry', reason('doc.glare')))).toEqual(decided('retry', { ...reason('doc.glare'), values: {} }));
});

it.each([
  ['a suspicion', reason('auth.altered', { lane: 'staff', concern: 'fraud' })], ['a doubt about the face', reason('match.id', { lane: 'staff', concern: 'fraud' })], ['an earlier case', reason('match.seen-before', { concern: 'fraud' })],
  ['a colleague of that name', reason('match.insider', { lane: 'staff', concern: 'eligibility' })], ['a colleague with that face', reason('match.insider-face', { lane: 'staff', concern: 'eligibility' })], ['what could not be looked at', reason('doc.sharpness', { status: 'not-assessed' })],
])('says nothing of %s', (_what, hidden) => {
  expect(forCustomer(decided('refer', hidden)).reasons).toEqual([]);
});

it('does not let a customer mend while something they may not be told stands in the way', () => {
  const told = forCustomer(decided('retry', reason('doc.glare'), reason('auth.altered', { lane: 'staff', concern: 'fraud' })));
  expect([told.outcome, told.reasons.map((r) => r.code)]).toEqual(['refer', ['doc.glare']]);
});

it('reads a rejection as left to staff, and an accept as one', () => {
  expect(forCustomer(decided('reject', reason('doc.expired', { lane: 'final', concern: 'eligibility' }))).outcome).toBe('refer');
  expect(forCustomer(decided('accept')).outcome).toBe('accept');
});
