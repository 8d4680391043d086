/** Whole customers in the real station: the camera is fed from a file, everything behind it is the product. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, root, type RunningStation } from './harness.ts';
import { beginPassport, documentIsCaptured, faceToResult, logIn, setUp } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

/** Any form of what the coach says for a check. */
function remedies(id: string): RegExp {
  type Texts = { remedy: string; variants?: Record<string, { remedy: string }> };
  const { checks } = JSON.parse(readFileSync(path.join(root, 'resources/locales/en.json'), 'utf8')) as { checks: Record<string, Texts> };
  const texts = checks[id];
  if (!texts) throw new Error(`no texts for ${id}`);
  const escaped = [texts, ...Object.values(texts.variants ?? {})].map((t) => t.remedy.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(${escaped.join('|')})$`);
}

async function open(): Promise<void> {
  station = await launchStation({ dir: path.join(folder, 'data'), documentClip: clip('document-good'), faceClip: clip('face-customer'), size: { width: 1280, height: 800 } });
  page = station.page;
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-journeys-'));
  await open();
  await setUp(page);
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(() => station.camera.show('document'));

test('a good customer is accepted, and the record holds everything', async () => {
  await beginPassport(page);
  // What was pressed is gone: a screen reader is told the new screen.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await documentIsCaptured(page);
  await station.shot('journey-review');
  await expect(byId('field-surname')).toContainText(/[A-Z]{2,}/);
  await expect(byId('mrz')).toBeVisible();
  await faceToResult(station, 'face');
  await expect(byId('match-match')).toBeVisible();
  await byId('attest-face').click();
  await byId('attest-document').click();
  await station.shot('journey-result');
  await byId('result-finish').click();
  await expect(byId('step-finished')).toBeVisible();
  await expect(byId('outcome-accept')).toBeVisible();
  const number = await byId('case-number').innerText();
  expect(number).toMatch(/^\d{8}-\d{4}$/);
  await station.shot('journey-finished');

  await byId('finished-record').click();
  await expect(byId('record')).toContainText(number);
  await expect(byId('result-match.id')).toBeVisible();
  // For whoever decides later: the faces, cut out of the stored pictures again.
  await expect(byId('record-faces').locator('.pair > figure img')).toHaveCount(2);
  await expect(byId('record-faces').getByTestId('match-match')).toBeVisible();
  await expect(byId('record-faces').getByTestId('step-pair-portrait-face')).toBeVisible();
  await station.shot('record');
});

test('a blurred document is coached, then accepted when it is held still', async () => {
  station.camera.show(clip('document-blurred'));
  await byId('nav-home').click();
  await beginPassport(page);
  await expect(byId('coach')).toHaveText(remedies('doc.sharpness'));
  await station.shot('coach-blurred');
  await page.waitForTimeout(3000);
  await expect(byId('step-document-front')).toBeVisible();
  // The customer's document comes into focus: the camera is opened anew on the sharp clip.
  station.camera.show('document');
  await byId('document-back').click();
  await byId('consent-accept').click();
  await documentIsCaptured(page);
  await faceToResult(station, 'face');
  await expect(byId('match-match')).toBeVisible();
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('outcome-accept')).toBeVisible();
  expect(station.problems()).toEqual([]);
});

test("a stranger's face is not accepted", async () => {
  await byId('finished-home').click();
  await beginPassport(page);
  await documentIsCaptured(page);
  await faceToResult(station, clip('face-stranger'), 'step-result', { person: 'black-hair' });
  await expect(byId('match-different').or(byId('match-unsure'))).toBeVisible();
  await expect(byId('reasons-fraud')).toContainText(/\w/);
  await expect(byId('reason-match.id')).toBeVisible();
  await station.shot('result-stranger');
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('step-finished')).toBeVisible();
  await expect(byId('outcome-refer')).toBeVisible();
  await expect(byId('outcome-accept')).toHaveCount(0);
});

test('an expired document is refused with its remedy, as a matter of validity and not of fraud', async () => {
  station.camera.show(clip('document-expired'));
  await byId('finished-home').click();
  await beginPassport(page);
  await expect(byId('failure-doc.expired').or(byId('step-review'))).toBeVisible();
  await station.shot('document-expired');
  if (await byId('failure-doc.expired').isVisible()) await byId('capture-keep').click();
  await documentIsCaptured(page);
  await faceToResult(station, 'face', 'step-result', { document: 'passport-expired' });
  await expect(byId('outcome-retry')).toBeVisible();
  await expect(byId('reasons-eligibility')).toContainText(/expired/i);
  await expect(byId('reasons-fraud')).toHaveCount(0);
  await station.shot('result-expired');
  await byId('retake-doc.expired').click();
  await expect(byId('step-document-front')).toBeVisible();
  await page.keyboard.press('Escape');
  await byId('stop-discard').click();
});

test('a crash in the middle of a journey loses nothing: the clerk resumes at the step', async () => {
  await beginPassport(page);
  await documentIsCaptured(page);
  const surname = (await byId('field-surname').textContent()) ?? '';
  await station.kill();
  await open();
  await logIn(page);
  await expect(byId('drafts')).toBeVisible();
  await station.shot('resume-offered');
  await byId('draft-resume').first().click();
  await expect(byId('step-review')).toBeVisible();
  await expect(byId('field-surname')).toHaveText(surname);
  await faceToResult(station, 'face');
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('outcome-accept')).toBeVisible();
  expect(station.problems()).toEqual([]);
});
