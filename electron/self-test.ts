/**
 * `--self-test`: the program starts as for a user, but unseen and in an empty folder, looks whether page and station came up, and ends. An
 * update is put in only when this passes. Nothing of this computer's records is opened.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { StationHost } from './station-host.ts';
import { selfTestPassed } from './update/command.ts';

export const isSelfTestAsked = (): boolean => process.argv.includes('--self-test');

/** Before anything else is opened. */
export function inEmptyFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-self-test-'));
  app.setPath('userData', folder);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** Chosen: a first start takes 5 s here. */
const longestMs = 60_000;

/** @throws Error when the page shows no heading in time, or the station does not answer */
export async function tellSelfTest(window: BrowserWindow, { call }: StationHost): Promise<void> {
  const until = Date.now() + longestMs;
  while (!(await window.webContents.executeJavaScript(`document.querySelector('h1') !== null`))) {
    if (Date.now() > until) throw new Error('the page shows no heading');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const status = await call('station.status', {});
  if (!status.ok) throw new Error(status.error.code);
  process.stdout.write(`${selfTestPassed(app.getVersion())}\n`);
}
