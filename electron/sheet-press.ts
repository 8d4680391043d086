/** Prints one page, or makes a PDF of it, in a hidden window that can do nothing: no script, no network, no preload, a session of its own in memory. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BrowserWindow, dialog, session, type WebContents } from 'electron';
import { CodedError } from '../core/errors.ts';
import { parseSlipTexts } from '../core/triage/slip-texts.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import { createSymbolWriter } from '../core/vision/engines/symbol-writer.ts';
import { lockSession } from './lockdown.ts';
import type { Page, SheetPress } from './sheet-calls.ts';

/** A printer that is asleep takes its time; after this the customer writes by hand. Chosen, not measured. */
const printMs = 30_000;

export function createSheetPress(ourWindow: () => BrowserWindow | null, resources: () => string): SheetPress {
  const symbols = lazily(() => createSymbolWriter((name) => readFile(path.join(resources(), name))));
  return {
    printers: async () => {
      const contents = ourWindow()?.webContents;
      const all = contents ? await contents.getPrintersAsync() : [];
      return all.map(({ name, displayName, description, options }) => ({ name, label: displayName || name, about: [description, ...driverAndPort(options as Record<string, unknown>)].filter((word) => word !== '') }));
    },
    symbol: async (text, level) => (await symbols()).write(text, level),
    texts: async (language) => parseSlipTexts(JSON.parse(await readFile(path.join(resources(), 'locales/slip', `${language}.json`), 'utf8'))),
    print: (page, printer) => withPage(page.html, (contents) => printed(contents, printer, page)),
    save: async ({ html, lying, name, exact }) => {
      const window = ourWindow();
      if (!window) throw new CodedError('sheet.not-saved');
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: `${name}.pdf`, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
      if (canceled || !filePath) return false;
      const pdf = await withPage(html, (contents) => contents.printToPDF({ landscape: lying, pageSize: 'A4', preferCSSPageSize: false, ...(exact && { margins: { top: 0, bottom: 0, left: 0, right: 0 }, scale: 1 }) }));
      await writeFile(filePath, pdf).catch((cause: unknown) => {
        throw new CodedError('sheet.not-saved', {}, { cause });
      });
      return true;
    },
  };
}

/** Chromium's name for the driver, and those of CUPS; the other options speak of formats that real printers take too. */
const driverAndPort = (options: Record<string, unknown>): string[] => ['system_driverinfo', 'printer-make-and-model', 'device-uri'].map((key) => options[key]).filter((word) => typeof word === 'string');

function printed(contents: WebContents, printer: string | null, { lying, exact }: Page): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new CodedError('printer.failed')), printMs);
    contents.print({ silent: true, ...(printer !== null && { deviceName: printer }), landscape: lying, color: exact !== undefined, ...(exact && { margins: { marginType: 'none' }, scaleFactor: 100, ...(exact.paper && { pageSize: exact.paper }) }) }, (done) => {
      clearTimeout(late);
      if (done) resolve();
      else reject(new CodedError('printer.failed'));
    });
  });
}

async function withPage<Made>(html: string, work: (contents: WebContents) => Promise<Made>): Promise<Made> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: sheetSession(), sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webSecurity: true, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: false },
  });
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`);
    return await work(window.webContents);
  } finally {
    window.destroy();
  }
}

let locked: Electron.Session | null = null;

function sheetSession(): Electron.Session {
  if (locked) return locked;
  // Without `persist:` it lives in memory only.
  locked = session.fromPartition('statement-sheet', { cache: false });
  lockSession(locked);
  locked.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:text/html;') }));
  return locked;
}
