/**
 * What goes wrong at the counter: cameras that are missing, dark, stuck, unplugged, busy or forbidden, bad files, a scanner, damaged
 * records, a wrong clock. Each is told with its cause and its way out, and nothing of the customer is lost.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { saneDesk, saneIsInstalled, saneIsMissing } from '../fakes/sane.ts';
import { errorTexts } from '../../core/errors.ts';
import { clip, firstPicture } from './clips.ts';
import { launchStation, type LaunchOptions, type RunningStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { beginPassport, documentIsCaptured, logIn, passphrase, setUp } from './walk.ts';

let folder: string;
let desk: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const size = { width: 1280, height: 800 };

async function open(options: LaunchOptions): Promise<void> {
  station = await launchStation({ size, ...options });
  page = station.page;
}

/** The data folder of a station that was set up and closed, as a folder of its own. */
function copyOfData(name: string): string {
  const to = path.join(folder, name);
  cpSync(path.join(folder, 'data'), to, { recursive: true, filter: (from) => !/Singleton|lockfile/.test(from) });
  return to;
}

/** Both sentences of an error stand on the screen, with the button that leads on. */
async function told(code: keyof typeof errorTexts): Promise<void> {
  const panel = byId(`error-${code}`);
  await expect(panel).toBeVisible();
  await expect(panel).toContainText(errorTexts[code].message);
  await expect(panel).toContainText(errorTexts[code].remedy);
}

/** The camera delivers pictures and the video plays them. */
async function live(): Promise<void> {
  await expect(page.locator('[data-camera="live"] video')).toBeVisible();
  const clock = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
  const before = await clock();
  await expect.poll(clock).toBeGreaterThan(before);
}

/** An MJPEG of `count` times the same picture. */
async function stillClip(name: string, picture: Sharp, count = 30): Promise<string> {
  const file = path.join(folder, `${name}.mjpeg`);
  const jpeg = await picture.jpeg({ quality: 90 }).toBuffer();
  writeFileSync(file, Buffer.concat(Array.from({ length: count }, () => jpeg)));
  return file;
}

async function goHome(): Promise<void> {
  await page.keyboard.press('Escape');
  await byId('stop-discard').click();
  await expect(byId('home')).toBeVisible();
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-bad-'));
  desk = noiseClip(folder);
  await open({ dir: path.join(folder, 'data'), documentClip: desk });
  await setUp(page);
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a covered lens is told as a black picture, and the retry brings the live picture back at the same step', async () => {
  station.camera.show(await stillClip('black', sharp({ create: { width: 1280, height: 720, channels: 3, background: '#000' } })));
  await beginPassport(page);
  await told('camera.black');
  await station.shot('fault-black');
  station.camera.show(desk);
  await byId('camera-retry').click();
  await live();
  await expect(byId('error-camera.black')).toHaveCount(0);
  await expect(byId('step-document-front')).toBeVisible();
});

test('a picture that stands still is told as frozen, and the retry brings the live picture back at the same step', async () => {
  station.camera.show(await stillClip('frozen', sharp(firstPicture(desk))));
  await byId('document-back').click();
  await byId('consent-accept').click();
  await told('camera.frozen');
  await station.shot('fault-frozen');
  station.camera.show(desk);
  await byId('camera-retry').click();
  await live();
  await expect(byId('step-document-front')).toBeVisible();
  await goHome();
});

test('a camera that is unplugged at the face step costs nothing: the retry goes on there, with the document kept', async () => {
  station.camera.show(clip('document-good'));
  await beginPassport(page);
  await documentIsCaptured(page);
  await expect(byId('field-surname')).toContainText('HALVORSEN');
  station.camera.show(desk);
  await byId('review-continue').click();
  await expect(byId('step-face')).toBeVisible();
  await live();
  // Stands for the cable: a fake device cannot be pulled, so its track ends as Chromium ends the track of a pulled one.
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks();
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
  });
  await told('camera.unplugged');
  await station.shot('fault-unplugged');
  await byId('camera-retry').click();
  await live();
  await expect(byId('step-face')).toBeVisible();
  await byId('face-back').click();
  await expect(byId('step-review')).toBeVisible();
  await expect(byId('field-surname')).toContainText('HALVORSEN');
  await goHome();
  station.camera.show(desk);
});

for (const [name, code] of [['NotReadableError', 'camera.busy'], ['NotAllowedError', 'camera.blocked']] as const) {
  test(`a camera that answers ${name} is told as ${code}, and the retry goes on`, async () => {
    // Only here: no fake device can be busy or forbidden, so the page's getUserMedia is replaced by one that refuses, once.
    await page.evaluate((refusal) => {
      navigator.mediaDevices.getUserMedia = () => {
        // The own property hides the real one of the prototype until it is taken away.
        Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
        return Promise.reject(new DOMException('refused', refusal));
      };
    }, name);
    await beginPassport(page);
    await told(code);
    await byId('camera-retry').click();
    await live();
    await goHome();
  });
}

