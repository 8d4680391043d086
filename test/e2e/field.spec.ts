/** An agent away from the branch: one camera for both, no network, nobody at hand to decide. */
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { documentIsCaptured, faceToResult, setUp } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  station = await launchStation({ documentClip: clip('document-good'), faceClip: clip('face-customer'), size: { width: 1280, height: 800 } });
  page = station.page;
  await setUp(page, 'field');
});
test.afterAll(() => station.close());

test('a visit from the place to the record that waits, and what waits is said in plain words', async () => {
  await expect(byId('field-load')).toContainText('Nothing waits to be sent.');
  await station.shot('field-home');
  await byId('new-customer').click();
  await byId('tier-primary').click();
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await expect(byId('choose-next')).toBeDisabled();
  await byId('visit-place').fill('Lindgren farm, Route 9');
  await station.shot('field-choose');
  await byId('choose-next').click();
  await byId('consent-accept').click();
  await expect(byId('one-camera')).toBeVisible();
  await station.shot('field-document');
  await documentIsCaptured(page);
  await faceToResult(station, 'face');
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('step-finished')).toBeVisible();
  await byId('finished-record').click();
  await expect(byId('record-visit')).toHaveText('Lindgren farm, Route 9');
  await byId('nav-home').click();
  await expect(byId('field-waiting')).toContainText(/Records that wait here: \d/);
  await station.shot('field-waiting');
});
