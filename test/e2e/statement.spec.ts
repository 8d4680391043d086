/** The statement in the real station: coached by a camera, read by machine, asked of staff where it cannot be read, and printed by the station. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createEngines } from '../../cli/engines.ts';
import { pdfReader } from '../../cli/pdf-host.ts';
import { readSheetSymbol } from '../../core/document/statement/sheet-code.ts';
import type { RunningStation } from './harness.ts';
import { goodHolding, holdingClip, holdingPicture, today, written, type Holding } from './holding.ts';
import { oneStation } from './one-station.ts';
import { beginPassport, documentIsCaptured, faceToStatement } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const yesterday = (): string => {
  const [y, m, d] = today().split('-').map(Number);
  const before = new Date(Date.UTC(y!, m! - 1, d! - 1));
  return written(before.toISOString().slice(0, 10));
};

oneStation((one) => ({ folder, station, page } = one));

const printedBy = (sheet: Partial<{ date: string; word: string }>): Holding => ({ ...goodHolding(), sheet: { date: written(today()), word: 'CoinEx', symbol: null, face: 'Liberation Sans', ...sheet } });
const bring = async (holding: Holding): Promise<void> => {
  await byId('statement-input').setInputFiles({ name: 'statement.jpg', mimeType: 'image/jpeg', buffer: await holdingPicture(holding) });
  await expect(byId('step-statement')).toHaveAttribute('data-phase', 'judged');
};
/** Opens the dialog of the sheet, where no printer is told with its way out, and saves the PDF. */
async function savedSheet(): Promise<Buffer> {
  const file = path.join(folder, 'sheet.pdf');
  await byId('statement-print').click();
  await expect(byId('error-printer.none').or(byId('sheet-send'))).toBeVisible();
  await station.shot('statement-print');
  // Stands for the dialog of the operating system, which no test can press.
  await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
  await byId('sheet-save').click();
  await expect(byId('sheet-done')).toBeVisible();
  // The hidden window that drew it is gone.
  expect(await station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await byId('sheet-close').click();
  return readFileSync(file);
}
/** Asked by the window's own door; a second asking gives the same code. */
const codeOfNewestCase = (): Promise<string> => page.evaluate(async () => {
  type Bridge = { call(name: string, input: unknown): Promise<{ ok: true; value: never }> };
  const { vestibule } = window as unknown as { vestibule: Bridge };
  const [draft] = (await vestibule.call('draft.list', {})).value as { caseId: string }[];
  return ((await vestibule.call('case.sheet', { caseId: draft!.caseId })).value as { code: string }).code;
});
const resize = (width: number, height: number) => station.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height]);

test('what must be on the sheet is shown; what is missing is coached; what is wrong is told and mended', async () => {
  await beginPassport(page);
  await documentIsCaptured(page);
  await faceToStatement(station, 'face');
  await expect(byId('statement-date')).toHaveText(written(today()));
  await expect(byId('statement-word')).toHaveText('CoinEx');
  // The customer alone: the face is ticked, document and sheet are not, and the coach asks for them.
  await expect(byId('seen-face')).toHaveAttribute('data-seen', 'true');
  await expect(byId('seen-sheet')).toHaveAttribute('data-seen', 'false');
  await expect(byId('coach')).toContainText(/sheet|document/i);
  await station.shot('statement-live');
  await resize(1080, 1920);
  await station.shot('statement-live-kiosk');
  await resize(1920, 1080);
  await station.shot('statement-live-wide');
  await resize(1280, 800);

  const pdf = await savedSheet();
  await expect(byId('statement-asked')).toHaveCount(0);
  const [sheet] = (await pdfReader.read(pdf)).pages;
  expect(sheet!.text.map((item) => item.text).join(' ')).toContain(written(today()));
  const symbols = await (await createEngines().barcode()).read(sheet!.picture!, 4);
  expect(symbols.map((s) => readSheetSymbol(s.text))).toEqual([{ date: today(), code: await codeOfNewestCase() }]);

  await bring(printedBy({ date: yesterday() }));
  await expect(byId('failure-stmt.date')).toBeVisible();
  await station.shot('statement-yesterday');
  await byId('statement-retake').click();
  await bring(printedBy({ word: 'Binance' }));
  await expect(byId('failure-stmt.word')).toBeVisible();
  await byId('statement-retake').click();
});

test('a handwritten sheet that cannot be read is asked of staff with two taps, and the answer is on record', async () => {
  await bring({ ...goodHolding(), sheet: { date: written(today()), word: 'CoinEx', symbol: null, hand: 'caveat' } });
  // The figures of this hand may be read; its letters are not.
  await expect(byId('statement-ask-word')).toBeVisible();
  await station.shot('statement-asked');
  await expect(byId('statement-continue')).toBeDisabled();
  for (const about of ['date', 'word']) {
    if (!(await byId(`statement-ask-${about}`).isVisible())) continue;
    await byId(`statement-${about}-wrong`).click();
    await expect(byId(`failure-stmt.${about}`)).toBeVisible();
    await byId(`statement-${about}-right`).click();
    await expect(byId(`failure-stmt.${about}`)).toHaveCount(0);
  }
  await byId('statement-continue').click();
  await expect(byId('step-result')).toBeVisible();
  await expect(byId('match-match')).toBeVisible();
  await byId('attest-face').click();
  await byId('attest-document').click();
  await byId('result-finish').click();
  await expect(byId('outcome-accept')).toBeVisible();
  await byId('finished-record').click();
  await expect(byId('record-statement-staff')).toContainText('Ines Okafor');
  await expect(byId('record').getByRole('img')).toHaveCount(3);
  await byId('record-statement').scrollIntoViewIfNeeded();
  await station.shot('statement-record');
  expect(station.problems()).toEqual([]);
});

test('the sheet of this case, held before the camera, is taken without a hand; that of another case is not', async () => {
  await byId('nav-home').click();
  station.camera.show('document');
  await beginPassport(page);
  await documentIsCaptured(page);
  const code = await codeOfNewestCase();
  const sheet = { date: written(today()), word: 'CoinEx', face: 'Liberation Sans' };
  const own = { ...goodHolding(), sheet: { ...sheet, symbol: { date: today(), code } } };
  await faceToStatement(station, 'face');
  station.camera.show(await holdingClip(path.join(folder, 'holding.mjpeg'), own));
  // A stream that is open goes on with its clip: the cable is pulled, as in bad-devices.spec.ts, and put back.
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks();
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
  });
  await byId('camera-retry').click();
  const judged = () => expect(byId('step-statement')).toHaveAttribute('data-phase', 'judged');
  await judged();
  await station.shot('statement-good');
  await expect(byId('statement-good')).toBeVisible();

  const other = code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`;
  const strange = await holdingPicture({ ...own, sheet: { ...sheet, symbol: { date: today(), code: other } } });
  await byId('statement-retake').click();
  await byId('statement-input').setInputFiles({ name: 'statement.jpg', mimeType: 'image/jpeg', buffer: strange });
  await judged();
  await expect(byId('failure-stmt.date')).toContainText('another case');
  await station.shot('statement-other-sheet');
  await byId('statement-retake').click();
  await judged();
  await expect(byId('statement-good')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(byId('step-result')).toBeVisible();
  await expect(byId('match-match')).toBeVisible();
  expect(station.problems()).toEqual([]);
});
