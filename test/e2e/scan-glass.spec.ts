/** Both sides of a card on one glass of a driverless scanner: found, cut out, paired, and both in the case with lane and device, and at the scale that the golden card showed on that glass. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { specimen } from '../../scripts/specimens/catalogue.ts';
import { pixelsOf } from '../../scripts/specimens/raster.ts';
import { startEsclServer } from '../fakes/escl-server.ts';
import { goldenOnGlass } from './golden-glass.ts';
import { launchStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { beginDocument, documentIsCaptured, setUp } from './walk.ts';

/** A4 at 300 dpi with a scanner's white lid; the back lies above the front, a little askew. */
async function glass(): Promise<Buffer> {
  const [front, back] = await specimen('id-card');
  const lid = { r: 247, g: 247, b: 245 };
  const card = (side: NonNullable<typeof front>, turn: number): Promise<Buffer> =>
    pixelsOf(side.sheet).resize(1011, 638).flatten({ background: lid }).rotate(turn, { background: lid }).png().toBuffer();
  return sharp({ create: { width: 2480, height: 3508, channels: 3, background: lid } })
    .composite([{ input: await card(back!, 2), left: 300, top: 300 }, { input: await card(front!, -3), left: 500, top: 1500 }])
    .jpeg({ quality: 92 }).toBuffer();
}

test('front and back of a card on one glass', async () => {
  const server = await startEsclServer({ papers: [await goldenOnGlass()] });
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-glass-'));
  const station = await launchStation({ size: { width: 1280, height: 800 }, documentClip: noiseClip(folder) });
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  await setUp(page);
  await byId('nav-devices').click();
  await byId('scan-addresses').fill(server.address);
  await byId('scan-settings-save').click();
  await byId('device-scanner').click();
  await byId(`device-scanner-escl/at:${server.address}`).click();
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await byId('golden-scanner').click();
  await byId('golden-measure').click();
  await byId('golden-baseline').click();
  await expect(byId('golden-kept')).toBeVisible();
  server.behave({ papers: [await glass()] });
  await byId('nav-home').click();
  await beginDocument(page, 'id-card');
  await byId('capture-scan').click();
  await expect(byId('scan-paper')).toContainText('All of it');
  await byId('scan-start').click();
  // The one with a face is offered as the front, although it lies below.
  await expect(byId('scan-front-1.1')).toHaveAttribute('aria-pressed', 'true');
  await expect(byId('scan-back-1.0')).toHaveAttribute('aria-pressed', 'true');
  await station.shot('scan-glass');
  await byId('scan-use').click();
  await documentIsCaptured(page).catch(async () => { await station.shot('scan-glass-stuck'); throw new Error('both sides were not taken'); });
  await expect(byId('field-surname')).toContainText('SANTOSO');
  const sealed = await page.evaluate(async () => {
    type Draft = { state: { sides: Record<string, { captureId: string; lane: string; desk?: { dpi: number }; results: { id: string; values?: { from?: string } }[] }> } };
    type Bridge = { call(name: string, input: unknown): Promise<{ value: unknown }> };
    const { vestibule } = window as unknown as { vestibule: Bridge };
    const [draft] = (await vestibule.call('draft.list', {})).value as Draft[];
    const sides = Object.values(draft!.state.sides);
    const captures = await Promise.all(sides.map(async ({ captureId }) => ((await vestibule.call('capture.get', { captureId })).value as { capture: { provenance: { lane: string; device: string } } }).capture.provenance));
    return captures.map(({ lane, device }, i) => ({ lane, device, dpi: Math.round((sides[i]!.desk?.dpi ?? 0) / 10) * 10, from: sides[i]!.results.find(({ id }) => id === 'doc.resolution')?.values?.from }));
  });
  const from = { lane: 'scanner', device: 'Nordlys OfficeScan 40 (Glass, 300 dpi, Colour)', dpi: 300, from: 'card' };
  expect(sealed).toEqual([from, from]);
  expect(station.problems()).toEqual([]);
  await station.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
