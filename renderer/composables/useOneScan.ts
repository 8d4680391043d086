/** One page by the road of every scan, which stays with nobody: to show a scanner the golden card, or to try it. */
import { onScopeDispose, watch } from 'vue';
import { CodedError } from '../../core/errors.ts';
import type { ScanPurpose } from '../workers/api.ts';
import { scanIsForgotten, useScan, type Picture, type Scan } from './useScan.ts';

export type OneScan = Pick<Scan, 'can' | 'running' | 'state' | 'stop'> & {
  /** `ms`: from the asking until the page was here. @throws CodedError scanner.* */
  one(): Promise<{ page: Picture; ms: number }>;
};

export function useOneScan(purpose: ScanPurpose, scanner: string): OneScan {
  const { can, error, leave, open, pictures, running, start, state, stop, wish } = useScan(purpose, scanner, { button: false });
  onScopeDispose(() => void leave());

  async function one(): Promise<{ page: Picture; ms: number }> {
    const from = performance.now();
    let ms = 0;
    // What went wrong the last time is no answer now.
    error.value = null;
    pictures.value = [];
    const watched = watch(pictures, ([first]) => {
      if (!first || ms > 0) return;
      ms = performance.now() - from;
      // A stack, or a folder that waits for more; a glass has one page and ends by itself.
      if (wish.value?.source !== 'flatbed') void stop().catch(() => undefined);
    }, { flush: 'sync' });
    try {
      await (can.value ? start(false) : open());
      // A folder begins by itself when it is opened, all others by the first start.
      if (!running.value && pictures.value.length === 0 && !error.value) await start(false);
      await ended();
    } finally {
      watched();
    }
    const [page] = pictures.value;
    const cause = error.value;
    pictures.value = [];
    await scanIsForgotten();
    if (!page) throw cause ?? new CodedError('scanner.no-paper');
    return { page, ms };
  }

  const ended = (): Promise<void> => new Promise((resolve) => {
    const over = watch(running, (now) => {
      if (now) return;
      resolve();
      queueMicrotask(() => over());
    }, { immediate: true });
  });

  return { can, running, state, stop, one };
}
