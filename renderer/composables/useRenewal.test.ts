import { effectScope, nextTick, reactive, ref, type EffectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useRenewal } from './useRenewal.ts';

const now = await vi.hoisted(async () => {
  const vue = await import('vue');
  return { session: vue.reactive({ status: {} as unknown, screen: 'home', ended: null as string | null }), work: vue.ref<unknown>(null), alone: vue.ref(false), calls: [] as unknown[], fails: false };
});
vi.mock('./session.ts', () => ({ session: now.session }));
vi.mock('./useJourney.ts', () => ({ work: now.work }));
vi.mock('./useVisit.ts', () => ({ alone: now.alone }));
vi.mock('./useStation.ts', () => ({ call: (...asked: unknown[]) => { now.calls.push(asked); return now.fails ? Promise.reject(new Error('away')) : Promise.resolve({}); } }));

const inSession = ref(true);
let scope: EffectScope;
function page() {
  scope = effectScope();
  return scope.run(() => useRenewal(() => inSession.value))!;
}
afterEach(() => scope.stop());
beforeEach(() => {
  Object.assign(now.session, { status: reactive({}), screen: 'home', ended: null });
  Object.assign(now, { calls: [], fails: false });
  now.work.value = null;
  now.alone.value = false;
  inSession.value = true;
});

it('a page in which nobody was served stays', async () => {
  const renewing = page();
  for (const screen of ['devices', 'home', 'records', 'home']) { now.session.screen = screen; await nextTick(); }
  expect([renewing.value, now.calls]).toEqual([false, []]);
});

it('is replaced once staff is at home again after a case, not before', async () => {
  const renewing = page();
  now.work.value = {};
  now.session.screen = 'journey';
  await nextTick();
  now.work.value = null;
  now.session.screen = 'record';
  await nextTick();
  expect([renewing.value, now.calls]).toEqual([false, []]);
  now.session.screen = 'home';
  expect(renewing.value).toBe(true);
  await nextTick();
  expect(now.calls).toEqual([['page.renew', { ended: null }]]);
});

it.each([['triage', 'home'], ['records', 'records'], ['record', 'record']])('is replaced after %s when the session ends, and is told why', async (screen, last) => {
  const renewing = page();
  now.session.screen = screen;
  await nextTick();
  Object.assign(now.session, { screen: last, ended: 'idle' });
  inSession.value = false;
  expect(renewing.value).toBe(true);
  await nextTick();
  expect(now.calls).toEqual([['page.renew', { ended: 'idle' }]]);
});

it('goes on as it is where it cannot be replaced', async () => {
  now.fails = true;
  const renewing = page();
  now.work.value = {};
  now.work.value = null;
  await nextTick();
  await nextTick();
  expect(renewing.value).toBe(false);
});
