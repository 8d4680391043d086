import { expect, test } from '@playwright/test';
import { launchStation, type RunningStation } from './harness.ts';

let station: RunningStation;

test.beforeAll(async () => {
  station = await launchStation();
});
test.afterAll(() => station.close());

test('the window opens and is isolated', async () => {
  await expect(station.page.locator('#app')).not.toBeEmpty();
  expect(await station.page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(station.page.url()).toMatch(/^app:\/\/station\/index\.html/);
  await station.shot('smoke');
});
