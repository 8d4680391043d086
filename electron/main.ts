/** Main process: one window, one door, one station. Owns no durable state. */
import path from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { failure } from './door.ts';
import { openDoor } from './ipc.ts';
import { lockAllContents, lockSession } from './lockdown.ts';
import { declareScheme, serveApp } from './protocol.ts';
import { createWindow, openStartPage } from './window.ts';

const out = path.join(app.getAppPath(), 'out');
let window: BrowserWindow | null = null;

const folder = process.env['VESTIBULE_DIR'];
if (folder && path.isAbsolute(folder)) app.setPath('userData', folder);

declareScheme();
lockAllContents();

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  lockSession(session.defaultSession);
  serveApp(session.defaultSession, { window: path.join(out, 'renderer'), resources: path.join(out, 'resources') });
  openDoor(() => window, async () => failure('station.unavailable'));
  window = createWindow(path.join(out, 'preload/preload.cjs'));
  window.on('closed', () => (window = null));
  await openStartPage(window);
}

function showWindow(): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
