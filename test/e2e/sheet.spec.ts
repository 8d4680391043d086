/** The printed sheet of a statement in the real Electron: what stands on it is the station's word, and nothing that the window says. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { createEngines } from '../../cli/engines.ts';
import { pdfReader } from '../../cli/pdf-host.ts';
import type { Envelope } from '../../core/contract.ts';
import { readSheetSymbol } from '../../core/document/statement/sheet-code.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { today, written } from './holding.ts';
import { noiseClip } from './noise-clip.ts';
import { beginPassport, logIn, setUp } from './walk.ts';

type Bridged = { vestibule: { call(name: string, input: unknown): Promise<Envelope<unknown>> } };

let folder: string;
let station: RunningStation;
let page: Page;
let caseId: string;
const call = (name: string, input: unknown): Promise<Envelope<unknown>> => page.evaluate(([n, i]) => (window as unknown as Bridged).vestibule.call(n as string, i), [name, input]);
const windows = (): Promise<number> => station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-sheet-'));
  station = await launchStation({ documentClip: noiseClip(folder), size: { width: 1280, height: 800 } });
  page = station.page;
  await setUp(page);
  await beginPassport(page);
  await expect.poll(async () => (((await call('draft.list', {})) as { value: { caseId: string }[] }).value.length)).toBe(1);
  caseId = ((await call('draft.list', {})) as { value: { caseId: string }[] }).value[0]!.caseId;
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

test('as a PDF it says day, word and code, in the language of the customer, and its symbol is read by the station', async () => {
  const file = path.join(folder, 'sheet.pdf');
  // Stands for the dialog of the operating system, which no test can press.
  await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, file);
  expect(await call('sheet.save', { caseId, language: 'de' })).toEqual({ ok: true, value: { saved: true } });
  const { code } = ((await call('case.sheet', { caseId })) as { value: { code: string } }).value;
  const contents = await pdfReader.read(readFileSync(file));
  expect(contents.pageCount).toBe(1);
  const [sheet] = contents.pages;
  expect(sheet!.width).toBeGreaterThan(sheet!.height);
  const text = sheet!.text.map((row) => row.text).join(' ');
  for (const part of [written(today()), 'CoinEx', 'neben Ihr Gesicht', [...code].join(' ')]) expect(text).toContain(part);
  const found = await (await createEngines().barcode()).read(sheet!.picture!, 4);
  expect(found.map((symbol) => readSheetSymbol(symbol.text))).toEqual([{ date: today(), code }]);
  expect(await windows()).toBe(1);
});

test('nothing is saved where no place was chosen, and a place that cannot be written is told', async () => {
  await station.app.evaluate(({ dialog }) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' }); });
  expect(await call('sheet.save', { caseId, language: 'en' })).toEqual({ ok: true, value: { saved: false } });
  await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path.join(folder, 'not', 'there', 'sheet.pdf'));
  expect(await call('sheet.save', { caseId, language: 'en' })).toEqual({ ok: false, error: { code: 'sheet.not-saved', values: {} } });
  expect(await windows()).toBe(1);
});

test('without a printer that is told; what the window asks to print is never content', async () => {
  const printers = (await call('sheet.printers', {})) as { ok: true; value: unknown[] };
  test.skip(printers.value.length > 0, 'this computer has a printer: it is not used by a test');
  expect(await call('sheet.print', { caseId, language: 'en', printer: null })).toEqual({ ok: false, error: { code: 'printer.none', values: {} } });
  expect(await call('sheet.print', { caseId, language: 'en', printer: null, html: '<p>mine</p>' })).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  expect(await call('sheet.print', { caseId: crypto.randomUUID(), language: 'en', printer: null })).toMatchObject({ ok: false, error: { code: 'store.not-found' } });
});

test('the window that draws it has no script, no network, no preload and a session of its own', async () => {
  const seen = await station.app.evaluate(async ({ BrowserWindow, app, dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    const opened = new Promise<Record<string, unknown>>((resolve) => app.once('browser-window-created', (_event, made) => {
      const preferences = (made.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
      const { session } = made.webContents;
      resolve({ script: preferences['javascript'], sandbox: preferences['sandbox'], isolated: preferences['contextIsolation'], node: preferences['nodeIntegration'], preload: preferences['preload'] ?? null, visible: made.isVisible(), kept: session.isPersistent(), own: session !== BrowserWindow.getAllWindows().find((w) => w !== made)?.webContents.session });
    }));
    // The PDF is only drawn once there is a place for it.
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/dev/null' });
    const asked = BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(`vestibule.call('draft.list', {}).then((a) => vestibule.call('sheet.save', { caseId: a.value[0].caseId, language: 'en' }))`);
    const found = await opened;
    await asked;
    return found;
  });
  expect(seen).toEqual({ script: false, sandbox: true, isolated: true, node: false, preload: null, visible: false, kept: false, own: true });
});

test('nobody who is not logged in gets a sheet, a list of printers or a dialog', async () => {
  // The page after a session is a new one, and may be there before the answer.
  await call('session.logout', {}).catch(() => undefined);
  await expect(page.getByTestId('login-submit')).toBeVisible();
  for (const [name, input] of [['sheet.printers', {}], ['sheet.print', { caseId, language: 'en', printer: null }], ['sheet.save', { caseId, language: 'en' }]] as const) {
    expect(await call(name, input)).toMatchObject({ ok: false, error: { code: 'session.needed' } });
  }
  await logIn(page);
});
