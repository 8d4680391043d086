/**
 * `npm run screens`: walks the real station and writes the README's pictures to docs/screens. No photographed face is in them: the
 * passport that is filmed carries a drawn portrait, and where a case needs real faces, drawn pictures stand over them (cover.ts).
 * The PNGs stay in test-results/screens/readme, to be looked at.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { clip } from '../../test/e2e/clips.ts';
import { stopDisplay } from '../../test/e2e/display.ts';
import { launchStation, root, type RunningStation } from '../../test/e2e/harness.ts';
import { goodHolding, type Holding } from '../../test/e2e/holding.ts';
import { bringStatement, documentIsCaptured, logIn, passphrase, settleDoubts } from '../../test/e2e/walk.ts';
import { buildWhenNeeded } from '../build/when-needed.ts';
import { coveredShot, type Drawn, type Seen } from './cover.ts';
import { drawnCamera, drawnFace, filmDrawnPassport } from './drawn.ts';

const out = path.join(root, 'docs/screens');
const looks = path.join(root, 'test-results/screens/readme');
const byteLimit = 90_000;
const sizes = { counter: [1280, 800], kiosk: [1080, 1920], wide: [1920, 1080] } as const;

/** `holds` is asked right after the picture is taken; when it says no, nothing is written and shot says false. */
type Shot = (name: string, seen?: Seen, holds?: () => Promise<boolean>) => Promise<boolean>;
type Walk = { station: RunningStation; page: Page; shot: Shot; resize(to: keyof typeof sizes): Promise<void> };

/** The best quality that keeps the limit. */
async function write(png: Buffer, name: string): Promise<void> {
  writeFileSync(path.join(looks, `${name}.png`), png);
  for (let quality = 82; quality >= 40; quality -= 6) {
    const webp = await sharp(png).webp({ quality, effort: 4 }).toBuffer();
    if (webp.length > byteLimit) continue;
    writeFileSync(path.join(out, `${name}.webp`), webp);
    console.log(`${name}.webp ${(webp.length / 1000).toFixed(0)} kB, quality ${quality}`);
    return;
  }
  throw new Error(`${name} is over ${byteLimit} bytes even at low quality.`);
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(350);
}

async function setUp({ page, shot }: Walk): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('setup-station-name').fill('Counter 3');
  await byId('setup-branch').fill('Old Harbour branch');
  await settled(page);
  await shot('setup-1-station');
  await byId('setup-next').click();
  await byId('setup-supervisor-name').fill('Ines Okafor');
  await byId('setup-passphrase').fill(passphrase);
  await byId('setup-passphrase-again').fill(passphrase);
  await settled(page);
  await shot('setup-2-supervisor');
  await byId('setup-next').click();
  for (const kind of ['document', 'face']) await expect(byId(`preview-${kind}`)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  await page.waitForTimeout(800);
  await shot('setup-3-devices', 'drawn');
  await byId('setup-next').click();
  await expect(byId('setup-policy')).toBeVisible();
  await settled(page);
  await shot('setup-4-policy');
  await byId('setup-next').click();
  await expect(byId('home')).toBeVisible({ timeout: 30_000 });
  await byId('logout').click();
  await byId('login-passphrase').fill(passphrase);
  await settled(page);
  await shot('login');
  await logIn(page);
  await settled(page);
  await shot('home');
}

/** From the start screen to the consent, pictured when asked. */
async function choose({ page, shot }: Walk, pictured = false): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('new-customer').click();
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await settled(page);
  if (pictured) await shot('new-customer');
  await byId('choose-next').click();
  await settled(page);
  if (pictured) await shot('consent');
}

/** Pictures the live document while its ring fills; the station may be quicker than we are, then again. */
async function liveDocument({ page, shot }: Walk, name: string): Promise<void> {
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await page.locator('.coach.good [aria-valuenow]:not([aria-valuenow="0"])').waitFor({ timeout: 60_000 });
    const kept = await shot(name, 'drawn', () => page.locator('.coach.good').isVisible());
    await documentIsCaptured(page);
    if (kept) return;
    await page.getByTestId('review-retake-front').click();
  }
  throw new Error(`${name}: the document was always captured before it was pictured.`);
}

async function drawnDocument(walk: Walk, clips: Record<'good' | 'blurred', string>): Promise<void> {
  const { station, page, shot, resize } = walk;
  const byId = (id: string) => page.getByTestId(id);
  const remade = async (): Promise<void> => {
    await expect(byId('field-surname')).toContainText(/[A-Z]{2,}/, { timeout: 60_000 });
    await settled(page);
  };
  station.camera.show(clips.blurred);
  await choose(walk, true);
  await byId('consent-accept').click();
  await page.locator('.coach.mend').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
  await shot('document-coached', 'drawn');
  await byId('document-back').click();
  station.camera.show(clips.good);
  await byId('consent-accept').click();
  await liveDocument(walk, 'document-live');
  await remade();
  await shot('review', 'drawn');
  for (const size of ['kiosk', 'wide'] as const) {
    await resize(size);
    await byId('review-retake-front').click();
    await liveDocument(walk, `${size}-document`);
    await remade();
    if (size === 'wide') await shot('wide-review', 'drawn');
  }
  await resize('counter');
  await page.keyboard.press('Escape');
  await byId('stop-discard').click();
}

