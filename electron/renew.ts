/** A new process for the page, so that nothing of a customer stays in its memory: an engine overwrites nothing it frees, an ended process gives all of it back. */
import type { BrowserWindow } from 'electron';
import type { PageNews } from '../core/contract.ts';
import type { HostAnswers } from './host-calls.ts';
import { openStartPage } from './window.ts';

/** Of no site: Chromium ends the process of the page before, and takes another for the page behind it. */
const nowhere = 'about:blank';

/**
 * The call is answered before the page that asked is gone.
 *
 * @param sweep what the other processes have let go of is overwritten. @param failed there is no page any more, and none can be loaded
 */
export function renewCalls(window: () => BrowserWindow | null, { sweep, failed }: { sweep(): Promise<void>; failed(why: unknown): void }): HostAnswers<'page.renew'> {
  return {
    'page.renew': ({ news }) => {
      setImmediate(() => { const now = window(); if (now) renew(now, news).then(sweep).catch(failed); });
      return Promise.resolve({});
    },
  };
}

async function renew(window: BrowserWindow, news: PageNews | null): Promise<void> {
  // A page that crashes meanwhile is gone as well, which is all that is wanted.
  await window.loadURL(nowhere).catch(() => undefined);
  if (!window.isDestroyed()) await openStartPage(window, news);
}
