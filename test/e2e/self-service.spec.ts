/** A customer alone with the station, upright as a kiosk stands: walked to its end, with a person called, and left behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { logIn, passphrase, setUp } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const upright = { width: 1080, height: 1920 };

test.describe.configure({ mode: 'serial', timeout: 480_000 });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-alone-'));
  station = await launchStation({ dir: path.join(folder, 'data'), documentClip: clip('document-good'), faceClip: clip('face-customer'), size: upright });
  page = station.page;
  await setUp(page, 'self-service');
  await byId('open-for-customers').click();
  await expect(byId('attract')).toBeVisible();
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

/** To the live picture of the document, where the camera sees none: agreed, so that there is something to keep or to delete. */
async function beginAlone(): Promise<void> {
  station.camera.show('face');
  await byId('attract-begin').click();
  await byId('alone-type-passport').click();
  await byId('alone-letter-U').click();
  await byId('alone-country-UTO').click();
  await byId('consent-accept').click();
  await expect(byId('step-document-front')).toBeVisible();
}
const resize = ({ width, height }: { width: number; height: number }) => station.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height]);
const width = (): Promise<number> => page.evaluate(() => window.innerWidth);
/** Upright, and lying as a small screen does. */
async function shots(name: string): Promise<void> {
  await station.shot(name);
  await resize({ width: 1280, height: 800 });
  await expect.poll(width, { timeout: 60_000 }).toBe(1280);
  await station.shot(`${name}-wide`);
  await resize(upright);
  await expect.poll(width, { timeout: 60_000 }).toBe(1080);
}
/** Taken by itself; on a loaded machine frames are few, and the customer presses the button that stands there. */
async function taken(next: ReturnType<typeof byId>): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    const done = await next.waitFor({ timeout: 40_000 }).then(() => true, () => false);
    if (done) return;
    const [press, keep, retake] = [byId('capture-manual'), byId('capture-keep'), byId('capture-retake')];
    for (const button of [keep, retake, press]) if (await button.isEnabled({ timeout: 500 }).catch(() => false)) { await button.click(); break; }
  }
  await expect(next).toBeVisible();
}
/** As the main process loads a page that crashed. */
async function reload(): Promise<void> {
  await page.evaluate(() => Object.assign(window, { before: true }));
  await station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect.poll(() => page.evaluate(() => 'before' in window).catch(() => true), { timeout: 60_000 }).toBe(false);
}
/** Every button and link a finger is meant for. */
const smallest = (): Promise<number> => page.evaluate(() => Math.min(...[...document.querySelectorAll('button')].filter((b) => b.offsetParent !== null).map((b) => b.getBoundingClientRect().height)));
const texts = (): Promise<string> => page.evaluate(() => document.body.innerText);

test('walked to its end without staff, keyboard, file or scanner; what stays open is left to staff', async () => {
  await shots('alone-attract');
  await byId('attract-begin').click();
  await expect(byId('alone-choose')).toBeVisible();
  await station.shot('alone-choose');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  await byId('alone-type-passport').click();
  await station.shot('alone-letters');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  await byId('alone-letter-U').click();
  await byId('alone-country-UTO').click();
  await station.shot('alone-consent');
  await byId('consent-accept').click();
  await expect(byId('coach')).toBeVisible({ timeout: 60_000 });
  await station.shot('alone-document');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  for (const kept of ['capture-import', 'capture-scan', 'import-input']) await expect(byId(kept)).toHaveCount(0);
  await taken(byId('alone-review'));
  await expect(byId('review-continue')).toBeEnabled({ timeout: 60_000 });
  await shots('alone-review');
  station.camera.show('face');
  await byId('review-continue').click();
  await taken(byId('step-challenge'));
  await station.shot('alone-challenge');
  const [statement, again, on] = [byId('alone-sheet'), byId('challenge-retry'), byId('challenge-skip')];
  for (let tries = 0; tries < 4 && !(await statement.isVisible()); tries += 1) {
    await expect(statement.or(again)).toBeVisible({ timeout: 90_000 });
    if (await again.isVisible()) await again.click();
    else if (!(await statement.isVisible()) && (await on.isVisible())) await on.click();
  }
  await expect(statement).toHaveAttribute('data-state', /none|ready/, { timeout: 30_000 });
  await station.shot('alone-statement');
  await byId('alone-statement-left').click();
  const result = byId('alone-result');
  // The statement was left out, so nobody may be accepted.
  await expect(result).toHaveAttribute('data-outcome', 'staff', { timeout: 120_000 });
  await expect(byId('alone-number')).toHaveText(/^\d{8}-\d{4}$/);
  await shots('alone-staff');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  expect(await texts()).not.toMatch(/fraud|suspect|distance|threshold|%/i);
  await byId('alone-done').click();
  await expect(byId('attract')).toBeVisible();
  expect(station.problems()).toEqual([]);
});

test('a person who is called finds the case, attended; nobody else goes on meanwhile', async () => {
  await beginAlone();
  await byId('call-staff').click();
  await station.shot('alone-call');
  await byId('call-staff-yes').click();
  await expect(byId('called')).toBeVisible();
  await shots('alone-called');
  // Loaded again, it is still shut.
  await reload();
  await expect(byId('called')).toBeVisible({ timeout: 30_000 });
  await logIn(page);
  await byId('draft-resume').click();
  await expect(byId('step-document-front')).toBeVisible({ timeout: 60_000 });
  // Attended now: staff may bring a file.
  await expect(byId('capture-import')).toBeVisible();
  await byId('journey-stop').click();
  await byId('stop-discard').click();
  await byId('open-for-customers').click();
  await expect(byId('attract')).toBeVisible();
});

test('who walks away is warned with a countdown; what a window forgets is nobody\'s', async () => {
  await byId('attract-begin').click();
  await expect(byId('alone-choose')).toBeVisible();
  await expect(byId('idle-stay')).toBeVisible({ timeout: 60_000 });
  await station.shot('alone-idle');
  await expect(byId('attract')).toBeVisible({ timeout: 40_000 });
  // Loaded again in the middle of a visit it does not know whose that was: what was kept is deleted.
  await beginAlone();
  await reload();
  await expect(byId('attract')).toBeVisible({ timeout: 30_000 });
  await byId('attract-staff').click();
  await page.getByTestId('login-passphrase').fill(passphrase);
  await page.getByTestId('login-submit').click();
  await expect(byId('home')).toBeVisible({ timeout: 20_000 });
  await expect(byId('drafts')).toHaveCount(0);
});
