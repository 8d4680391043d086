/** The one window. Remembers nothing between runs. */
import path from 'node:path';
import { app, BrowserWindow, Menu } from 'electron';
import { startPage } from './origin.ts';
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

export async function openStartPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(startPage);
}

/** A page that crashed or hangs is loaded again; it then offers to resume the draft. Gives up when it keeps crashing. */
function reviveAfterCrash(window: BrowserWindow): void {
  const mayRestart = restartBudget({ most: 5, withinMs: 60_000 });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    if (mayRestart(Date.now())) setImmediate(() => !window.isDestroyed() && window.webContents.reload());
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
    silent: () => window.webContents.forcefullyCrashRenderer(),
  });
  window.on('closed', () => silence.stop());
}
