/** A customer who declines the comparison of faces: the keyboard alone walks it, the face camera is never opened, and no face is described. */
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { documentIsCaptured, settleDoubts, setUp } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  station = await launchStation({ documentClip: clip('document-good'), size: { width: 1280, height: 800 } });
  page = station.page;
  await setUp(page);
});
test.afterAll(() => station.close());

const resize = (width: number, height: number) => station.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height]);

test('staff compares and attests; a second person is asked, and the record says who compared', async () => {
  await byId('new-customer').click();
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await byId('choose-next').click();
  await expect(byId('consent-without-face')).toBeVisible();
  await station.shot('without-face-consent');
  await page.keyboard.press('w');
  await documentIsCaptured(page);
  await settleDoubts(page);
  await byId('review-continue').click();

  await expect(byId('step-staff-comparison')).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await expect(byId('staff-continue')).toBeDisabled();
  // Enter without a finding goes nowhere.
  await page.keyboard.press('Enter');
  await expect(byId('step-staff-comparison')).toBeVisible();
  await page.keyboard.press('1');
  await expect(byId('finding-same')).toHaveAttribute('data-state', 'checked');
  await station.shot('without-face-staff');
  await resize(1080, 1920);
  await station.shot('without-face-staff-kiosk');
  await resize(1280, 800);
  await byId('staff-continue').focus();
  await page.keyboard.press('Enter');

  await expect(byId('step-result')).toBeVisible();
  await expect(byId('outcome-refer')).toBeVisible();
  await expect(byId('reason-match.staff')).toBeVisible();
  await expect(byId('reasons-fraud')).toHaveCount(0);
  await expect(byId('face-pair')).toHaveCount(0);
  await station.shot('without-face-result');
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('observation-original-seen').click();
  await byId('observation-undamaged-not-so').click();
  await expect(byId('attest-doubt')).toBeVisible();
  await byId('observation-undamaged-not-so').click();
  await expect(byId('attest-doubt')).toBeHidden();
  await station.shot('without-face-attest');
  await byId('result-finish').click();
  await expect(byId('outcome-refer')).toBeVisible();
  await station.shot('finished-second');
  await byId('finished-record').click();
  await expect(byId('record-observation')).toHaveText(['An original, not a copy: Seen']);
  await expect(byId('record-staff')).toContainText('Ines Okafor');
  await expect(byId('result-match.id')).toContainText('Does not apply');
  await expect(byId('result-match.staff')).toBeVisible();
  await station.shot('without-face-record');
  expect(station.problems()).toEqual([]);
});

test('somebody else goes to staff as such, and the finding can be mended', async () => {
  await byId('nav-home').click();
  await byId('new-customer').click();
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await byId('choose-next').click();
  await byId('consent-without-face').click();
  await documentIsCaptured(page);
  await settleDoubts(page);
  await byId('review-continue').click();
  await byId('finding-different').click();
  await byId('staff-continue').click();
  await expect(byId('reasons-fraud')).toContainText('another person');
  await byId('retake-match.staff').click();
  await expect(byId('step-staff-comparison')).toBeVisible();
  await byId('finding-same').click();
  await byId('staff-continue').click();
  await expect(byId('reason-match.staff')).toBeVisible();
  await expect(byId('reasons-fraud')).toHaveCount(0);
});
