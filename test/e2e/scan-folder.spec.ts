/** A scan folder in the real window: its files are the case's own, their notes are seen, and none leaves the folder that no case holds. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { specimen } from '../../scripts/specimens/catalogue.ts';
import { pixelsOf } from '../../scripts/specimens/raster.ts';
import { launchStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { beginDocument, documentIsCaptured, scanFromFolder, setUp } from './walk.ts';

/** Both sides as a multi-function printer puts them into a folder, each alone on a white page; the front went through an editor. */
async function pages(): Promise<{ front: Buffer; back: Buffer; other: Buffer }> {
  const lid = { r: 247, g: 247, b: 245 };
  const page = (card?: Buffer): Sharp => sharp({ create: { width: 1500, height: 1000, channels: 3, background: lid } }).composite(card ? [{ input: card, left: 200, top: 150 }] : []);
  const [front, back] = await Promise.all((await specimen('id-card')).slice(0, 2).map(({ sheet }) => pixelsOf(sheet).resize(1011, 638).flatten({ background: lid }).png().toBuffer()));
  return {
    front: await page(front).withExif({ IFD0: { Software: 'Adobe Photoshop 25.0' } }).jpeg({ quality: 92 }).toBuffer(),
    back: await page(back).jpeg({ quality: 92 }).toBuffer(),
    other: await page().jpeg({ quality: 92 }).toBuffer(),
  };
}

test('files of a scan folder', async () => {
  const clips = mkdtempSync(path.join(tmpdir(), 'vestibule-folder-clip-'));
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-folder-'));
  const files = await pages();
  const station = await launchStation({ size: { width: 1280, height: 800 }, documentClip: noiseClip(clips) });
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  const lying = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'));
  await setUp(page);
  await byId('nav-devices').click();
  await byId('scan-folder').fill('scans');
  await byId('scan-settings-save').click();
  await expect(byId('error-scanner.folder-path')).toBeVisible();
  await scanFromFolder(page, folder);
  await beginDocument(page, 'id-card');
  for (const [i, name] of (['front', 'back', 'other'] as const).entries()) writeFileSync(path.join(folder, `${i}-${name}.jpg`), files[name]);
  await byId('capture-scan').click();
  await expect(byId('scan-front-1.0')).toHaveAttribute('aria-pressed', 'true');
  await expect(byId('scan-back-2.0')).toHaveAttribute('aria-pressed', 'true');
  await expect(byId('scan-front-3.0')).toBeVisible();
  await expect(byId('scan-sheet')).toHaveAttribute('data-phase', 'still');
  expect(lying().length).toBe(3);
  await byId('scan-use').click();
  await documentIsCaptured(page).catch(async () => { await station.shot('scan-folder-stuck'); throw new Error('both sides were not taken'); });
  const front = await page.evaluate(async () => {
    type Side = { captureId: string; lane: string; results: { id: string; status: string }[] };
    type Bridge = { call(name: string, input: unknown): Promise<{ value: unknown }> };
    const { vestibule } = window as unknown as { vestibule: Bridge };
    const [draft] = (await vestibule.call('draft.list', {})).value as { state: { sides: { front: Side } } }[];
    const side = draft!.state.sides.front;
    const { capture } = (await vestibule.call('capture.get', { captureId: side.captureId })).value as { capture: { sha256: string; provenance: { lane: string; device: string } } };
    return { ...capture.provenance, sha256: capture.sha256, metadata: side.results.find((r) => r.id === 'auth.metadata')?.status };
  });
  expect(front).toMatchObject({ lane: 'file', device: 'Scan folder', metadata: 'fail', sha256: createHash('sha256').update(files.front).digest('hex') });
  await expect.poll(lying).toEqual(['2-other.jpg']);
  expect(readFileSync(path.join(folder, '2-other.jpg')).equals(files.other)).toBe(true);
  expect(station.problems()).toEqual([]);
  await station.close();
  rmSync(clips, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});
