/**
 * Cameras as they come and go: two of Chromium's own fake devices, each with focus and exposure of its own, taken away between two starts;
 * one that is pulled and put back fifty times within a journey, and at each later step; one that a sleeping computer lost; a slow one; one that is a program.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { errorTexts } from '../../core/errors.ts';
import { clip } from './clips.ts';
import { launchStation, type LaunchOptions, type RunningStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { beginPassport, challengeToStatement, documentIsCaptured, faceToChallenge, logIn, setUp } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const fakes = (setting: string): string[] => [`--use-fake-device-for-media-stream=${setting}`];

async function open(name: string, options: LaunchOptions): Promise<void> {
  station = await launchStation({ dir: path.join(folder, name), size: { width: 1280, height: 800 }, ...options });
  page = station.page;
}
const live = () => expect(page.locator('[data-camera="live"] video')).toBeVisible();

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'vestibule-cameras-')); });
test.afterEach(async () => { await station.close(); });
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Flipped left to right on the screen. */
const isMirrored = (video: Locator) => video.evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a === -1);

type Settings = MediaTrackSettings & { focusMode?: string; focusDistance?: number };
const settings = () => page.locator('video').first().evaluate((video: HTMLVideoElement): Settings => (video.srcObject as MediaStream).getVideoTracks()[0]!.getSettings());

test('each role has its camera with its own focus, found again after a start', async () => {
  await open('two', { switches: fakes('device-count=2') });
  await setUp(page);
  await byId('nav-devices').click();
  await byId('device-document').click();
  await page.getByRole('option', { name: 'fake_device_1' }).click();
  await expect(byId('preview-document')).toHaveAttribute('data-state', 'live');
  await byId('controls-document').locator('summary').click();
  await byId('control-document-focusDistance').fill('30');
  await expect.poll(async () => (await settings()).focusDistance).toBe(30);
  await station.shot('devices-controls');
  // The other role shows the other one beside it, at once, and as in a mirror.
  await byId('device-face').click();
  await page.getByRole('option', { name: 'fake_device_0' }).click();
  const shown = { document: byId('preview-document').locator('video'), face: byId('preview-face').locator('video') };
  for (const [kind, name, mirrored] of [['document', 'fake_device_1', false], ['face', 'fake_device_0', true]] as const) {
    await expect(byId(`preview-${kind}`)).toHaveAttribute('data-state', 'live');
    expect(await labelOf(shown[kind])).toBe(name);
    expect(await isMirrored(shown[kind])).toBe(mirrored);
  }
  await byId('support-write').click();
  await expect(byId('support-written')).toBeVisible();
  const [, file = '', exports = ''] = /written: (\S+)\s+It lies in (.*)/.exec(await byId('support-written').innerText()) ?? [];
  expect((JSON.parse(readFileSync(path.join(exports, file), 'utf8')) as { cameras: unknown }).cameras).toEqual([{ name: 'fake_device_0' }, { name: 'fake_device_1' }]);
  await byId('support').scrollIntoViewIfNeeded();
  await station.shot('devices-support');
  const clocks = () => Promise.all(Object.values(shown).map((video) => video.evaluate((element: HTMLVideoElement) => element.currentTime)));
  const before = await clocks();
  await expect.poll(async () => (await clocks()).every((now, i) => now > before[i]!)).toBe(true);
  await station.shot('devices-two-cameras');
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await station.close();
  await open('two', { switches: fakes('device-count=2') });
  await logIn(page);
  await beginPassport(page);
  await live();
  expect(await settings()).toMatchObject({ focusMode: 'manual', focusDistance: 30 });
  expect(await cameraName()).toBe('fake_device_1');
});

test('a camera that is gone after a start is told, another one takes its place with one press, and keeps it', async () => {
  await open('two', { switches: fakes('device-count=1') });
  await logIn(page);
  await beginPassport(page);
  await expect(byId('error-camera.away')).toContainText(errorTexts['camera.away'].remedy);
  await station.shot('fault-other-camera');
  await byId('camera-other').filter({ hasText: 'fake_device_0' }).click();
  await live();
  expect(await cameraName()).toBe('fake_device_0');
  // The picture of that fake device is green all over.
  await expect(byId('camera-warning')).toContainText(errorTexts['camera.one-colour'].message);
  await byId('document-back').click();
  await byId('consent-accept').click();
  await live();
  expect(await cameraName()).toBe('fake_device_0');
});

