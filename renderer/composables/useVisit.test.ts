import { beforeEach, expect, it, vi } from 'vitest';
import type { RetakeStep } from '../../core/case/journey.ts';
import type { TriedStep } from '../../core/case/tries.ts';
import { session } from './session.ts';
import { countTry, decided, endForOther, mayKeep, mayRetake, mayTry } from './useVisit.ts';

const now = vi.hoisted(() => ({ caseId: '', match: null as unknown, calls: [] as unknown[] }));
vi.mock('./session.ts', async () => {
  const { reactive } = await import('vue');
  return { refresh: () => Promise.resolve(), session: reactive({ status: { operator: { role: '' } } }) };
});
vi.mock('./useStation.ts', () => ({ call: (name: string, input: unknown) => { now.calls.push([name, input]); return Promise.resolve({}); } }));
vi.mock('./useJourney.ts', () => {
  const of = () => ({ caseId: now.caseId, match: now.match });
  return { beginCase: () => undefined, close: () => undefined, needWork: of, work: { get value() { return of(); } }, policy: { value: { selfService: { tries: 3 } } }, send: () => undefined };
});

let cases = 0;
const isServed = (role: 'customer' | 'clerk'): void => { (session.status as { operator: { role: string } }).operator.role = role; };
beforeEach(() => {
  now.caseId = `case ${(cases += 1)}`;
  now.match = null;
  now.calls = [];
  isServed('customer');
});
const use = (step: TriedStep, times: number): void => { for (let made = 0; made < times; made += 1) countTry(step); };

it.each<[TriedStep, RetakeStep]>([['document-front', 'document-front'], ['document-back', 'document-back'], ['statement', 'statement'], ['challenge', 'face'], ['challenge', 'challenge']])('a customer alone takes %s as often as the policy says: then %s is offered no more, and what is wrong goes on', (step, retake) => {
  use(step, 2);
  expect([mayTry(step), mayRetake(retake), mayKeep(step)]).toEqual([true, true, false]);
  use(step, 1);
  expect([mayTry(step), mayRetake(retake), mayKeep(step)]).toEqual([false, false, true]);
});

it('a picture of the face that cannot be used is taken by hand as often as the policy says; the way back to the face is counted with the live check', () => {
  use('face', 2);
  expect([mayTry('face'), mayKeep('face')]).toEqual([true, false]);
  use('face', 1);
  expect([mayTry('face'), mayKeep('face'), mayRetake('face')]).toEqual([false, true, true]);
});

it('the next customer has tries of their own', () => {
  use('document-front', 3);
  now.caseId = 'another';
  expect([mayTry('document-front'), mayRetake('document-front')]).toEqual([true, true]);
});

it('staff tries as often as they want, and keeps what they want', () => {
  isServed('clerk');
  use('statement', 20);
  expect([mayTry('statement'), mayRetake('statement'), mayKeep('statement')]).toEqual([true, true, true]);
});

it('what the station decided once is a record, whatever is tried since', () => {
  use('statement', 1);
  expect(decided.value).toBe(false);
  use('result', 1);
  use('statement', 1);
  expect(decided.value).toBe(true);
});

const ended = [['visit.end', { why: 'other-person' }]];
const faces = (verdict: string) => ({ steps: [{ a: 'face', b: 'live', verdict, distance: 0.5 }] });

it('another face in the live check, or behind it, ends the visit; doubt does not, and staff is not sent away', async () => {
  expect([await endForOther('other-face'), now.calls]).toEqual([true, ended]);
  now.calls = [];
  now.match = faces('different');
  expect([await endForOther(), now.calls]).toEqual([true, ended]);
  now.calls = [];
  now.match = faces('unsure');
  expect([await endForOther(), await endForOther('timeout'), now.calls]).toEqual([false, false, []]);
  isServed('clerk');
  now.match = faces('different');
  expect([await endForOther(), now.calls]).toEqual([false, []]);
});
