/** The golden card before a camera: measured, judged against the camera's own baseline, and plotted; and what the document step then knows of that camera. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { createEngines } from '../../cli/engines.ts';
import { pdfReader } from '../../cli/pdf-host.ts';
import type { Frame } from '../../core/frame.ts';
import { cardSizeNames } from '../../core/golden-card/layout.ts';
import { measureGoldenCard } from '../../core/golden-card/measure.ts';
import { serialText } from '../../core/golden-card/serial.ts';
import { photographer } from '../../scripts/bench/golden-card/run.ts';
import { photograph, type Shot } from '../../scripts/bench/golden-card/camera.ts';
import { specimen } from '../../scripts/specimens/catalogue.ts';
import { createRandom } from '../../scripts/specimens/random.ts';
import { startEsclServer } from '../fakes/escl-server.ts';
import { goldenOnGlass } from './golden-glass.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { beginPassport, setUp } from './walk.ts';

const good: Shot = {
  size: 'id-1', width: 1280, height: 720, dpi: 240, turn: 1, tilt: { x: 2, y: -2 }, off: { x: 20, y: 10 }, radial: -0.02, blur: 3, exposure: 0.75, vignetting: 0.08, gains: [1, 1, 0.98], veil: 0.01,
  noise: { shot: 0.004, read: 0.002 }, lamps: [],
};
const bad: Shot = { ...good, exposure: 0.6, blur: 11, veil: 0.09, gains: [1.1, 1, 0.75], lamps: [{ x: 70, y: 16, radius: 9, strength: 0.8 }] };

/** The same desk with a lamp at the upper right, over the card and over a passport. */
const lamp: Shot = { ...good, lamps: bad.lamps };
const passportUnderLamp: Shot = { ...good, size: 'id-3', dpi: 170, lamps: [{ x: 90, y: 22, radius: 12, strength: 4 }] };

let folder: string;
let clips: { good: string; bad: string; none: string; lamp: string; passport: string };
let scanned: Buffer;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-golden-'));
  const take = photographer();
  const clipOf = async (name: string, picture: Sharp): Promise<string> => {
    // Some a hundredth darker, in no rhythm: pictures that never differ are those of a frozen camera, and a busy machine looks at every second one only.
    const jpegs = await Promise.all([1, 0.99, 0.98].map((brightness) => picture.clone().modulate({ brightness }).jpeg({ quality: 95, chromaSubsampling: '4:2:0' }).toBuffer()));
    const file = path.join(folder, `${name}.mjpeg`);
    const random = createRandom(name);
    writeFileSync(file, Buffer.concat(Array.from({ length: 60 }, () => jpegs[Math.floor(random.next() * 3)]!)));
    return file;
  };
  const frameClip = (name: string, { width, height, data }: Frame) => clipOf(name, sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha());
  const shotClip = (name: string, shot: Shot) => frameClip(name, take(shot, name));
  const noise = Buffer.from(Array.from({ length: 1280 * 720 * 3 }, (_, i) => 90 + ((i * 2654435761) >>> 0) % 90));
  scanned = await goldenOnGlass();
  const passport = photograph(passportUnderLamp, (await specimen('passport'))[0]!.sheet, createRandom('passport under a lamp'));
  clips = { good: await shotClip('good', good), bad: await shotClip('bad', bad), lamp: await shotClip('lamp', lamp), passport: await frameClip('passport', passport), none: await clipOf('none', sharp(noise, { raw: { width: 1280, height: 720, channels: 3 } })) };
});
test.afterEach(() => station?.close());
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function measure(clip: keyof typeof clips): Promise<void> {
  station.camera.show(clips[clip]);
  await byId('nav-home').click();
  await byId('nav-devices').click();
  await expect(byId('preview-document')).toHaveAttribute('data-state', 'live');
  await byId('golden-document').click();
  await byId('golden-measure').click();
}

