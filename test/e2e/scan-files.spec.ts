/** Files of several pages in the scan folder, in the real window: TIFF in colours, inks and fax black and white, and PDF, each page a picture to choose. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { writePdf } from '../../scripts/specimens/pdf/write.ts';
import { launchStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { beginDocument, scanFromFolder, setUp } from './walk.ts';

const size = { width: 600, height: 848 };
const blank = (colour: string): Sharp => sharp({ create: { ...size, channels: 3, background: colour } });
const stack = async (...colours: string[]): Promise<Sharp> => sharp(await Promise.all(colours.map((colour) => blank(colour).png().toBuffer())), { join: { animated: true } });
const pdfPage = async (colour: string) => ({ marks: [{ kind: 'picture' as const }], jpeg: { bytes: new Uint8Array(await blank(colour).jpeg({ quality: 95 }).toBuffer()), ...size } });

/** In the order of their names; what each page shows. */
const files: { name: string; bytes: () => Promise<Uint8Array>; shows: string[] }[] = [
  { name: '1-colour.tif', bytes: async () => (await stack('#c81e1e', '#1e1ec8', '#1ec81e')).tiff({ compression: 'lzw' }).toBuffer(), shows: ['red', 'blue', 'green'] },
  { name: '2-inks.tif', bytes: async () => (await stack('#c81e1e', '#1e1ec8')).toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(), shows: ['red', 'blue'] },
  { name: '3-fax.tif', bytes: async () => (await stack('#ffffff', '#000000')).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(), shows: ['white', 'black'] },
  { name: '4-paper.pdf', bytes: async () => writePdf({ pages: [await pdfPage('#c81e1e'), await pdfPage('#1e1ec8')] }), shows: ['red', 'blue'] },
];

test('files of several pages', async () => {
  const clips = mkdtempSync(path.join(tmpdir(), 'vestibule-files-clip-'));
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-files-'));
  const station = await launchStation({ size: { width: 1280, height: 800 }, documentClip: noiseClip(clips) });
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  await setUp(page);
  await byId('nav-devices').click();
  await scanFromFolder(page, folder);
  await beginDocument(page, 'id-card');
  for (const { name, bytes } of files) writeFileSync(path.join(folder, name), await bytes());
  await byId('capture-scan').click();
  const shown = byId('scan-sheet').locator('.page img');
  await expect(shown).toHaveCount(files.flatMap(({ shows }) => shows).length);
  await expect(byId('scan-sheet')).toHaveAttribute('data-phase', 'still');
  await station.shot('scan-files');
  // A page of the fax is all white or all black: the colour in the middle says which page is shown.
  const seen = await shown.evaluateAll((images) => images.map((image) => {
    const picture = image as HTMLImageElement;
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!;
    context.drawImage(picture, picture.naturalWidth / 2, picture.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    const high = (value: number): boolean => value > 140;
    const words: Record<string, string> = { 'true,false,false': 'red', 'false,true,false': 'green', 'false,false,true': 'blue', 'true,true,true': 'white', 'false,false,false': 'black' };
    return words[[r, g, b].map(high).join(',')] ?? `${r},${g},${b}`;
  }));
  expect(seen).toEqual(files.flatMap(({ shows }) => shows));
  expect(station.problems()).toEqual([]);
  await byId('scan-close').click();
  await station.close();
  for (const dir of [clips, folder]) rmSync(dir, { recursive: true, force: true });
});
