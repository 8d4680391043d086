/** A customer alone with the station, upright as a kiosk stands: walked to its end, with a person called, and left behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { logIn, setUp } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const upright = { width: 1080, height: 1920 };

test.describe.configure({ mode: 'serial' });
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
  await expect.poll(width).toBe(1280);
  await station.shot(`${name}-wide`);
  await resize(upright);
  await expect.poll(width).toBe(1080);
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
  await expect.poll(() => page.evaluate(() => 'before' in window).catch(() => true)).toBe(false);
}
/** Every button and link a finger is meant for. */
const smallest = (): Promise<number> => page.evaluate(() => Math.min(...[...document.querySelectorAll('button')].filter((b) => b.offsetParent !== null).map((b) => b.getBoundingClientRect().height)));
const texts = (): Promise<string> => page.evaluate(() => document.body.innerText);
type Bridged = { vestibule: { call(name: string, input: unknown): Promise<{ ok: boolean; value: unknown }> } };
/** What the station says to whoever is logged in: a list on the screen may not have come yet. */
async function ask<Value>(name: string, input: unknown): Promise<Value> {
  const answer = await page.evaluate(([call, what]) => (window as unknown as Bridged).vestibule.call(call as string, what), [name, input] as const);
  expect(answer.ok, name).toBe(true);
  return answer.value as Value;
}
type Line = { action: string; caseId: string | null; facts: Record<string, unknown> };
/** Staff logs in where customers stand, looks, and opens for customers again. */
async function asStaff<Seen>(look: () => Promise<Seen>): Promise<Seen> {
  await byId('attract-staff').click();
  await logIn(page);
  const seen = await look();
  await byId('open-for-customers').click();
  await expect(byId('attract')).toBeVisible();
  return seen;
}
/** Of the visit that ended last: why, how many pictures went, and what is left of anybody. */
const lastVisit = () => asStaff(async () => {
  const lines = await ask<Line[]>('audit.list', { before: null, limit: 30 });
  const ended = lines.find(({ action }) => action === 'visit.ended');
  return {
    why: ended?.facts['why'], captures: ended?.facts['captures'], record: ended?.facts['record'],
    said: lines.filter(({ caseId }) => caseId === ended?.caseId).map(({ action }) => action), drafts: await ask<unknown[]>('draft.list', {}),
  };
});

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
  await expect(byId('coach')).toBeVisible();
  await station.shot('alone-document');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  for (const kept of ['capture-import', 'capture-scan', 'import-input']) await expect(byId(kept)).toHaveCount(0);
  await taken(byId('alone-review'));
  await expect(byId('review-continue')).toBeEnabled();
  await shots('alone-review');
  station.camera.show('face');
  await byId('review-continue').click();
  await taken(byId('step-challenge'));
  await station.shot('alone-challenge');
  // Where a live check takes minutes the customer is asked whether they are still there.
  await page.addLocatorHandler(byId('idle-stay'), () => page.keyboard.press('Shift'));
  const [statement, again, on] = [byId('alone-sheet'), byId('challenge-retry'), byId('challenge-skip')];
  const failed = page.locator('[data-testid=step-challenge][data-failed=true]');
  for (let tries = 0; tries < 4 && !(await statement.isVisible()); tries += 1) {
    await expect(statement.or(failed)).toBeVisible();
    if (await statement.isVisible()) break;
    // On a loaded machine all tries may be used up: then only the way to staff stands there.
    await ((await again.isVisible()) ? again : on).click();
  }
  await expect(statement).toHaveAttribute('data-state', /none|ready/);
  await station.shot('alone-statement');
  await page.removeLocatorHandler(byId('idle-stay'));
  await byId('alone-statement-left').click();
  const result = byId('alone-result');
  // The statement was left out, so nobody may be accepted.
  await expect(result).toHaveAttribute('data-outcome', 'staff');
  await expect(byId('alone-number')).toHaveText(/^\d{8}-\d{4}$/);
  await shots('alone-staff');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  expect(await texts()).not.toMatch(/fraud|suspect|distance|threshold|%/i);
  // The screen counts down by itself; nobody is asked whether they are still there, and nothing is deleted.
  await expect(byId('attract').or(byId('idle-stay'))).toBeVisible();
  await expect(byId('attract')).toBeVisible();
  expect(station.problems()).toEqual([]);
});