/** On a machine that is busy the face jumps from frame to frame; the clerk tries again. */
async function throughChallenge(page: Page): Promise<void> {
  const [next, again] = [page.getByTestId('step-statement'), page.getByTestId('challenge-retry')];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await expect(next.or(again).first()).toBeVisible({ timeout: 120_000 });
    if (await next.isVisible()) return;
    await again.click();
  }
  throw new Error('The live check failed eight times.');
}

/** A whole case on the specimen with a photographed portrait; `document` and `face` are clips. */
async function customer(walk: Walk, document: string, face: string, pictureFace = false, holding: Partial<Holding> = {}): Promise<void> {
  const { station, page, shot } = walk;
  const byId = (id: string) => page.getByTestId(id);
  station.camera.show(document);
  await choose(walk);
  await byId('consent-accept').click();
  await expect(byId('capture-keep').or(byId('step-review'))).toBeVisible({ timeout: 60_000 });
  if (await byId('capture-keep').isVisible()) await byId('capture-keep').click();
  await documentIsCaptured(page);
  station.camera.show(face);
  await settleDoubts(page);
  await byId('review-continue').click();
  if (pictureFace) {
    await page.locator('.coach.good').waitFor({ timeout: 60_000 });
    await shot('face');
    await page.locator('.prompt.turn-left, .prompt.turn-right').first().waitFor({ timeout: 60_000 });
    await shot('challenge');
  }
  await throughChallenge(page);
  if (pictureFace) {
    await page.locator('[data-camera="live"] video').waitFor({ timeout: 30_000 });
    await settled(page);
    await shot('statement');
    await byId('statement-print').click();
    await settled(page);
    await shot('statement-print');
    await byId('sheet-close').click();
  }
  await bringStatement(page, { ...goodHolding(), ...holding });
  await expect(byId('case-number')).toBeVisible({ timeout: 30_000 });
  await settled(page);
}

async function attest(page: Page): Promise<void> {
  await page.getByTestId('attest-face').click();
  await page.getByTestId('attest-document').click();
}

async function cases(walk: Walk): Promise<void> {
  const { page, shot, resize } = walk;
  const byId = (id: string) => page.getByTestId(id);
  const finish = async (): Promise<void> => {
    await byId('result-finish').click();
    await expect(byId('step-finished')).toBeVisible();
  };
  await customer(walk, clip('document-good'), clip('face-customer'), true);
  await attest(page);
  await settled(page);
  await shot('result-accepted');
  await finish();
  await settled(page);
  await shot('finished');
  await byId('finished-record').click();
  await expect(byId('result-match.id')).toBeVisible();
  await page.waitForTimeout(1000);
  await shot('record');
  await byId('nav-home').click();
  await customer(walk, clip('document-good'), clip('face-stranger'), false, { person: 'black-hair' });
  await shot('result-stranger');
  await resize('kiosk');
  await settled(page);
  await shot('kiosk-result');
  await resize('counter');
  await attest(page);
  await finish();
  await byId('finished-home').click();
  await customer(walk, clip('document-expired'), clip('face-customer'), false, { document: 'passport-expired' });
  await shot('result-expired');
  await attest(page);
  await finish();
  await byId('finished-home').click();
}

async function places({ station, page, shot }: Walk, good: string): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('nav-records').click();
  await byId('record-row').first().waitFor();
  await settled(page);
  await shot('records');
  station.camera.show(good);
  await byId('nav-devices').click();
  for (const kind of ['document', 'face']) await expect(byId(`preview-${kind}`)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  await page.waitForTimeout(800);
  await shot('devices', 'drawn');
  await byId('nav-about').click();
  await settled(page);
  await shot('about');
}

const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-screens-'));
for (const place of [out, looks]) mkdirSync(place, { recursive: true });
if (!buildWhenNeeded(root, (line) => console.error(line))) throw new Error('The build failed, see above.');
const clips = { good: path.join(folder, 'good.mjpeg'), blurred: path.join(folder, 'blurred.mjpeg') };
const [picture] = await filmDrawnPassport(clips.good, 'good');
await filmDrawnPassport(clips.blurred, 'blurred');
const base64 = (bytes: Buffer): string => bytes.toString('base64');
const drawn: Drawn = { camera: base64(await drawnCamera()), face: base64(await drawnFace()), document: base64(picture!) };
const station = await launchStation({ dir: path.join(folder, 'data'), documentClip: clips.good, size: { width: 1280, height: 800 } });
const { app, page } = station;
const walk: Walk = {
  station, page,
  shot: async (name, seen = 'photographed', holds = () => Promise.resolve(true)) => {
    const png = await coveredShot(page, drawn, seen);
    if (!(await holds())) return false;
    await write(png, name);
    return true;
  },
  resize: async (to) => {
    const [width, height] = sizes[to];
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height });
    await page.waitForTimeout(500);
  },
};
try {
  await setUp(walk);
  await cases(walk);
  await places(walk, clips.good);
  await page.getByTestId('nav-home').click();
  await drawnDocument(walk, clips);
} catch (thrown) {
  await page.screenshot({ path: path.join(folder, '..', 'vestibule-screens-failed.png') });
  throw thrown;
} finally {
  await station.close();
  stopDisplay();
  rmSync(folder, { recursive: true, force: true });
}
