import { effectScope, nextTick, reactive, ref, type EffectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beginWhereNextWaits, nextCustomer, useRenewal } from './useRenewal.ts';

const now = await vi.hoisted(async () => {
  const vue = await import('vue');
  return { session: vue.reactive({ status: {} as unknown, screen: 'home', ended: null as string | null }), work: vue.ref<unknown>(null), alone: vue.ref(false), calls: [] as unknown[], begun: 0, fails: false };
});
vi.mock('./session.ts', () => ({ session: now.session, show: (screen: string) => { now.session.screen = screen; } }));
vi.mock('./useJourney.ts', () => ({ work: now.work, close: () => { now.work.value = null; }, begin: () => { now.begun += 1; } }));
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
  Object.assign(now, { calls: [], begun: 0, fails: false });
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
  expect(now.calls).toEqual([['page.renew', { news: null }]]);
});

it.each([['triage', 'home'], ['records', 'records'], ['record', 'record']])('is replaced after %s when the session ends, and is told why', async (screen, last) => {
  const renewing = page();
  now.session.screen = screen;
  await nextTick();
  Object.assign(now.session, { screen: last, ended: 'idle' });
  inSession.value = false;
  expect(renewing.value).toBe(true);
  await nextTick();
  expect(now.calls).toEqual([['page.renew', { news: 'idle' }]]);
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

it.each([false, true])('the next customer begins in the new page; in this one only where it cannot be replaced: %s', async (fails) => {
  now.fails = fails;
  const renewing = page();
  now.work.value = {};
  now.session.screen = 'journey';
  await nextTick();
  nextCustomer();
  expect([renewing.value, now.work.value]).toEqual([true, null]);
  await nextTick();
  await nextTick();
  expect([now.calls, now.begun]).toEqual([[['page.renew', { news: 'next' }]], fails ? 1 : 0]);
});

it.each([['#next', { operator: {} }, 1], ['#next', { operator: null }, 0], ['#idle', { operator: {} }, 0], ['', { operator: {} }, 0]])('a page with the news %j begins once, for %j: %i', (hash, status, times) => {
  const place = { hash, pathname: '/index.html' };
  vi.stubGlobal('location', place);
  vi.stubGlobal('history', { replaceState: () => { place.hash = ''; } });
  now.session.status = status;
  beginWhereNextWaits();
  beginWhereNextWaits();
  expect(now.begun).toBe(times);
  vi.unstubAllGlobals();
});