test('a truncated picture file is told, and the live picture is back', async () => {
  await beginPassport(page);
  await live();
  const whole = firstPicture(clip('document-good'));
  await byId('import-input').setInputFiles({ name: 'half.jpg', mimeType: 'image/jpeg', buffer: whole.subarray(0, whole.length / 2) });
  await told('file.truncated');
  await station.shot('fault-truncated');
  await live();
});

test('a good picture file is read, and its lane is on record', async () => {
  await byId('import-input').setInputFiles({ name: 'passport.jpg', mimeType: 'image/jpeg', buffer: firstPicture(clip('document-good')) });
  await documentIsCaptured(page);
  await expect(byId('field-surname')).toContainText('HALVORSEN');
  expect(await lanesOfDrafts()).toEqual(['file']);
  expect(station.problems()).toEqual([]);
  await goHome();
  await station.close();
});

test('without any camera the way out is import, and it works from there', async () => {
  await open({ dir: copyOfData('no-camera') });
  await logIn(page);
  await beginPassport(page);
  await told('camera.missing');
  await expect(byId('camera-retry')).toBeVisible();
  await station.shot('fault-missing');
  await byId('import-input').setInputFiles({ name: 'passport.jpg', mimeType: 'image/jpeg', buffer: firstPicture(clip('document-good')) });
  await documentIsCaptured(page);
  await expect(byId('field-surname')).toContainText('HALVORSEN');
  await goHome();
  await station.close();
});

test('a scanner is chosen in the devices, and its page is judged: a black one is refused with its remedy', async () => {
  test.skip(!saneIsInstalled, saneIsMissing);
  const sane = saneDesk();
  await open({ dir: copyOfData('scanner'), documentClip: desk, env: { SANE_CONFIG_DIR: sane.dir } });
  await logIn(page);
  await byId('nav-devices').click();
  await byId('device-scanner').click();
  await byId('device-scanner-test:0').click();
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await station.shot('scan-devices');
  await byId('nav-home').click();
  await beginPassport(page);
  await byId('capture-scan').click();
  await expect(byId('scan-source')).toContainText('Glass');
  await expect(byId('scan-dpi')).toContainText('300 dpi');
  await station.shot('scan-settings');
  await byId('scan-dpi').click();
  await byId('scan-dpi-75').click();
  await byId('scan-start').click();
  // SANE's test device gives a page that is solid black.
  await expect(byId('failure-doc.exposure')).toBeVisible();
  await station.shot('fault-scan-black');
  await byId('capture-retake').click();
  await live();
  await goHome();
  await station.close();
  sane.remove();
});

test('the button on the scanner begins a scan, and each source offers its own settings', async () => {
  const sane = saneDesk();
  const listing = (button: 'yes' | 'no'): string => `
  Scan Mode:
    --source Flatbed|ADF Front [Flatbed]
    --mode Gray|Color [Color]
    --resolution 150|300|600dpi [300]
  Geometry:
    -x 0..215.9mm [215.9]
    -y 0..297mm [297]
  Buttons:
    --scan[=(yes|no)] [${button}] [hardware]
`;
  const feeder = listing('no').replace('[Flatbed]', '[ADF Front]').replace('150|300|600dpi', '100|200dpi').replace('Gray|Color [Color]', 'Lineart|Gray [Gray]');
  const device = sane.scripted({ listing: listing('no'), listings: { 'ADF Front': feeder }, scan: 'cp "$(dirname "$0")/black.png" "$page/page-1.png"; echo "$page/page-1.png"' });
  await sharp({ create: { width: 1000, height: 700, channels: 3, background: '#000' } }).png().toFile(path.join(device.dir, 'black.png'));
  await open({ dir: copyOfData('button'), documentClip: desk, env: { SANE_CONFIG_DIR: sane.dir, PATH: `${device.dir}:${process.env.PATH}` } });
  await logIn(page);
  await byId('nav-devices').click();
  await byId('device-scanner').click();
  await byId('device-scanner-fujitsu:fi:1').click();
  await byId('devices-save').click();
  await byId('nav-home').click();
  await beginPassport(page);
  await byId('capture-scan').click();
  await expect(byId('scan-button')).toBeVisible();
  await byId('scan-source').click();
  await byId('scan-source-feeder').click();
  await expect(byId('scan-dpi')).toContainText('200 dpi');
  await expect(byId('scan-colour')).toContainText('Gray');
  await byId('scan-colour').click();
  await expect(byId('scan-colour-black-white')).toBeVisible();
  await expect(byId('scan-colour-colour')).toHaveCount(0);
  await byId('scan-colour-gray').click();
  await station.shot('scan-button');
  device.says(listing('yes'));
  // The page is solid black.
  await expect(byId('failure-doc.exposure')).toBeVisible();
  expect(device.asked().at(-1)).toContain('--source=ADF Front');
  await byId('capture-retake').click();
  await live();
  await goHome();
  await station.close();
  sane.remove();
});

