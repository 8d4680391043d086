/** What the clerk does about a reading: a doubtful character is tapped, and a card is read from both sides. In the real station, by the real reader. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { decodePicture } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import type { Mrz } from '../../core/document/reading.ts';
import { clip, firstPicture } from './clips.ts';
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
  const picture = firstPicture(clip('document-good'));
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

const blank = (): Promise<Buffer> => sharp({ create: { width: 1280, height: 720, channels: 3, background: '#777' } }).jpeg().toBuffer();
const homeFromJourney = async (): Promise<void> => {
  await page.keyboard.press('Escape');
  await byId('stop-discard').click();
};

oneStation((one) => ({ station, page } = one), { documentClip: 'document-blurred' });

test('a doubtful letter is shown large, a tap works everything out anew, and what was tapped is on record', async () => {
  const picture = await passportWithASmear();
  const doubt = (await mrzOf(picture)).doubtful.find((d) => d.line === smeared.line && d.column === smeared.column);
  expect(doubt?.candidates[0]).toBe('A');
  const other = doubt!.candidates[1]!;

  await beginPassport(page);
  await bring('passport.jpg', picture);
  await documentIsCaptured(page);
  await expect(byId('doubts')).toHaveAttribute('data-open', 'true');
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

test('Enter does not accept a picture that cannot be used yet', async () => {
  await byId('nav-home').click();
  await beginPassport(page);
  await bring('nothing.jpg', await blank());
  await expect(byId('capture-keep')).toBeVisible();
  await page.keyboard.press('Enter');
  // As long as a picture takes to be kept, and longer.
  await page.waitForTimeout(2_000);
  await expect(byId('capture-keep')).toBeVisible();
  await page.keyboard.press('r');
  await expect(byId('step-document-front')).toHaveAttribute('data-phase', 'live');
  await homeFromJourney();
});

test('behind the dialog for a file nothing is captured, and what was captured late does not count', async () => {
  await byId('nav-home').click();
  const nothing = await blank();
  station.camera.show(clip('document-good'));
  await beginPassport(page);
  // The dialog of the system is left out: it would wait for a hand. To the page it is open until a change or a cancel comes.
  await page.evaluate(() => { HTMLInputElement.prototype.click = () => undefined; });
  await byId('capture-import').click();
  // Long enough for the station to capture by itself.
  await page.waitForTimeout(15_000);
  await expect(byId('step-document-front')).toHaveAttribute('data-phase', 'live');
  await station.shot('document-choosing');
  // By hand it captures all the same; the file comes while that picture is read.
  await byId('capture-manual').click();
  await expect(byId('step-document-front')).toHaveAttribute('data-phase', 'reading');
  await bring('nothing.jpg', nothing);
  await expect(byId('capture-keep')).toBeVisible();
  await page.waitForTimeout(5_000);
  await expect(byId('capture-keep')).toBeVisible();
  // Chosen none: it goes on by itself.
  await byId('capture-retake').click();
  await byId('capture-import').click();
  await byId('import-input').dispatchEvent('cancel');
  await documentIsCaptured(page);
  station.camera.show('document');
  await homeFromJourney();
});

test('one field after the other is corrected by the keyboard; what is typed is no key of the screen', async () => {
  await byId('nav-home').click();
  await beginPassport(page);
  await bring('passport.jpg', await passportWithASmear());
  await documentIsCaptured(page);
  await expect(byId('doubts')).toHaveAttribute('data-open', 'true');
  const surname = await byId('field-surname').locator('.value').innerText();

  await byId('field-edit-documentNumber').click();
  await expect(byId('field-input-documentNumber')).toBeFocused();
  await byId('field-input-documentNumber').fill('X1234567');
  await page.keyboard.press('Enter');
  await expect(byId('field-documentNumber')).toContainText('X1234567');
  await expect(byId('field-edit-documentNumber')).toBeFocused();

  await byId('field-edit-givenNames').click();
  await expect(byId('field-input-givenNames')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Rosa 12');
  await expect(byId('field-input-givenNames')).toHaveValue('Rosa 12');
  await station.shot('review-edit');
  // Nor while the buttons below the field have the focus.
  await page.keyboard.press('Tab');
  for (const key of ['r', '2']) await page.keyboard.press(key);
  await expect(byId('step-review')).toBeVisible();
  await expect(byId('field-surname').locator('.value')).toHaveText(surname);
  await expect(byId('doubt-progress')).toHaveText(/^1 of/);
  await byId('field-input-givenNames').press('Escape');
  await expect(byId('field-edit-givenNames')).toBeFocused();
  await page.keyboard.press('r');
  await expect(byId('step-document-front')).toBeVisible();
  await homeFromJourney();
});

test('a card is read from both sides: what the front prints and what the zone on the back says', async () => {
  await page.getByTestId('nav-home').click();
  await beginDocument(page, 'id-card');
  await bring('front.jpg', specimen('id-card-front-good-wood-1920'));
  await expect(byId('step-document-back')).toBeVisible();
  await bring('back.jpg', specimen('id-card-back-good-gray-1920'));
  await documentIsCaptured(page);
  await expect(byId('mrz')).toBeVisible();
  await expect(byId('review-retake-front')).toBeVisible();
  await expect(byId('review-retake-back')).toBeVisible();
  await expect(byId('field-surname')).toContainText('SANTOSO');
  await expect(byId('field-documentNumber')).toContainText('LZ5520916');
  await station.shot('card-both-sides');
  expect(station.problems()).toEqual([]);
});
