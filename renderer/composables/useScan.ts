/** One scan as the window sees it: settings, pages as they come, what went wrong, and the pages that stay all the same. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { CodedError, errorTexts, toCodedError, type ErrorCode } from '../../core/errors.ts';
import { fitted, scannerFaults, usualWish, type ScannedPageFacts, type ScannerCapabilities, type ScanState, type ScanWish } from '../../core/scanning.ts';
import type { ScannedPicture, ScanPurpose } from '../workers/api.ts';
import type { ScanPart } from './useBringing.ts';
import { call, on } from './useStation.ts';
import { reader } from './useVision.ts';

/** Several pictures of one page are cards on one glass, or pages of one file. `scanned`: how and when that page was. */
export type Picture = ScannedPicture & ScanPart & { scanned: ScannedPageFacts };

export type Scan = {
  can: ShallowRef<ScannerCapabilities | null>;
  wish: Ref<ScanWish | null>;
  state: ShallowRef<ScanState | null>;
  pictures: ShallowRef<Picture[]>;
  error: ShallowRef<CodedError | null>;
  running: ComputedRef<boolean>;
  /** The device's own button begins a scan now, too. */
  waitsForButton: ComputedRef<boolean>;
  /** Asks the scanner what it can, and begins at once where the settings were chosen before. */
  open(): Promise<void>;
  /** @param onward the pages that are there stay. */
  start(onward: boolean): Promise<void>;
  stop(): Promise<void>;
  /** The user has turned away: nothing begins any more, and nothing stays. */
  leave(): Promise<void>;
};

/** Chosen: a press is answered within about a second. Each question opens the device anew. */
const buttonMs = 1_000;

/** Settings as they were used last, by purpose and scanner: nobody chooses them for every customer. */
const remembered = new Map<string, ScanWish>();
/** Runs whose pages lie behind one another. `scanId`: of the last one; `captures`: by page and picture, what of it lies in the case. */
type Stack = { scanId: string; captures: Map<number, Map<string, string>> };
/** The one whose pages are on their way into the case: the station keeps them until then. */
let held: Stack | null = null;

/** This picture lies in the case. When all pictures of its page do, the scan folder may let its file go. */
export async function pictureIsKept({ stack, page, key, parts }: ScanPart, captureId: string): Promise<void> {
  if (held === null || held !== stack) return;
  const captures = (held.captures.get(page) ?? new Map<string, string>()).set(key, captureId);
  held.captures.set(page, captures);
  // Not answered (the session has ended): the file goes back to its folder, and nothing is lost.
  if (captures.size === parts) await call('scanner.keep', { scanId: held.scanId, page, captureIds: [...captures.values()] }).catch(() => undefined);
}

/**
 * What is not kept is not wanted any more; a folder gets its files back.
 * @param of the stack whoever asks was about: another one has begun since, and is not theirs. Left out: whatever there is.
 */
export async function scanIsForgotten(of: object | null = held): Promise<void> {
  if (held !== of) return;
  const stack = held;
  held = null;
  // Dropped already where the session ended or the station was restarted meanwhile.
  if (stack) await call('scanner.drop', { scanId: stack.scanId }).catch(() => undefined);
}

