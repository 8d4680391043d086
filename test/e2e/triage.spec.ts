/** What a customer brought, before any capture, in the real station: papers in any order, one word at the end, a slip to take home, and nothing kept. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { pdfReader } from '../../cli/pdf-host.ts';
import { loadResource } from '../../cli/resources.ts';
import { createBarcodeReader } from '../../core/vision/engines/barcode.ts';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { billPdf, type PdfBill } from '../../scripts/specimens/pdf/bill.ts';
import { clip } from './clips.ts';
import { monthsAgo } from './days.ts';
import type { RunningStation } from './harness.ts';
import { oneStation } from './one-station.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

oneStation((one) => ({ folder, station, page } = one));

type File = { name: string; mimeType: string; buffer: Buffer };
const passport = (): File => ({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpegFramesOf(clip('document-good'))[15]!) });
const bill = (change: Partial<PdfBill> = {}): File => ({ name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.from(billPdf({ name: 'Ms Ingrid Maria Halvorsen', address: ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], date: monthsAgo(0), ...change })) });
const bring = (...files: File[]): Promise<void> => byId('triage-input').setInputFiles(files);
/** All were looked at, and the whole says so. */
const says = async (verdict: string, papers: number): Promise<void> => {
  await expect(byId('triage-paper')).toHaveCount(papers);
  await expect(byId('triage')).toHaveAttribute('data-busy', 'false');
  await expect(byId('triage')).toHaveAttribute('data-verdict', verdict);
};
const wills = (): Promise<(string | null)[]> => byId('triage-paper').evaluateAll((rows) => rows.map((r) => r.getAttribute('data-will')));

test('papers in any order, each with its reason; what is missing is said, and at last: go', async () => {
  await byId('triage-open').click();
  await expect(byId('triage')).toBeVisible();
  await station.shot('triage-empty');
  await bring(bill({ date: monthsAgo(6) }), passport(), bill({ locked: true }));
  await says('fix-here', 3);
  expect(await wills()).toEqual(['no', 'do', 'mend']);
  await byId('triage-remove').last().click();
  await says('come-back', 2);
  await expect(byId('triage-missing-proof')).toContainText('Bring: proof of address');
  await expect(byId('slip-verdict')).toHaveText('Please come back with this:');
  await station.shot('triage-come-back');

  // The primary tier asks for no address.
  await byId('triage-tier-primary').click();
  await says('go', 2);
  await byId('triage-tier-advanced').click();
  await bring(bill());
  await says('go', 3);
  await station.shot('triage-go');
});

test('the slip is in the language of the customer, its PDF is one page of the same words, and its code holds them too', async () => {
  await byId('triage-remove').last().click();
  await says('come-back', 2);
  await byId('slip-language').click();
  await byId('slip-language-fr').click();
  await expect(byId('slip-title')).toHaveText('À apporter');
  await expect(byId('slip-unreviewed')).toBeVisible();
  const code = byId('slip-code');
  await expect(code).toBeVisible();
  await code.scrollIntoViewIfNeeded();
  const { data, info } = await sharp(await code.screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const [symbol] = await (await createBarcodeReader(loadResource)).read({ width: info.width, height: info.height, data: new Uint8ClampedArray(data) }, 1);
  expect(symbol?.text).toMatch(/^À apporter\n[\s\S]*Le papier apporté est trop ancien\./);
  expect(symbol?.text).not.toMatch(/halvorsen|ingrid|mill lane/i);

  const file = path.join(folder, 'slip.pdf');
  // Stands for the dialog of the operating system, which no test can press.
  await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
  await byId('slip-print').click();
  await expect(byId('error-printer.none').or(byId('sheet-send'))).toBeVisible();
  await station.shot('triage-slip-print');
  await byId('sheet-save').click();
  await expect(byId('sheet-done')).toBeVisible();
  await byId('sheet-close').click();
  const printed = await pdfReader.read(readFileSync(file));
  expect(printed.pageCount).toBe(1);
  const words = printed.pages[0]!.text.map((item) => item.text).join(' ');
  expect(words).toContain('À apporter');
  expect(words).toContain('Le papier apporté est trop ancien.');
  const symbols = await (await createBarcodeReader(loadResource)).read(printed.pages[0]!.picture!, 1);
  expect(symbols.map((s) => s.text)).toEqual([symbol?.text]);
});

test('a still of the camera is one paper more', async () => {
  await byId('triage-clear').click();
  await byId('triage-camera').click();
  await expect(byId('triage-capture')).toBeEnabled();
  await station.shot('triage-camera');
  await byId('triage-capture').click();
  await says('come-back', 1);
  await expect(byId('triage-what')).toHaveText('Passport');
  await byId('triage-camera-done').click();
});

for (const [width, height] of [[1920, 1080], [1080, 1920]] as const) {
  test(`stands on ${width} x ${height}`, async () => {
    await station.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height });
    await bring(bill({ date: monthsAgo(6) }));
    await expect(byId('triage')).toHaveAttribute('data-busy', 'false');
    expect(await page.evaluate(() => { const main = document.querySelector('.main')!; return main.scrollWidth - main.clientWidth; })).toBeLessThanOrEqual(0);
    await station.shot(`triage-${width}`);
  });
}

test('nothing outlives the screen: no draft, no record, no paper when it is opened again', async () => {
  await byId('nav-home').click();
  await expect(byId('drafts')).toHaveCount(0);
  await byId('triage-open').click();
  await expect(byId('triage-paper')).toHaveCount(0);
  await expect(byId('triage')).not.toHaveAttribute('data-verdict', /./);
  await byId('nav-records').click();
  await expect(page.getByText('No records yet')).toBeVisible();
  expect(station.problems()).toEqual([]);
});