test('another camera in the chosen one’s socket is told, taken with one press, and chosen for good under Devices', async () => {
  await open('socket', { switches: fakes('device-count=1') });
  await setUp(page);
  // Stands for the exchange: Chromium’s fake device cannot take another name while it runs.
  const exchange = (): void => {
    if (!isSecureContext) return;
    const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    navigator.mediaDevices.enumerateDevices = async () => (await all()).map((device) => (device.kind === 'videoinput' ? { ...device.toJSON(), label: 'Spare camera' } as MediaDeviceInfo : device));
  };
  await page.evaluate(exchange);
  // The page after a case is a new one.
  await page.addInitScript(exchange);
  await beginPassport(page);
  await expect(byId('error-camera.changed')).toContainText(errorTexts['camera.changed'].remedy);
  await byId('camera-other').filter({ hasText: 'Spare camera' }).click();
  await live();
  await page.keyboard.press('Escape');
  await byId('stop-discard').click();
  await byId('nav-devices').click();
  await expect(byId('preview-document')).toContainText(errorTexts['camera.changed'].message);
  for (const kind of ['document', 'face']) {
    await byId(`device-${kind}`).click();
    await page.getByRole('option', { name: 'Spare camera' }).click();
    await expect(byId(`preview-${kind}`)).toHaveAttribute('data-state', 'live');
  }
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await byId('nav-home').click();
  await beginPassport(page);
  await live();
});

test('a document camera with more than full HD is used at what it delivers, the face camera at full HD', async () => {
  await open('large', { switches: fakes('device-count=2,fps=30') });
  await setUp(page);
  await byId('nav-devices').click();
  const width = async (kind: 'document' | 'face') => {
    await expect(byId(`preview-${kind}`)).toHaveAttribute('data-state', 'live');
    const now = () => byId(`preview-${kind}`).locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth);
    await expect.poll(now).toBeGreaterThan(0);
    return now();
  };
  const delivered = await width('document');
  console.log(`the document camera says 3840 and is used at ${delivered}`);
  // On a computer that cannot take ten such pictures a second it goes on as before: either is right, nothing between.
  expect([3840, 1920]).toContain(delivered);
  expect(await width('face')).toBe(1920);
  // The next page, which comes with the next customer, begins where this one ended: the camera is not tried out again.
  const kept = () => page.evaluate(() => sessionStorage.getItem('document-camera-sizes'));
  await expect.poll(kept).toContain(`"width":${delivered}`);
  const before = await kept();
  const gone = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith('about:'));
  await page.evaluate(() => (window as unknown as { vestibule: { call(name: string, input: unknown): Promise<unknown> } }).vestibule.call('page.renew', { news: null }));
  await gone;
  await expect(byId('nav-devices')).toBeVisible();
  expect(await kept()).toBe(before);
  await byId('nav-devices').click();
  expect(await width('document')).toBe(delivered);
  // As it was opened: a camera that was tried out has the constraints of that trial.
  expect(await byId('preview-document').locator('video').evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]!.getConstraints().frameRate)).toBe(30);
});

test('a stream that ended while the computer slept is live again when it wakes, at the same step', async () => {
  await open('slept', { documentClip: noiseClip(folder) });
  await setUp(page);
  await beginPassport(page);
  await live();
  const video = page.locator('video');
  const track = () => video.evaluate((element: HTMLVideoElement) => { const [one] = (element.srcObject as MediaStream).getVideoTracks(); return { id: one!.id, state: one!.readyState }; });
  const before = await track();
  // A sleep tells the page nothing: no event of the track, none of the devices.
  await video.evaluate((element: HTMLVideoElement) => (element.srcObject as MediaStream).getVideoTracks()[0]!.stop());
  expect(await track()).toEqual({ id: before.id, state: 'ended' });
  await station.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect.poll(async () => { const { id, state } = await track(); return id !== before.id && state === 'live'; }).toBe(true);
  await live();
  const clock = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  const from = await clock();
  await expect.poll(clock).toBeGreaterThan(from);
  await expect(byId('step-document-front')).toBeVisible();
  expect(station.problems()).toEqual([]);
});

test('a camera that is pulled at the live check, and at the statement, costs neither step', async () => {
  await open('later-steps', { documentClip: clip('document-good'), faceClip: clip('face-customer') });
  await setUp(page);
  await beginPassport(page);
  await live();
  expect(await isMirrored(page.locator('video'))).toBe(false);
  await documentIsCaptured(page);
  await faceToChallenge(station, 'face');
  await page.evaluate(watchCameras);
  const pullAt = async (step: string): Promise<void> => {
    await live();
    expect(await isMirrored(page.locator('video'))).toBe(true);
    await page.evaluate(() => (window as unknown as Cables).pull());
    await expect(byId('error-camera.unplugged')).toBeVisible();
    await expect(byId(step)).toBeVisible();
    await page.evaluate(() => (window as unknown as Cables).plug());
    await live();
    await expect(byId(step)).toBeVisible();
  };
  await pullAt('step-challenge');
  await challengeToStatement(page);
  await pullAt('step-statement');
  await station.shot('statement-camera-back');
  expect(station.problems()).toEqual([]);
});

test('a camera that gives two pictures a second is told while the journey goes on', async () => {
  await open('slow', { switches: fakes('device-count=1,fps=2') });
  await setUp(page);
  await beginPassport(page);
  await live();
  await expect(byId('camera-warning')).toContainText(errorTexts['camera.slow'].message);
  await station.shot('camera-slow');
});

