import { expect, it } from 'vitest';
import { guard, guardSchema, type GuardFacts, type GuardLimits } from './guard.ts';

const limits: GuardLimits = { freeMegabytes: { warn: 500, refuse: 100 }, waiting: { warn: 200, refuse: 1000 }, waitingDays: { warn: 3, refuse: 14 }, silentDays: 7, goldenCardDays: { warn: 0, refuse: 30 } };
const fit: GuardFacts = { clockSetBack: false, clockMoved: false, freeMegabytes: 500, queue: { waiting: 200, days: 3, silentDays: 0 }, parked: { parked: 0, days: 0 }, models: { missing: 0, changed: 0 }, revoked: false, supervisorKept: false, policyFault: false, cameras: null, cardFirst: false, scanner: null };
const said = (more: Partial<GuardFacts>, of: GuardLimits | null = limits) => guard({ ...fit, ...more }, of).map(({ code, refuses }) => `${code}${refuses ? ' refuses' : ''}`);

it('says nothing of a station within its limits, the limits with it', () => expect(said({})).toEqual([]));

it.each<[Partial<GuardFacts>, string[]]>([
  [{ freeMegabytes: 499 }, ['store.space-low']], [{ freeMegabytes: 100 }, ['store.space-low']], [{ freeMegabytes: 99 }, ['store.space-out refuses']], [{ freeMegabytes: null }, []],
  [{ queue: { waiting: 201, days: 0, silentDays: 0 } }, ['queue.long']], [{ queue: { waiting: 1001, days: 0, silentDays: 0 } }, ['queue.full refuses']], [{ queue: { waiting: 1, days: 4, silentDays: 0 } }, ['queue.old']],
  [{ parked: { parked: 1, days: 40 } }, ['queue.parked']], [{ parked: { parked: 1, days: 0 }, queue: { waiting: 2000, days: 0, silentDays: 0 } }, ['queue.full refuses', 'queue.parked']],
  [{ queue: { waiting: 1, days: 15, silentDays: 0 } }, ['queue.too-old refuses']], [{ queue: null }, []],
  [{ queue: { waiting: 0, days: 0, silentDays: 7 } }, []], [{ queue: { waiting: 0, days: 0, silentDays: 8 } }, ['hub.silent']],
  [{ clockSetBack: true, clockMoved: true }, ['clock.set-back refuses']], [{ clockMoved: true }, ['clock.moved']],
  [{ models: { missing: 1, changed: 2 } }, ['model.missing refuses', 'model.changed refuses']],
  [{ cameras: { state: 'as-calibrated', days: 0 } }, []], [{ cameras: { state: 'as-calibrated', days: 1 } }, ['camera.card-due']], [{ cameras: { state: 'as-calibrated', days: 31 } }, ['camera.card-overdue refuses']],
  [{ cameras: { state: 'below', days: 0 } }, ['camera.below-baseline']], [{ cameras: { state: 'unfit', days: 1 } }, ['camera.unfit refuses', 'camera.card-due']],
  [{ cardFirst: true, scanner: 'first' }, ['camera.card-first', 'scanner.card-first']], [{ scanner: { days: 0 } }, []], [{ scanner: { days: 400 } }, ['scanner.card-due']],
  [{ freeMegabytes: 200, queue: { waiting: 2000, days: 0, silentDays: 0 } }, ['queue.full refuses', 'store.space-low']],
])('%j: %j', (facts, wanted) => expect(said(facts)).toEqual(wanted));

it('a policy of before, without days of silence, is told nothing of them', () => {
  const { silentDays: _days, ...before } = limits;
  expect(said({ queue: { waiting: 0, days: 0, silentDays: 400 } }, before)).toEqual([]);
});

it('a policy of before, without days for the golden card, reminds nobody and refuses nobody for a camera', () => {
  const { goldenCardDays: _days, ...before } = limits;
  for (const scanner of ['first', { days: 400 }] as const) expect(said({ cameras: { state: 'unfit', days: 400 }, cardFirst: true, scanner }, before)).toEqual([]);
});

it('gives the figure that was found', () => expect(guard({ ...fit, freeMegabytes: 12 }, limits)).toEqual([{ code: 'store.space-out', values: { megabytes: 12 }, refuses: true }]));

it('clock and models hold where no policy can be read', () => expect(said({ clockSetBack: true, freeMegabytes: 0, models: { missing: 0, changed: 1 } }, null)).toEqual(['clock.set-back refuses', 'model.changed refuses']));

it('what waits for a person is told where no policy can be read', () => expect(guard({ ...fit, parked: { parked: 2, days: 5 } }, null)).toEqual([{ code: 'queue.parked', values: { parked: 2, days: 5 }, refuses: false }]));

it('a station that head office withdrew takes nobody; a supervisor who is the last one is told of', () => expect(said({ revoked: true, supervisorKept: true })).toEqual(['hub.revoked refuses', 'operator.revoked-last']));

it('rules of head office that this program does not take are told, and stop nobody', () => expect(said({ policyFault: true })).toEqual(['policy.not-taken']));

it('limits that refuse before they warn are no policy', () => {
  expect(guardSchema.safeParse(limits).success).toBe(true);
  expect(guardSchema.safeParse({ ...limits, freeMegabytes: { warn: 100, refuse: 500 } }).success).toBe(false);
  expect(guardSchema.safeParse({ ...limits, waiting: { warn: 1000, refuse: 200 } }).success).toBe(false);
});
