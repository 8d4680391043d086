/** A new process for the page, so that nothing of a customer stays in its memory: an engine overwrites nothing it frees, an ended process gives all of it back. */
import type { BrowserWindow } from 'electron';
import type { SessionEnd } from '../core/contract.ts';
import { startPageAfter } from './origin.ts';
import type { HostAnswers } from './host-calls.ts';

/** Of no site: Chromium ends the process of the page before, and takes another for the page behind it. */
const nowhere = 'about:blank';

/** The call is answered before the page that asked is gone, and the page that comes knows why the session ended. */
/** @param sweep what the other processes have let go of is overwritten */
export function renewCalls(window: () => BrowserWindow | null, sweep: () => Promise<void>): HostAnswers<'page.renew'> {
  return {
    'page.renew': ({ ended }) => {
      setImmediate(() => { const now = window(); if (now) void renew(now, ended).catch(() => undefined).then(sweep); });
      return Promise.resolve({});
    },
  };
}

/** A load that hangs or crashes is tried again by the window itself. */
async function renew(window: BrowserWindow, ended: SessionEnd | null): Promise<void> {
  await window.loadURL(nowhere);
  await window.loadURL(startPageAfter(ended));
}
