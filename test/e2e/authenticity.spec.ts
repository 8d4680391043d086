/** A copy in the real station: brought as a file that an editor wrote, told with its places on the result screen and nowhere before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { clip } from './clips.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { beginPassport, documentIsCaptured, faceToResult, setUp } from './walk.ts';

let folder: string;
let station: RunningStation;

test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-authenticity-'));
  station = await launchStation({ dir: path.join(folder, 'data'), documentClip: clip('document-blurred'), faceClip: clip('face-customer'), size: { width: 1280, height: 800 } });
  await setUp(station.page);
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a gray copy saved by an editor goes to staff; the customer\'s screen says nothing of it', async () => {
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  const copy = await sharp(jpegFramesOf(clip('document-good'))[0]!).grayscale().jpeg({ quality: 92 }).withExif({ IFD0: { Software: 'GIMP 2.10.36' } }).toBuffer();
  await beginPassport(page);
  await byId('import-input').setInputFiles({ name: 'passport.jpg', mimeType: 'image/jpeg', buffer: copy });
  await documentIsCaptured(page);
  await expect(page.getByText('auth.')).toHaveCount(0);
  await faceToResult(station, 'face');
  const fraud = byId('reasons-fraud');
  await expect(fraud.getByTestId('reason-auth.altered')).toContainText('Staff must look at the document itself');
  await expect(fraud.getByTestId('reason-auth.gray-copy')).toBeVisible();
  // The worker judged the file itself, not the copy that it made for screen and record.
  await expect(fraud.getByTestId('reason-auth.metadata')).toContainText('GIMP');
  await expect(byId('outcome-refer')).toBeVisible();
  await station.shot('authenticity-result');
});