/** @param button whether the device's own button starts a scan as well: only where somebody looks at the pages that come */
export function useScan(purpose: ScanPurpose, scanner: string, { button = true }: { button?: boolean } = {}): Scan {
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
  let starting: Promise<void> = Promise.resolve();
  /** What the user said while the scanner was still being asked. */
  let stopped = false;
  const left = ref(false);
  /** The stack that was begun here: other scanners on the same screen have theirs. */
  let own: Stack | null = null;
  // Where nothing can be chosen, the station itself waits for the button.
  const waitsForButton = computed(() => button && !running.value && !left.value && wish.value !== null && can.value?.button === true && can.value.sources.length > 0);
  watch(waitsForButton, (waits) => { if (waits) void askForButton(); }, { flush: 'sync' });
  let waiting = 0;

  /** Until something else has begun, or the sheet is closed. A device that does not answer tells why when a scan is begun. */
  async function askForButton(): Promise<void> {
    const turn = (waiting += 1);
    const mayGoOn = (): boolean => waitsForButton.value && turn === waiting;
    while (mayGoOn()) {
      await new Promise((resolve) => setTimeout(resolve, buttonMs));
      if (!mayGoOn()) return;
      const { pressed } = await call('scanner.button', { name: scanner }).catch(() => ({ pressed: false }));
      if (pressed && mayGoOn()) await start((state.value?.pages ?? 0) > 0);
    }
  }

  /** Answers and events may overtake one another: an end is final, and pages do not become fewer. */
  const take = (next: ScanState): void => {
    if (held === null || held !== own || held.scanId !== next.scanId || (latest?.scanId === next.scanId && (latest.phase === 'ended' || next.pages < latest.pages))) return;
    latest = next;
    const stack = held;
    fetching = fetching.then(() => fetchUpTo(next, stack)).then(() => {
      if (held !== stack) return;
      state.value = next;
      if (next.failure) error.value = new CodedError(knownCode(next.failure.code), next.failure.values);
      if (next.phase === 'ended') note(next.failure?.code ?? null, next.pages);
    });
  };

  /** For the scanner's history, as cameras have one: a fault of its own, or a run that gave pages. */
  function note(code: string | null, pages: number): void {
    const fault = scannerFaults.find((known) => known === code) ?? null;
    if (fault === null && pages === 0) return;
    void call('devices.note', { device: scanner, label: (can.value?.label ?? '').slice(0, 200), fault, rate: null }).catch(() => undefined);
  }

  /** What the scanner could not even be asked is its fault as well. */
  function failed(thrown: unknown): void {
    error.value = toCodedError(thrown, 'scanner.failed');
    note(error.value.code, 0);
  }

  async function fetchUpTo({ scanId, pages }: ScanState, stack: Stack): Promise<void> {
    while (fetched < pages && held === stack && stack.scanId === scanId) {
      const page = fetched + 1;
      fetched = page;
      try {
        const { bytes, ...scanned } = await call('scanner.page', { scanId, page });
        const { pictures: found, left: more } = await reader.call('scannedPage', [bytes, purpose, { dpi: scanned.dpi, lane: scanned.lane }]);
        if (held !== stack) return;
        // What was not taken of a file keeps it from ever being whole in the case.
        const parts = found.length + more;
        pictures.value = [...pictures.value, ...found.map((picture, i) => ({ ...picture, stack, page, parts, scanned, key: `${page}.${i}` }))];
        if (more > 0) error.value = new CodedError('scanner.too-many', { limit: found.length });
      } catch (thrown) {
        error.value = toCodedError(thrown, 'file.unreadable');
      }
    }
  }

  const dispose = on('scanner.changed', (payload) => take(payload as ScanState));
  onScopeDispose(() => {
    left.value = true;
    dispose();
  });

  async function begin(onward: boolean): Promise<void> {
    if (!wish.value) return;
    const wanted = { ...wish.value };
    error.value = null;
    asking.value = true;
    stopped = false;
    try {
      const before = onward ? own : null;
      if (!onward) {
        await scanIsForgotten();
        pictures.value = [];
        fetched = 0;
      }
      if (left.value || stopped) return;
      remembered.set(key, wanted);
      const begun = await call('scanner.start', { wish: wanted, after: before?.scanId ?? null });
      own = Object.assign(before ?? { captures: new Map<number, Map<string, string>>() }, { scanId: begun.scanId });
      held = own;
      state.value = begun;
      if (left.value) return await scanIsForgotten(own);
      // What happened before this answer was told to nobody.
      const now = stopped ? await call('scanner.cancel', { scanId: begun.scanId }) : await call('scanner.state', {});
      if (now) take(now);
    } catch (thrown) {
      failed(thrown);
    } finally {
      asking.value = false;
    }
  }

  async function start(onward: boolean): Promise<void> {
    if (running.value || left.value) return;
    starting = begin(onward);
    await starting;
  }

  async function stop(): Promise<void> {
    stopped = true;
    if (own && held === own && state.value?.scanId === own.scanId && state.value.phase !== 'ended') take(await call('scanner.cancel', { scanId: own.scanId }));
  }

  return {
    can, wish, state, pictures, error, running, waitsForButton, start, stop,
    async open() {
      asking.value = true;
      stopped = false;
      try {
        can.value = await call('scanner.capabilities', { name: scanner });
        const before = remembered.get(key);
        wish.value = before ? fitted(before, can.value) : usualWish(scanner, can.value);
      } catch (thrown) {
        failed(thrown);
      } finally {
        asking.value = false;
      }
      if (!stopped && (remembered.has(key) || can.value?.sources.length === 0)) await start(false);
    },
    async leave() {
      left.value = true;
      await stop().catch(() => undefined);
      await starting;
      if (own !== null) await scanIsForgotten(own);
    },
  };
}

const knownCode = (code: string): ErrorCode => (code in errorTexts ? (code as ErrorCode) : 'scanner.failed');
