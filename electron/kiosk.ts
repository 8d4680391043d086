/**
 * A station that cannot be left: no key, gesture, dialog or second window leads out of it; a supervisor's passphrase does (kiosk-calls.ts). What the
 * operating system keeps for itself (Ctrl+Alt+Del, the console, the power button) is closed there: docs/kiosk.md.
 */
import { app, type BrowserWindow, type Input } from 'electron';
import { isOurs } from './origin.ts';

/** Set by whoever installs the computer, never by who stands before it. */
export const isKioskAsked = (): boolean => process.env['VESTIBULE_KIOSK'] === '1' || app.commandLine.hasSwitch('kiosk');

export type Kiosk = {
  /** Whether this station is one. */
  asked: boolean;
  /** Ends the application. */
  leave(): void;
};

/** Before the application is ready: Chromium's own gestures. */
export function withoutGestures(): void {
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
}

/** Keys of the journey, of typing and of moving in a form. Everything with Ctrl, Alt or the system's own key stays out but what edits a field, and what AltGr types. */
export function mayType({ key, control, alt, meta }: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean {
  if (/^(F\d+|Browser.*|Launch.*|Media.*|ContextMenu|PrintScreen|Print|Help|Meta|OS|Super)$/.test(key)) return false;
  if (meta) return false;
  if (control && alt) return key.length === 1;
  if (alt) return key === 'Alt' || key === 'AltGraph';
  // Nothing of a customer goes to the clipboard, and nothing comes from it. Ctrl+N begins with the next customer.
  if (control) return ['a', 'n', 'z', 'backspace', 'delete', 'arrowleft', 'arrowright', 'control'].includes(key.toLowerCase());
  return true;
}

export function lockWindow(window: BrowserWindow, leaving: () => boolean): void {
  const { webContents } = window;
  window.on('close', (event) => { if (!leaving()) event.preventDefault(); });
  window.on('minimize', () => window.restore());
  window.on('leave-full-screen', () => { if (!leaving()) window.setKiosk(true); });
  webContents.on('before-input-event', (event, input) => { if (!mayType(input)) event.preventDefault(); });
  webContents.on('zoom-changed', () => webContents.setZoomLevel(0));
  // Between two pages (renew.ts) the inspector is let go of: it would stay with the process that ends, and drivers wait for it for ever.
  webContents.on('did-navigate', (_event, url) => { if (!isOurs(url) && webContents.debugger.isAttached()) webContents.debugger.detach(); });
  // At every load: a page that crashed comes back in another process.
  webContents.on('did-finish-load', () => {
    if (!isOurs(webContents.getURL())) return;
    void webContents.setVisualZoomLevelLimits(1, 1);
    // A kiosk that is none must not stay open.
    keepDialogsShut(window).catch(() => { if (!window.isDestroyed() && !leaving()) app.exit(1); });
  });
}

/** Chromium asks its inspector instead of opening the system's chooser, and nobody answers. */
async function keepDialogsShut({ webContents }: BrowserWindow): Promise<void> {
  if (!webContents.debugger.isAttached()) webContents.debugger.attach('1.3');
  await webContents.debugger.sendCommand('Page.enable');
  await webContents.debugger.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true });
}
