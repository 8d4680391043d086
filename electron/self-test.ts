/**
 * `--self-test=FOLDER`: the program starts as for a user, but unseen and in that empty folder, looks whether page and station came up, and ends. An
 * update is put in only when this passes. Nothing of this computer's records is opened.
 */
import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { StationHost } from './station-host.ts';
import { selfTestPassed } from './update/command.ts';

const word = '--self-test=';

/** The empty folder that whoever asks has made, and removes; null: none is asked. */
export function selfTestFolder(given: readonly string[]): string | null {
  const asked = given.find((one) => one.startsWith(word));
  // Never the folder of the records, whatever was written.
  return asked === undefined ? null : path.resolve(asked.slice(word.length));
}

/** Chosen, not measured: an old computer, and the first start of a program. */
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