test('a camera is measured with the golden card, gets a baseline, and is told what got worse', async () => {
  station = await launchStation({ size: { width: 1280, height: 1400 }, documentClip: clips.good });
  page = station.page;
  await setUp(page);
  await measure('none');
  await expect(byId('error-golden.not-found')).toBeVisible();

  await measure('good');
  await expect(byId('golden-fine')).toBeVisible();
  await expect(byId('golden-dpi')).toContainText(/2[34]\d dpi/);
  await byId('golden-keep').click();
  await expect(byId('golden-kept')).toBeVisible();
  await expect(byId('golden-sharpnessCentre')).toContainText('at least');
  await expect(byId('golden-map-text')).toHaveText('No lamp is mirrored on the card.');
  await expect(byId('golden-glare')).toContainText('at most 4.0 %');
  await station.shot('golden-card-good');

  await measure('bad');
  for (const code of ['lamp', 'lens-dirty', 'white-balance', 'out-of-focus']) await expect(byId(`finding-golden.${code}`), code).toBeVisible();
  await expect(byId('finding-golden.lamp')).toContainText('top right');
  await expect(byId('golden-sharpnessCorners')).toContainText('worse');
  await expect(byId('golden-map-text')).toContainText('top right');
  await expect(byId('golden-map').locator('rect.lit[data-zone=top-right]')).toBeVisible();
  await expect(byId('golden-map').locator('rect:not(.lit)[data-zone=bottom-left]')).toBeVisible();
  await expect(byId('golden-sharpnessCorners').getByRole('img')).toHaveAccessibleName(/^Sharpness, corners \(MTF50\): 2 measurements from \w{3} \d+, \d{4} to .*First \d\.\d\d lp\/mm, last \d\.\d\d lp\/mm; .*Outside what is allowed: 1\.$/);
  await byId('golden-keep').click();
  await expect(byId('golden-kept')).toBeVisible();
  await page.getByTestId('golden-panel').scrollIntoViewIfNeeded();
  await station.shot('golden-card-bad');

  const server = await startEsclServer({ papers: [scanned] });
  await byId('scan-addresses').fill(server.address);
  await byId('scan-settings-save').click();
  await byId('device-scanner').click();
  await byId(`device-scanner-escl/at:${server.address}`).click();
  await byId('golden-scanner').click();
  // The camera's own panel gave way.
  await byId('golden-measure').click();
  await expect(byId('golden-dpi')).toContainText(/(299|30[0-2]) dpi/);
  await byId('golden-keep').click();
  await expect(byId('golden-kept')).toBeVisible();
  await station.shot('golden-card-scanner');
  await server.close();

  await byId('nav-trail').click();
  await expect(page.getByText('Golden card measured')).toHaveCount(3);
  expect(station.problems()).toEqual([]);
});

test('the document step knows the lamp that the card showed at this desk, and Devices what was seen of the camera', async () => {
  station = await launchStation({ size: { width: 1280, height: 1400 }, documentClip: clips.good });
  page = station.page;
  await setUp(page);
  for (const clip of ['good', 'lamp'] as const) {
    await measure(clip);
    await expect(byId('golden-fine').or(byId('finding-golden.lamp'))).toBeVisible();
    // The rate is told over four seconds of pictures.
    await page.waitForTimeout(5000);
    await byId('golden-keep').click();
    await expect(byId('golden-kept')).toBeVisible();
  }
  await byId('nav-home').click();
  await byId('nav-devices').click();
  await expect(byId('history-line-document')).toHaveText(/^\s*No fault · days of use in the last thirty: 1 · slowest rate: \d+ a second\s*$/);
  await byId('history-line-document').scrollIntoViewIfNeeded();
  await station.shot('camera-history');

  station.camera.show(clips.passport);
  await byId('nav-home').click();
  await beginPassport(page);
  await expect(byId('coach')).toContainText('lamp at the upper right');
  await byId('capture-manual').click();
  await expect(byId('failure-doc.glare')).toContainText('lamp at the upper right');
  await station.shot('document-known-lamp');
  expect(station.problems()).toEqual([]);
});

test('a desk without the card is reminded, and gets one from the station: each size measures as large as it is on its page', async () => {
  station = await launchStation({ size: { width: 1280, height: 1000 }, documentClip: clips.good });
  page = station.page;
  await setUp(page);
  await expect(byId('warning-camera.card-first')).toContainText('was not yet measured with the golden card');
  await expect(byId('new-customer')).toBeEnabled();
  await station.shot('golden-card-first');
  await byId('nav-devices').click();
  await expect(byId('preview-document')).toHaveAttribute('data-state', 'live');
  await byId('golden-document').click();
  await byId('golden-print').click();
  await station.shot('golden-card-print');
  const opencv = await createEngines().opencv();
  for (const size of cardSizeNames) {
    await byId('golden-size').click();
    await byId(`golden-size-${size}`).click();
    const file = path.join(folder, `${size}.pdf`);
    // Stands for the dialog of the operating system, which no test can press.
    await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
    await byId('sheet-save').click();
    await expect(byId('sheet-done')).toBeVisible();
    const contents = await pdfReader.read(readFileSync(file));
    expect(contents.pageCount, size).toBe(1);
    const [sheet] = contents.pages;
    const picture = sheet!.picture!;
    const { card, dpi } = measureGoldenCard(opencv, picture);
    expect(card.size).toBe(size);
    expect(sheet!.text.map((row) => row.text).join(' ')).toContain(`golden card ${size.toUpperCase()} ${serialText(card.serial)}`);
    // A page of A4 is 210 mm wide.
    expect(Math.abs(dpi / ((picture.width / 210) * 25.4) - 1), size).toBeLessThan(0.005);
  }
  expect(station.problems()).toEqual([]);
});