test('a camera that is a program is named under Devices, and the journey refuses it where the policy does', async () => {
  await open('virtual', { documentClip: noiseClip(folder), cameraName: 'OBS Virtual Camera' });
  await setUp(page);
  await byId('nav-devices').click();
  await expect(byId('camera-warning-document').or(byId('preview-document').getByText(errorTexts['camera.virtual'].message))).toBeVisible();
  await byId('nav-home').click();
  await beginPassport(page);
  await expect(byId('error-camera.virtual')).toContainText(errorTexts['camera.virtual'].remedy);
  await station.shot('fault-virtual');
});

/**
 * Stands for the cable: a fake device cannot be pulled while it runs, so its track ends as Chromium ends the one of a pulled camera and the list
 * of devices is empty until it is back. Streams are opened and closed for real.
 */
const pulls = 50;
test(`a camera that is pulled and put back ${pulls} times costs no step, no stream and no worker`, async () => {
  await open('pulled', { documentClip: noiseClip(folder) });
  await setUp(page);
  await beginPassport(page);
  await live();
  await page.evaluate(watchCameras);
  const round = async (): Promise<void> => {
    await page.evaluate(() => (window as unknown as Cables).pull());
    await expect(byId('error-camera.unplugged')).toBeVisible();
    await page.evaluate(() => (window as unknown as Cables).plug());
    await live();
    await expect(byId('step-document-front')).toBeVisible();
  };
  // What the first rounds load and compile once does not count.
  for (let n = 0; n < 15; n += 1) await round();
  const before = await state();
  for (let n = 0; n < pulls; n += 1) await round();
  const after = await state();
  const megabytes = (one: typeof before): string => `${(one.heap / 1e6).toFixed(2)} MB and ${(one.code / 1e6).toFixed(2)} MB of code`;
  console.log(`pulled ${pulls} times: open streams ${before.streams} -> ${after.streams}, workers ${before.workers} -> ${after.workers}, heap of the page ${megabytes(before)} -> ${megabytes(after)}`);
  expect(after).toMatchObject({ streams: 1, workers: before.workers });
  expect(after.heap).toBeLessThan(before.heap * 1.05);
  expect(station.problems()).toEqual([]);
});

const labelOf = (video: Locator) => video.evaluate((element: HTMLVideoElement) => (element.srcObject as MediaStream).getVideoTracks()[0]!.label);
const cameraName = () => labelOf(page.locator('video').first());

/** `heap`: bytes of all that lives after collection but machine code, which the engine goes on making of the same functions for minutes. */
async function state(): Promise<{ streams: number; workers: number; heap: number; code: number }> {
  const inspector = await page.context().newCDPSession(page);
  let pieces: string[] = [];
  inspector.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  // A frame under way holds its own until it is done, on a busy machine for longer than a collection takes: the least of three counts.
  const counts: { heap: number; code: number }[] = [];
  for (let n = 0; n < 3; n += 1) {
    pieces = [];
    await inspector.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(200);
    await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    counts.push(sizesIn(JSON.parse(pieces.join('')) as HeapSnapshot));
  }
  await inspector.detach();
  const { heap, code } = counts.reduce((least, one) => (one.heap < least.heap ? one : least));
  return { streams: await page.evaluate(() => (window as unknown as Cables).open()), workers: page.workers().length, heap, code };
}

/** V8's own format: one row of numbers a node, named by `meta`. */
type HeapSnapshot = { snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }; nodes: number[] };

function sizesIn({ snapshot: { meta }, nodes }: HeapSnapshot): { heap: number; code: number } {
  const [type, size] = ['type', 'self_size'].map((field) => meta.node_fields.indexOf(field)) as [number, number];
  const sizes = { heap: 0, code: 0 };
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) sizes[meta.node_types[0][nodes[at + type]!] === 'code' ? 'code' : 'heap'] += nodes[at + size]!;
  return sizes;
}

type Cables = { pull(): void; plug(): void; open(): number };

function watchCameras(): void {
  const { mediaDevices } = navigator;
  const proto = Object.getPrototypeOf(mediaDevices) as MediaDevices;
  const tracks = new Set<WeakRef<MediaStreamTrack>>();
  let away = false;
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await proto.getUserMedia.call(mediaDevices, wanted);
    for (const track of stream.getTracks()) tracks.add(new WeakRef(track));
    return stream;
  };
  mediaDevices.enumerateDevices = async () => (away ? [] : proto.enumerateDevices.call(mediaDevices));
  Object.assign(window, {
    pull: () => {
      away = true;
      const [track] = (document.querySelector('video')!.srcObject as MediaStream).getVideoTracks();
      track!.stop();
      track!.dispatchEvent(new Event('ended'));
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    plug: () => {
      away = false;
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    open: () => [...tracks].filter((track) => track.deref()?.readyState === 'live').length,
  });
}
