/** The advanced tier in the real station: the address as stated, and papers that will do and that will not. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { drawPaper } from '../../scripts/specimens/bill/draw.ts';
import { billPdf, type PdfBill } from '../../scripts/specimens/pdf/bill.ts';
import { createRandom } from '../../scripts/specimens/random.ts';
import { jpegBytes } from '../../scripts/specimens/raster.ts';
import { monthsAgo } from './days.ts';
import type { RunningStation } from './harness.ts';
import { oneStation } from './one-station.ts';
import { beginDocument, documentIsCaptured, faceToResult, scanFromFolder } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

oneStation((one) => ({ station, page } = one));

const address = ['14 Mill Lane', 'Cambridge', 'CB2 1TN'];
const bring = async (name: string, mimeType: string, bytes: Uint8Array): Promise<void> => byId('proof-input').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
const bringBill = (bill: Partial<PdfBill> & { name: string }): Promise<void> => bring('bill.pdf', 'application/pdf', billPdf({ address, date: monthsAgo(0), ...bill }));
type Row = [text: string, x: number, y: number];
const photo = async (rows: Row[]): Promise<Uint8Array> => jpegBytes(await drawPaper(rows.map(([text, x, y]) => ({ text, x, y, size: 11 })), 150, createRandom('pages')));
const isJudged = () => expect(byId('step-proof')).toHaveAttribute('data-phase', 'judged');

test('papers that will not do are told at once, each with its reason; a good bill is accepted and kept as it was issued', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-pages-'));
  await byId('nav-devices').click();
  await scanFromFolder(page, folder);
  await beginDocument(page, 'passport', 'advanced');
  await documentIsCaptured(page);
  const read = async (field: string): Promise<string> => (await byId(`field-${field}`).locator('.value').innerText()).trim();
  const holder = `${await read('givenNames')} ${await read('surname')}`;
  await faceToResult(station, 'face', 'step-address');

  // What is missing is told part by part.
  await byId('address-country').fill('gbr');
  await byId('address-country-GBR').click();
  await byId('address-street').fill('Mill Lane');
  await byId('address-number').fill('14');
  await byId('address-next').click();
  await expect(byId('step-address').getByRole('alert')).toHaveCount(2);
  await station.shot('address-problems');
  await byId('address-postalCode').fill('CB2 1TN');
  await byId('address-city').fill('Cambridge');
  await byId('address-next').click();
  await expect(byId('step-proof')).toBeVisible();
  await station.shot('proof-empty');

  await bringBill({ name: holder, locked: true });
  await expect(byId('error-pdf.encrypted')).toBeVisible();

  const grab = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="540" height="1170"><rect width="540" height="1170" fill="#fff"/><rect width="540" height="260" fill="#1c4fd8"/><rect y="300" width="540" height="500" fill="#e8eefc"/></svg>`)).png().toBuffer();
  await bring('screen.png', 'image/png', grab);
  await isJudged();
  await expect(byId('failure-poa.screenshot')).toBeVisible();
  await byId('proof-retake').click();

  // Whoever stands before the camera is no paper: hardly a letter is read, which is said, and nothing else is.
  await byId('proof-capture').click();
  await isJudged();
  await expect(byId('proof-issued')).toHaveText('No date of issue found');
  await expect(byId('step-proof').locator('[data-testid^="failure-"]:not([data-testid="failure-poa.unreadable"])')).toHaveCount(0);
  await byId('proof-retake').click();

  await bringBill({ name: 'Tomas Exemplar' });
  await isJudged();
  await expect(page.getByRole('alert').getByTestId('failure-name.mismatch')).toBeVisible();
  await station.shot('proof-other-name');
  // Enter is no answer to what will not do yet.
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1_000);
  await expect(byId('failure-name.mismatch')).toBeVisible();
  await byId('proof-retake').click();

  await bringBill({ name: holder, date: monthsAgo(5) });
  await isJudged();
  await expect(byId('failure-poa.too-old')).toBeVisible();
  await byId('proof-retake').click();

  await bringBill({ name: holder, pageCount: 2000, script: 'app.alert(1)', attachment: 'more.exe' });
  await isJudged();
  await expect(byId('proof-unseen').getByRole('listitem')).toHaveText([/^12 of 2,000 pages/, /not run/, /: 1\./]);
  await station.shot('proof-unseen');
  await byId('proof-retake').click();

  // Out of focus: that is the one thing told, and nothing that was misread is held against the customer.
  const first = await photo([[holder, 30, 56], ...address.map((line, i): Row => [line, 30, 61 + 5 * i]), ['Your electricity bill', 30, 105], ['Electricity used 412 kWh', 30, 130], ['Please pay the amount due with your customer number', 30, 140]]);
  await bring('blurred.jpg', 'image/jpeg', await sharp(first).blur(3.5).jpeg().toBuffer());
  await isJudged();
  await expect(byId('failure-poa.legibility')).toContainText('blurred');
  await expect(page.locator('[data-testid^="failure-"]')).toHaveCount(1);
  await station.shot('proof-blurred');
  await byId('proof-retake').click();

  // Two pages that were photographed: name and address on one, the date on the other. It is an old one, and the case asks for another paper at its end.
  await bring('page-1.jpg', 'image/jpeg', first);
  await isJudged();
  await expect(byId('proof-issued')).toHaveText('No date of issue found');
  await byId('proof-add').click();
  await bring('bill.pdf', 'application/pdf', billPdf({ address, date: monthsAgo(0), name: holder }));
  await expect(byId('error-paper.pdf-is-no-page')).toBeVisible();
  await byId('proof-add').click();
  await station.shot('proof-next-page');
  writeFileSync(path.join(folder, 'page-2.jpg'), await photo([[`Bill date: ${monthsAgo(5)}`, 30, 40], ['Meter reading 40213', 30, 60], ['Standing charge 92 days at 52.10p', 30, 70], ['Total amount due 148.22 GBP', 30, 80]]));
  await byId('proof-scan').click();
  await isJudged();
  await expect(byId('proof-pages').getByRole('listitem')).toHaveCount(2);
  await expect(byId('failure-poa.too-old')).toBeVisible();
  await expect(page.locator('[data-testid^="failure-"]')).toHaveCount(1);
  await byId('proof-page-2').click();
  await station.shot('proof-two-pages');
  await byId('proof-keep').click();
  await byId('retake-poa.too-old').click();
  // In the case now, and in no folder any more.
  await expect.poll(() => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'))).toEqual([]);
  await expect(byId('step-proof')).toHaveAttribute('data-phase', 'live');

  await bringBill({ name: holder });
  await isJudged();
  await expect(byId('proof-unseen')).toHaveCount(0);
  await expect(byId('proof-kind')).toHaveText('Utility bill');
  await expect(byId('step-proof').locator('[data-testid^="failure-"]')).toHaveCount(0);
  await station.shot('proof-good');
  await byId('proof-continue').click();

  await expect(byId('result-finish')).toBeVisible();
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('outcome-accept')).toBeVisible();
  await byId('finished-record').click();
  await expect(byId('record')).toContainText('Proof of address');
  await expect(byId('result-name.mismatch')).toBeVisible();
  // The PDF is kept as it was issued, and drawn anew.
  await expect(byId('record').getByRole('img')).toHaveCount(4);
  await station.shot('record-advanced');
  rmSync(folder, { recursive: true, force: true });
});
