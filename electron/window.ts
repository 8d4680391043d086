/** The one window. Remembers nothing between runs. */
import path from 'node:path';
import { app, BrowserWindow, Menu, type Event, type WebContents } from 'electron';
import type { PageNews } from '../core/contract.ts';
import { isOurs, startPage, startPageAfter } from './origin.ts';
import { restartBudget } from './restart-budget.ts';
import { silenceLimits, watchSilence } from './silence.ts';

/** Same as the page's background (renderer tokens), against a white flash before the first paint. */
const background = '#f5f6f8';

/** `kiosk`: fills the screen, without a frame, and has no tools. `unseen`: never shown. */
export type WindowManner = { kiosk: boolean; unseen: boolean };

export function createWindow(preload: string, { kiosk, unseen }: WindowManner): BrowserWindow {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Vestibule',
    backgroundColor: background,
    autoHideMenuBar: true,
    kiosk,
    webPreferences: {
      preload: path.resolve(preload),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged && !kiosk,
      // The live loop goes on while another window covers this one.
      backgroundThrottling: false,
    },
  });
  if (!unseen) window.once('ready-to-show', () => window.show());
  reviveAfterCrash(window);
  return window;
}

/** Chosen, not measured: a page that is loaded from this computer takes under half a second here, and an old one's is slower. */
const longestLoadMs = 10_000;

/** @param news for the page. @throws Error when the page cannot be loaded; a load that hangs or crashes is tried again */
export async function openStartPage(window: BrowserWindow, news: PageNews | null = null): Promise<void> {
  const { webContents } = window;
  let stop = (): void => undefined;
  const loaded = new Promise<void>((resolve, reject) => {
    const finished = (): void => resolve();
    const failed = (_event: Event, _code: number, description: string): void => reject(new Error(description));
    webContents.once('did-finish-load', finished);
    webContents.once('did-fail-load', failed);
    stop = () => { webContents.off('did-finish-load', finished); webContents.off('did-fail-load', failed); };
  });
  // Its own answer does not tell a page that failed from a process that ended: the events above do.
  window.loadURL(startPageAfter(news)).catch(() => undefined);
  await loaded.finally(stop);
}

/** A page that crashed or hangs is loaded again; it then offers to resume the draft. Gives up when it keeps crashing. */
function reviveAfterCrash(window: BrowserWindow): void {
  const mayRestart = restartBudget({ most: 5, withinMs: 60_000 });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    if (mayRestart(Date.now())) setImmediate(() => !window.isDestroyed() && loadAgain(window.webContents));
    else app.exit(1);
  });
  // Chromium calls a window unresponsive only when somebody presses something in it; nobody does where a customer waits.
  const silence = watchSilence({
    ...silenceLimits,
    ask: () => {
      const contents = window.webContents;
      // Whoever stands still in the developer's tools does not hang.
      if (contents.isDevToolsOpened() || contents.isLoading()) silence.heard();
      else contents.executeJavaScript('0').then(() => silence.heard(), () => undefined);
    },
    silent: () => endPage(window.webContents),
  });
  const stopLoads = endHungLoads(window.webContents);
  window.on('closed', () => { silence.stop(); stopLoads(); });
}

/** Between two pages (renew.ts) there is nothing to come back to. */
function loadAgain(contents: WebContents): void {
  if (isOurs(contents.getURL())) contents.reload();
  else contents.loadURL(startPage).catch(() => undefined);
}

/** A page that hangs while it is loaded answers nobody and is not yet there to be asked. */
function endHungLoads(contents: WebContents): () => void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  contents.on('did-start-loading', () => {
    stop();
    timer = setTimeout(() => endPage(contents), longestLoadMs);
  });
  contents.on('did-stop-loading', stop);
  return stop;
}

/** Not `forcefullyCrashRenderer`: its signal is one that a process which stands still does not take. */
function endPage(contents: WebContents): void {
  const pid = contents.getOSProcessId();
  if (pid !== 0) process.kill(pid, 'SIGKILL');
}