test('a jam on page 3 keeps pages 1 and 2, and the rest of the stack comes behind them', async () => {
  test.skip(!saneIsInstalled, saneIsMissing);
  const sane = saneDesk();
  const program = sane.faulty(2, 'SANE_STATUS_JAMMED');
  await open({ dir: copyOfData('jam'), documentClip: desk, env: { SANE_CONFIG_DIR: sane.dir, PATH: `${path.dirname(program)}:${process.env.PATH}` } });
  await logIn(page);
  await byId('nav-devices').click();
  await byId('device-scanner').click();
  await byId('device-scanner-test:0').click();
  await byId('devices-save').click();
  await byId('nav-home').click();
  await beginPassport(page);
  await byId('capture-scan').click();
  await byId('scan-source').click();
  await byId('scan-source-feeder').click();
  await byId('scan-dpi').click();
  await byId('scan-dpi-75').click();
  await byId('scan-start').click();
  await told('scanner.jammed');
  await expect(byId('scan-kept')).toContainText('Pages 1 and 2 are kept.');
  await expect(byId('scan-front-2.0')).toBeVisible();
  await station.shot('scan-jammed');
  await byId('scan-onward').click();
  await expect(byId('scan-kept')).toContainText('Pages 1, 2, 3, and 4 are kept.');
  await byId('scan-front-3.0').click();
  await byId('scan-use').click();
  await expect(byId('failure-doc.exposure')).toBeVisible();
  expect(station.problems()).toEqual([]);
  await goHome();
  await station.close();
  sane.remove();
});

test('a scan folder is set by a supervisor, and its file enters the case as a file', async () => {
  const scans = path.join(folder, 'scans');
  mkdirSync(scans);
  await open({ dir: copyOfData('folder'), documentClip: desk });
  await logIn(page);
  await byId('nav-devices').click();
  await byId('scan-folder').fill(scans);
  await byId('scan-settings-save').click();
  await byId('device-scanner').click();
  await byId('device-scanner-folder/watched').click();
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await station.shot('scan-folder-devices');
  await byId('nav-home').click();
  await beginPassport(page);
  await byId('capture-scan').click();
  await expect(byId('scan-progress')).toBeVisible();
  await station.shot('scan-folder-waiting');
  writeFileSync(path.join(scans, 'from the button.jpg'), firstPicture(clip('document-good')));
  await documentIsCaptured(page);
  await expect(byId('field-surname')).toContainText('HALVORSEN');
  expect(await lanesOfDrafts()).toEqual(['file']);
  // Its page lies in the case, so nothing of the customer is left in the folder.
  await expect.poll(() => readdirSync(scans, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.jpg'))).toEqual([]);
  await goHome();
  await station.close();
});

test('a damaged record file is told at the door, and stays as it is', async () => {
  const dir = copyOfData('damaged');
  const store = path.join(dir, 'station/station.db');
  const bytes = readFileSync(store);
  bytes.fill(0x55, 4096 * 2, 4096 * 6);
  writeFileSync(store, bytes);
  await open({ dir });
  await knock();
  await told('store.corrupt');
  await station.shot('fault-store-corrupt');
  await station.close();
  expect(readFileSync(store).equals(bytes)).toBe(true);
});

test('a clock that was set back is told at home with the way out, and no new case begins under it', async () => {
  await open({ dir: copyOfData('clock'), documentClip: desk, env: { VESTIBULE_TEST_CLOCK: '2020-01-01T12:00:00Z' } });
  await logIn(page);
  const warning = byId('warning-clock.set-back');
  await expect(warning).toContainText(errorTexts['clock.set-back'].message);
  await expect(warning).toContainText(errorTexts['clock.set-back'].remedy);
  await expect(warning).toHaveAttribute('role', 'alert');
  await expect(byId('new-customer')).toBeDisabled();
  await page.keyboard.press('Control+n');
  await expect(byId('home')).toBeVisible();
  await station.shot('fault-clock');
  // Whatever a window asks for, the station takes no case under such a clock.
  const answer = await page.evaluate(() => (window as unknown as { vestibule: { call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> } }).vestibule.call('draft.save', { caseId: crypto.randomUUID(), state: {} }));
  expect(answer).toMatchObject({ ok: false, error: { code: 'clock.set-back' } });
  // It was the earlier one that was wrong: a supervisor says so.
  await byId('clock-passphrase').fill(passphrase);
  await byId('clock-accept').click();
  await expect(warning).toBeHidden();
  await expect(byId('new-customer')).toBeEnabled();
});

/** Without a keystore of the system the records open with the passphrase, so what is wrong with them is told then. */
async function knock(): Promise<void> {
  const passphraseField = byId('login-passphrase');
  await expect(passphraseField.or(page.getByRole('alert'))).toBeVisible();
  if (!(await passphraseField.isVisible())) return;
  await passphraseField.fill(passphrase);
  await byId('login-submit').click();
}

/** What the drafts on this station say of where their pictures come from. */
function lanesOfDrafts(): Promise<unknown[]> {
  return page.evaluate(async () => {
    type Bridge = { call(name: string, input: unknown): Promise<{ value: { state: { sides: Record<string, { lane: string }> } }[] }> };
    const { value } = await (window as unknown as { vestibule: Bridge }).vestibule.call('draft.list', {});
    return value.flatMap((draft) => Object.values(draft.state.sides).map((side) => side.lane));
  });
}
