import { expect, test } from '@playwright/test';
import { statusSchema } from '../../core/contract.ts';
import { launchStation, type RunningStation } from './harness.ts';

let station: RunningStation;

test.beforeAll(async () => {
  station = await launchStation();
});
test.afterAll(() => station?.close());

test('the window opens and is isolated', async () => {
  await expect(station.page.locator('#app')).not.toBeEmpty();
  expect(await station.page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(station.page.url()).toMatch(/^app:\/\/station\/index\.html/);
  await station.shot('smoke');
  expect(station.problems()).toEqual([]);
});

test('the station process answers through the door: nothing is set up yet', async () => {
  const answer = await station.page.evaluate(() =>
    (window as unknown as { vestibule: { call(name: string, input: unknown): Promise<{ ok: boolean; value: unknown }> } }).vestibule.call('station.status', {}),
  );
  expect(answer.ok).toBe(true);
  expect(statusSchema.parse(answer.value)).toMatchObject({ state: 'setup', operator: null, version: '0.1.0' });
});

test('the document comes with its policy', async () => {
  const policy = await station.page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
});
