/** A customer whose document staff takes for a copy, and the next one behind them. */
import { expect, test, type Page } from '@playwright/test';
import type { RunningStation } from './harness.ts';
import { oneStation } from './one-station.ts';
import { beginPassport, documentIsCaptured, faceToResult } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

oneStation((one) => ({ station, page } = one));

test('whoever holds a copy in the hand says so without swearing that it is the original', async () => {
  await beginPassport(page);
  await documentIsCaptured(page);
  await faceToResult(station, 'face');
  await expect(byId('result-finish')).toBeVisible();
  // Whatever else stands in the way is named by what failed.
  expect(await page.locator('[data-testid^="reason-"]').allInnerTexts()).toEqual([]);
  await expect(byId('result-finish')).toBeDisabled();
  await byId('observation-original-not-so').click();
  await expect(byId('attest-doubt')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A supervisor will decide');
  await expect(byId('result-finish')).toBeEnabled();
  await station.shot('doubted-result');
  await byId('result-finish').click();
  await expect(byId('step-finished')).toBeVisible();
  await expect(byId('outcome-refer')).toBeVisible();
});

test('the next customer begins in a page of their own, with a reader that is ready', async () => {
  await page.evaluate(() => Object.assign(window, { before: true }));
  station.camera.show('document');
  await byId('finished-new').click();
  await expect(byId('step-choose')).toBeVisible();
  expect(await page.evaluate(() => 'before' in window)).toBe(false);
  expect(await page.evaluate(() => location.hash)).toBe('');
  await station.shot('next-customer');
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await byId('choose-next').click();
  await byId('consent-accept').click();
  await documentIsCaptured(page);
  await expect(page.locator('.notes')).toHaveCount(0);
  expect(station.problems()).toEqual([]);
});