test('a passport where a card was said: the customer chooses another type, and goes on', async () => {
  station.camera.show('document');
  await byId('attract-begin').click();
  for (const touched of ['alone-type-id-card', 'alone-letter-U', 'alone-country-UTO', 'consent-accept']) await byId(touched).click();
  await taken(byId('document-other-type'));
  await shots('alone-other-type');
  expect(await smallest()).toBeGreaterThanOrEqual(64);
  await byId('document-other-type').click();
  for (const touched of ['alone-type-passport', 'alone-letter-U', 'alone-country-UTO', 'consent-accept']) await byId(touched).click();
  await taken(byId('alone-review'));
  await byId('visit-leave').click();
  await byId('visit-leave-yes').click();
  await expect(byId('attract')).toBeVisible();
});

test('a person who is called finds the case, attended; nobody else goes on meanwhile', async () => {
  await beginAlone();
  await byId('call-staff').click();
  await station.shot('alone-call');
  await byId('call-staff-yes').click();
  await expect(byId('called')).toBeVisible();
  await expect(byId('called-for')).toHaveAttribute('data-what', 'case');
  await shots('alone-called');
  // Loaded again, it is still shut.
  await reload();
  await expect(byId('called')).toBeVisible();
  await logIn(page);
  await byId('draft-resume').click();
  await expect(byId('step-document-front')).toBeVisible();
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
  await expect(byId('idle-stay')).toBeVisible();
  await station.shot('alone-idle');
  await expect(byId('attract')).toBeVisible();
  // Loaded again in the middle of a visit it does not know whose that was: what was kept is deleted.
  await beginAlone();
  await reload();
  await expect(byId('attract')).toBeVisible();
  expect(await lastVisit()).toMatchObject({ why: 'reloaded', drafts: [] });
});

test('a picture that is not good is taken as often as the policy says, then only staff can help; whoever stops leaves nothing', async () => {
  await beginAlone();
  // The camera shows a face where a document is asked for; the button takes it all the same.
  for (const [made, last] of [false, false, true].entries()) {
    // Pressed at once: the live picture is a new one after each retake.
    await byId('capture-manual').click();
    await expect(byId('step-document-front')).toHaveAttribute('data-phase', 'judged');
    await expect(byId('capture-keep')).toHaveCount(last ? 1 : 0);
    await expect(byId('capture-retake')).toHaveCount(last ? 0 : 1);
    if (made < 2) await byId('capture-retake').click();
  }
  await station.shot('alone-tries');
  await byId('capture-keep').click();
  await expect(byId('review-continue')).toBeEnabled();
  await expect(byId('alone-review-again')).toHaveCount(0);
  await byId('visit-leave').click();
  await station.shot('alone-leave');
  await byId('visit-leave-yes').click();
  await expect(byId('attract')).toBeVisible();
  expect(await lastVisit()).toMatchObject({ why: 'left', captures: 1, record: false, drafts: [] });
});

test('whoever declines is let go with nothing kept, and the trail says that they declined', async () => {
  await byId('attract-begin').click();
  await byId('alone-type-passport').click();
  await byId('alone-letter-U').click();
  await byId('alone-country-UTO').click();
  await byId('consent-decline').click();
  await expect(byId('attract')).toBeVisible();
  const { said, ...ended } = await lastVisit();
  expect(ended).toMatchObject({ why: 'left', captures: 0, record: false, drafts: [] });
  expect(said).toContain('consent.declined');
});
