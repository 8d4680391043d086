/** What the clerk does about a reading: a doubtful character is tapped, and a card is read from both sides. In the real station, by the real reader. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { decodePicture } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import type { Mrz } from '../../core/document/reading.ts';
import { clip } from './clips.ts';
import { root, type RunningStation } from './harness.ts';
import { oneStation } from './one-station.ts';
import { beginDocument, beginPassport, documentIsCaptured, faceToResult } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const engines = createEngines();

/** The second letter of the surname HALVORSEN: one that no check digit covers. */
const smeared = { line: 0, column: 6 };

async function mrzOf(picture: Buffer): Promise<Mrz> {
  const found = await study(engines, await decodePicture(picture)).gather('mrzFinding');
  if (!found) throw new Error('The specimen has no MRZ that can be read.');
  return found.mrz;
}

/** The first picture of the good passport's clip with that letter rubbed. */
async function passportWithASmear(): Promise<Buffer> {
  const bytes = readFileSync(clip('document-good'));
  const picture = bytes.subarray(0, bytes.indexOf(Buffer.from([0xff, 0xd9])) + 2);
  const { rows, lines } = await mrzOf(picture);
  const row = rows?.[smeared.line];
  if (!row) throw new Error('The reader does not say where the line stands.');
  const pitch = row.width / lines[smeared.line]!.length;
  const box = { left: Math.round(row.x + smeared.column * pitch), top: Math.round(row.y - 2), width: Math.round(pitch), height: Math.round(row.height + 4) };
  const rubbed = await sharp(picture).extract(box).blur(3.2).toBuffer();
  return sharp(picture).composite([{ input: rubbed, left: box.left, top: box.top }]).jpeg({ quality: 92 }).toBuffer();
}

/** A picture that the conformance table is measured on. @throws Error that names the command, when it is not there. */
function specimen(name: string): Buffer {
  const file = path.join(root, '.cache/specimens/conformance', `${name}.jpg`);
  if (!existsSync(file)) throw new Error(`There is no ${name}: run \`npm run conformance -- --measure\` (npm test does).`);
  return readFileSync(file);
}

const bring = (name: string, buffer: Buffer) => byId('import-input').setInputFiles({ name, mimeType: 'image/jpeg', buffer });

oneStation((one) => ({ station, page } = one), { documentClip: 'document-blurred', timeout: 240_000 });

test('a doubtful letter is shown large, a tap works everything out anew, and what was tapped is on record', async () => {
  const picture = await passportWithASmear();
  const doubt = (await mrzOf(picture)).doubtful.find((d) => d.line === smeared.line && d.column === smeared.column);
  expect(doubt?.candidates[0]).toBe('A');
  const other = doubt!.candidates[1]!;

  await beginPassport(page);
  await bring('passport.jpg', picture);
  await documentIsCaptured(page);
  await expect(byId('doubts')).toHaveAttribute('data-open', 'true', { timeout: 60_000 });
  // Doubts that decide come first, in reading order: the surname's is the first.
  await expect(byId('doubt-field')).toContainText('Surname');
  const crop = await byId('doubt-crop').boundingBox();
  expect(crop!.height).toBeGreaterThanOrEqual(96);
  await station.shot('doubt-open');

  await expect(byId('doubt-1')).toContainText('A');
  await byId('doubt-2').click();
  await expect(byId('field-surname')).toContainText(`H${other}LVORSEN`);
  // A slip is mended by the same road.
  // Whether the tapped one was the last is known once all is worked out anew.
  await expect(async () => {
    if (await byId('doubts-again').isVisible()) await byId('doubts-again').click();
    else if (!(await byId('doubt-field').getByText('Surname').isVisible())) await byId('doubt-previous').click({ timeout: 1_000 });
    await expect(byId('doubt-field')).toContainText('Surname', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await byId('doubt-1').click();
  await expect(byId('field-surname')).toContainText('HALVORSEN');

  await faceToResult(station, 'face');
  await station.shot('doubt-result');
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await byId('finished-record').click();
  const taps = byId('record-choice');
  await expect(taps.first()).toContainText(doubt!.candidates.join(' / '));
  await taps.first().scrollIntoViewIfNeeded();
  await station.shot('doubt-record');
  expect(station.problems()).toEqual([]);
});

test('a card is read from both sides: what the front prints and what the zone on the back says', async () => {
  await page.getByTestId('nav-home').click();
  await beginDocument(page, 'id-card');
  await bring('front.jpg', specimen('id-card-front-good-wood-1920'));
  await expect(byId('step-document-back')).toBeVisible({ timeout: 60_000 });
  await bring('back.jpg', specimen('id-card-back-good-gray-1920'));
  await documentIsCaptured(page);
  await expect(byId('mrz')).toBeVisible({ timeout: 60_000 });
  await expect(byId('review-retake-front')).toBeVisible();
  await expect(byId('review-retake-back')).toBeVisible();
  await expect(byId('field-surname')).toContainText('SANTOSO');
  await expect(byId('field-documentNumber')).toContainText('LZ5520916');
  await station.shot('card-both-sides');
  expect(station.problems()).toEqual([]);
});
