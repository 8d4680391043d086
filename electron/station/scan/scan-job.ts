/** The one scan under way: pages go from the driver into the spool as they come, and stay there whatever happens to the next one. */
import { randomUUID } from 'node:crypto';
import { CodedError, toCodedError } from '../../../core/errors.ts';
import type { ScannedPageFacts, ScanState, ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage } from './driver.ts';
import type { Scanners } from './scanners.ts';
import type { Spool } from './spool.ts';

export type ScanJobs = {
  /**
   * @param after the scan whose pages stay before the new ones; null: those of an earlier one are dropped.
   * @throws CodedError scanner.busy while another one runs or begins · scanner.cancelled by forget() meanwhile · store.not-found
   */
  start(wish: ScanWish, after?: string | null): Promise<ScanState>;
  state(): ScanState | null;
  /** @param page from 1. @throws CodedError store.not-found */
  page(scanId: string, page: number): Promise<ScannedPageFacts & { bytes: Uint8Array<ArrayBuffer> }>;
  /** Stops the device; whole pages stay. Resolves when it has stopped, or was given up. */
  cancel(scanId: string): Promise<ScanState>;
  /** All that is on this page lies in the case: its source may go. Said again it is the same. @param page from 1. @throws CodedError store.not-found */
  keep(scanId: string, page: number): Promise<void>;
  /** Nobody needs its pages any more; sources of those that were not kept are given back. */
  drop(scanId: string): Promise<void>;
  /** Whoever worked here has left, or the case is closed: nothing of the customer stays. */
  forget(): void;
};

/**
 * Chosen. `silentMs`: longer than any driver's own time-out, for one that does not keep it; `stopMs`: a device that does not stop is left behind.
 * `pages`: what a customer brings; more is a wrong stack in the feeder.
 */
const limits = { silentMs: 150_000, stopMs: 8_000, pages: 40 };

type Page = { id: string; facts: ScannedPageFacts; settle: ScannedPage['settle'] };

type Job = {
  state: ScanState;
  abort: AbortController;
  pages: Page[];
  running: Promise<void>;
};

export function createScanJobs(parts: { scanners: Scanners; spool: Spool; clock: () => Date; tell: (state: ScanState) => void; limits?: Partial<typeof limits> }): ScanJobs {
  const bounds = { ...limits, ...parts.limits };
  let job: Job | null = null;
  let starting = false;
  /** How often nothing was to stay. */
  let forgotten = 0;

  const change = (of: Job, next: Partial<ScanState>): void => {
    of.state = { ...of.state, ...next };
    if (of === job) parts.tell(of.state);
  };
  const needed = (scanId: string): Job => {
    if (job?.state.scanId !== scanId) throw new CodedError('store.not-found');
    return job;
  };
  const neededPage = (scanId: string, number: number): Page => {
    const page = needed(scanId).pages[number - 1];
    if (!page) throw new CodedError('store.not-found');
    return page;
  };
  const settle = async (page: Page, kept: boolean): Promise<void> => {
    const { settle: tell } = page;
    page.settle = undefined;
    await tell?.(kept);
  };
  const drop = async (of: Job): Promise<void> => {
    of.abort.abort();
    if (of === job) job = null;
    await of.running;
    const { pages } = of;
    of.pages = [];
    for (const page of pages) {
      await parts.spool.remove(page.id);
      await settle(page, false);
    }
  };

  /** Ends in every case: with the driver, or without it when it does not keep its time. */
  const run = async (of: Job, wish: ScanWish): Promise<void> => {
    const clock = watchdog(bounds.silentMs, bounds.stopMs, of.abort);
    const progress = (share: number | null, phase: 'waiting' | 'scanning' = 'scanning'): void => {
      clock.alive();
      if (of.state.phase !== 'ended') change(of, { phase, percent: share === null ? null : Math.round(share * 100) });
    };
    try {
      await Promise.race([pump(of, wish, progress), clock.late]);
      change(of, { phase: 'ended', percent: null });
    } catch (thrown) {
      const { code, values } = toCodedError(thrown, 'scanner.failed');
      change(of, { phase: 'ended', percent: null, failure: { code, values } });
    } finally {
      clock.stop();
    }
  };

  const pump = async (of: Job, wish: ScanWish, progress: (share: number | null, phase?: 'waiting' | 'scanning') => void): Promise<void> => {
    const { source, dpi, colour } = wish;
    for await (const { bytes, mime, lane, at = parts.clock(), settle: giveBack } of parts.scanners.scan(wish, { signal: of.abort.signal, progress })) {
      progress(null);
      // Told to be over already: a page that comes after that belongs to nobody.
      if (of.state.phase === 'ended') return giveBack?.(false);
      try {
        // Said of the page that is too many: the one before it has been taken over, and its source stays with us.
        if (of.pages.length >= bounds.pages) throw new CodedError('scanner.too-many', { limit: bounds.pages });
        of.pages.push({ id: await parts.spool.put(bytes), facts: { mime, lane, source, dpi, colour, at: at.toISOString() }, settle: giveBack });
        change(of, { pages: of.pages.length });
      } catch (thrown) {
        // Leaving the loop waits for the driver, and the driver for its device: so that one is stopped first.
        of.abort.abort();
        throw thrown;
      }
    }
  };

  return {
    async start(wish, after = null) {
      if (starting || (job && job.state.phase !== 'ended')) throw new CodedError('scanner.busy');
      const since = forgotten;
      const pages = after === null ? [] : needed(after).pages.splice(0);
      const next: Job = {
        state: { scanId: randomUUID(), phase: 'waiting', pages: pages.length, percent: null, failure: null }, abort: new AbortController(), pages, running: Promise.resolve(),
      };
      starting = true;
      try {
        if (job) await drop(job);
      } finally {
        starting = false;
      }
      if (forgotten !== since) {
        await drop(next);
        throw new CodedError('scanner.cancelled');
      }
      job = next;
      const { state } = next;
      next.running = run(next, wish);
      return state;
    },
    state: () => job?.state ?? null,
    async page(scanId, number) {
      const { id, facts } = neededPage(scanId, number);
      return { ...facts, bytes: await parts.spool.get(id) };
    },
    async cancel(scanId) {
      const of = needed(scanId);
      of.abort.abort();
      await of.running;
      return of.state;
    },
    keep: async (scanId, number) => settle(neededPage(scanId, number), true),
    drop: async (scanId) => drop(needed(scanId)),
    forget: () => {
      forgotten += 1;
      if (job) void drop(job);
    },
  };
}

/** Aborts what says nothing for `silentMs`, and what was aborted and does not end within `stopMs` is late. */
function watchdog(silentMs: number, stopMs: number, abort: AbortController): { alive(): void; late: Promise<never>; stop(): void } {
  let silence: NodeJS.Timeout | undefined;
  let end: NodeJS.Timeout | undefined;
  let fail: (error: Error) => void = () => {};
  const late = new Promise<never>((_resolve, reject) => { fail = reject; });
  late.catch(() => {});
  const alive = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      abort.abort();
      fail(new CodedError('scanner.timeout'));
    }, silentMs);
  };
  alive();
  const stopping = (): void => { end = setTimeout(() => fail(new CodedError('scanner.timeout')), stopMs); };
  abort.signal.addEventListener('abort', stopping, { once: true });
  return {
    alive, late,
    stop: () => {
      clearTimeout(silence);
      clearTimeout(end);
      abort.signal.removeEventListener('abort', stopping);
    },
  };
}
