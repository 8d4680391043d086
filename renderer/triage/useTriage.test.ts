import { effectScope, nextTick } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { advanced, bill, passport, today } from '../../core/triage/brought.fixture.ts';
import type { Looked } from '../../core/triage/brought.ts';
import { mostPapers, useTriage, type TriageWork } from './useTriage.ts';

/** Answers of the reader and the station, given when the test wants. */
const waiting = vi.hoisted(() => ({ looks: [] as ((looked: unknown) => void)[], days: [] as (() => void)[], hold: false }));
vi.mock('../composables/useJourney.ts', async () => {
  const { ref } = await import('vue');
  const { checks } = await import('../../core/checks/index.ts');
  return { policy: ref({ ...advanced, tiers: ['primary', 'advanced'], checks: Object.fromEntries(checks.map((c) => [c.id, { enabled: true }])) }) };
});
vi.mock('../composables/useVision.ts', () => ({ reader: { call: () => new Promise((resolve) => { waiting.looks.push((looked) => { resolve({ jpeg: new Uint8Array(1), looked }); }); }) } }));
vi.mock('../composables/useStation.ts', () => ({ call: () => (waiting.hold ? new Promise((resolve) => { waiting.days.push(() => { resolve({ date: today }); }); }) : Promise.resolve({ date: today })) }));

let scope: ReturnType<typeof effectScope>;
let work: TriageWork;
beforeEach(() => {
  Object.assign(waiting, { looks: [], days: [], hold: false });
  scope = effectScope();
  work = scope.run(useTriage)!;
});
afterEach(() => scope.stop());

const settle = async (): Promise<void> => { for (let i = 0; i < 5; i++) { await new Promise((resolve) => setTimeout(resolve)); await nextTick(); } };
const bring = async (looked: Looked): Promise<void> => {
  await work.bring(() => Promise.resolve(new Uint8Array(1)), { lane: 'file', device: 'file' });
  await settle();
  waiting.looks.shift()!(looked);
  await settle();
};

it('says nothing of the whole while a paper that came later is not looked at', async () => {
  await bring(passport().looked);
  await bring(bill().looked);
  expect([work.whole.value?.verdict, work.busy.value]).toEqual(['go', false]);
  await work.bring(() => Promise.resolve(new Uint8Array(1)), { lane: 'file', device: 'file' });
  expect([work.whole.value, work.said.value?.papers.length, work.busy.value]).toEqual([null, 2, true]);
  await settle();
  waiting.looks.shift()!(bill('second', { name: 'Mr Tomas Exemplar' }).looked);
  await settle();
  expect(work.whole.value?.papers).toHaveLength(3);
});

it('an answer that comes late is none to what was asked since', async () => {
  await bring(passport().looked);
  waiting.hold = true;
  work.chooseTier('primary');
  work.chooseTier('advanced');
  expect(work.whole.value).toBeNull();
  const [first, second] = waiting.days;
  second!();
  await settle();
  expect(work.whole.value?.verdict).toBe('come-back');
  first!();
  await settle();
  expect(work.whole.value?.verdict).toBe('come-back');
});

it('says that it takes no more than it can hold', async () => {
  for (let i = 0; i < mostPapers; i++) await work.bring(() => Promise.resolve(new Uint8Array(1)), { lane: 'file', device: 'file' });
  expect(work.error.value).toBeNull();
  await work.bring(() => Promise.resolve(new Uint8Array(1)), { lane: 'file', device: 'file' });
  expect([work.papers.value.length, work.error.value?.code, work.error.value?.values]).toEqual([mostPapers, 'triage.too-many', { most: mostPapers }]);
});
