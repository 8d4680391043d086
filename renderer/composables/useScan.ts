/** One scan as the window sees it: settings, pages as they come, what went wrong, and the pages that stay all the same. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { CodedError, errorTexts, toCodedError, type ErrorCode } from '../../core/errors.ts';
import { usualWish, type ScannerCapabilities, type ScanState, type ScanWish } from '../../core/scanning.ts';
import type { ScannedPicture, ScanPurpose } from '../workers/api.ts';
import { call, on } from './useStation.ts';
import { reader } from './useVision.ts';

/** `page` from 1; several pictures of one page are cards on one glass, or pages of one file. */
export type Picture = ScannedPicture & { key: string; page: number };

export type Scan = {
  can: ShallowRef<ScannerCapabilities | null>;
  wish: Ref<ScanWish | null>;
  state: ShallowRef<ScanState | null>;
  pictures: ShallowRef<Picture[]>;
  error: ShallowRef<CodedError | null>;
  running: ComputedRef<boolean>;
  /** Asks the scanner what it can, and begins at once where the settings were chosen before. */
  open(): Promise<void>;
  /** @param onward the pages that are there stay. */
  start(onward: boolean): Promise<void>;
  stop(): Promise<void>;
};

/** Settings as they were used last, by purpose and scanner: nobody chooses them for every customer. */
const remembered = new Map<string, ScanWish>();
/** The scan whose pages are on their way into the case: the station keeps them until then. */
let held: string | null = null;

/** The pages that were wanted lie in the case. */
export const scanIsKept = (): Promise<void> => release(true);
/** They are not wanted any more; a folder gets its files back. */
export const scanIsForgotten = (): Promise<void> => release(false);

async function release(kept: boolean): Promise<void> {
  const scanId = held;
  held = null;
  // Dropped already where the session ended or the station was restarted meanwhile.
  if (scanId) await call('scanner.drop', { scanId, kept }).catch(() => undefined);
}

export function useScan(purpose: ScanPurpose, scanner: string): Scan {
  const can = shallowRef<ScannerCapabilities | null>(null);
  const wish = ref<ScanWish | null>(null);
  const state = shallowRef<ScanState | null>(null);
  const pictures = shallowRef<Picture[]>([]);
  const error = shallowRef<CodedError | null>(null);
  const asking = ref(false);
  const running = computed(() => asking.value || (state.value !== null && state.value.phase !== 'ended'));
  const key = `${purpose} ${scanner}`;
  /** Pages are fetched one after the other, in their order. */
  let fetched = 0;
  let fetching: Promise<void> = Promise.resolve();
  let latest: ScanState | null = null;

  /** Answers and events may overtake one another: an end is final, and pages do not become fewer. */
  const take = (next: ScanState): void => {
    if (held !== next.scanId || (latest?.scanId === next.scanId && (latest.phase === 'ended' || next.pages < latest.pages))) return;
    latest = next;
    fetching = fetching.then(() => fetchUpTo(next)).then(() => {
      state.value = next;
      if (next.failure) error.value = new CodedError(knownCode(next.failure.code), next.failure.values);
    });
  };

  async function fetchUpTo({ scanId, pages }: ScanState): Promise<void> {
    while (fetched < pages && held === scanId) {
      const page = fetched + 1;
      fetched = page;
      try {
        const { bytes } = await call('scanner.page', { scanId, page });
        const found = await reader.call('scannedPage', [bytes, purpose, wish.value?.dpi ?? null]);
        pictures.value = [...pictures.value, ...found.map((picture, i) => ({ ...picture, page, key: `${page}.${i}` }))];
      } catch (thrown) {
        error.value = toCodedError(thrown, 'file.unreadable');
      }
    }
  }

  const dispose = on('scanner.changed', (payload) => take(payload as ScanState));
  onScopeDispose(dispose);

  async function start(onward: boolean): Promise<void> {
    if (!wish.value || running.value) return;
    error.value = null;
    asking.value = true;
    try {
      const after = onward ? held : null;
      if (!onward) {
        await scanIsForgotten();
        pictures.value = [];
        fetched = 0;
      }
      remembered.set(key, { ...wish.value });
      const begun = await call('scanner.start', { wish: { ...wish.value }, after });
      held = begun.scanId;
      state.value = begun;
      // What happened before this answer was told to nobody.
      const now = await call('scanner.state', {});
      if (now) take(now);
    } catch (thrown) {
      error.value = toCodedError(thrown, 'scanner.failed');
    } finally {
      asking.value = false;
    }
  }

  return {
    can, wish, state, pictures, error, running, start,
    async open() {
      asking.value = true;
      try {
        can.value = await call('scanner.capabilities', { name: scanner });
        wish.value = remembered.get(key) ?? usualWish(scanner, can.value);
      } catch (thrown) {
        error.value = toCodedError(thrown, 'scanner.failed');
      } finally {
        asking.value = false;
      }
      if (remembered.has(key) || can.value?.sources.length === 0) await start(false);
    },
    async stop() {
      const scanId = held;
      if (scanId && state.value?.phase !== 'ended') take(await call('scanner.cancel', { scanId }));
    },
  };
}

const knownCode = (code: string): ErrorCode => (code in errorTexts ? (code as ErrorCode) : 'scanner.failed');
