/** What a customer brings as a file, or what lies in the scanner; both come by the same way as a picture of the camera. */
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { session } from './session.ts';
import type { Lane } from '../journey/work.ts';

/** `at`: when the picture was made; left out: now. `file`: what it was cut out of by us; left out: it is as it came. */
export type Origin = { lane: Lane; device: string; at?: string; file?: Uint8Array | null; part?: ScanPart };
/** A picture of a page of the scan under way. `parts`: how many pictures that page has. */
export type ScanPart = { stack: object; page: number; key: string; parts: number };
export type Bring = (fetchBytes: () => Promise<Uint8Array>, from: Origin) => Promise<void>;
export type Scanned = Origin & { bytes: Uint8Array; at: string; part: ScanPart };
export type Bringing = {
  /** Function ref of the screen's file input. */
  attachChooser(element: unknown): void;
  /** A kiosk opens no dialog of the system, and a customer alone brings no files. */
  mayChoose: ComputedRef<boolean>;
  choose(): void;
  /** From the click until a file is chosen or none is: the dialog of the system lies over the screen, so nothing happens by itself behind it. */
  choosing: Ref<boolean>;
  /** For its `change`, one after the other where the input takes several; the same file may be chosen again. */
  importFile(event: Event): Promise<void>;
  /** Whether the sheet of the scanner is open. */
  scanning: Ref<boolean>;
  scan(): void;
  /** For what the sheet hands over. */
  takeScanned(scanned: Scanned): Promise<void>;
};

/** `bring` says what went wrong, of `fetchBytes` too. */
export function useBringing(bring: Bring): Bringing {
  const scanning = ref(false);
  const choosing = ref(false);
  const choseNone = (): void => { choosing.value = false; };
  let chooser: HTMLInputElement | null = null;
  const mayChoose = computed(() => !session.kiosk && session.status?.serving !== 'self-service');
  return {
    attachChooser: (element) => {
      chooser = element instanceof HTMLInputElement ? element : null;
      chooser?.addEventListener('cancel', choseNone);
    },
    mayChoose,
    choose: () => {
      if (!mayChoose.value || !chooser) return;
      choosing.value = true;
      chooser.click();
    },
    choosing,
    scanning,
    async importFile(event) {
      choosing.value = false;
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = '';
      for (const file of files) await bring(async () => new Uint8Array(await file.arrayBuffer()), { lane: 'file', device: 'file' });
    },
    scan: () => { scanning.value = true; },
    async takeScanned({ bytes, ...from }) {
      scanning.value = false;
      await bring(() => Promise.resolve(bytes), from);
    },
  };
}

/** Chosen: as long as the scan folder takes a file for a new one. A back page of an earlier hour is chosen by a person or not at all. */
const pairMs = 600_000;

/** The back of a card that was scanned together with its front, until its step comes. `captureId`: of that front, once it lies in the case. */
let pair: { caseId: string; front: ScanPart; back: Scanned; captureId: string | null } | null = null;

export function keepPair(caseId: string, front: ScanPart, back: Scanned | null): void {
  pair = back && { caseId, front, back, captureId: null };
}
/** A front was taken. Where it is not the one the back was scanned with, the back is forgotten. @returns whether a back waits for its step. */
export function frontIsTaken(front: ScanPart | undefined, captureId: string): boolean {
  pair = pair && pair.front === front ? { ...pair, captureId } : null;
  return pair !== null;
}
/** Of this case and of this very front, and scanned just now. */
export function takeBack(caseId: string, frontCaptureId: string | undefined, now = Date.now()): Scanned | null {
  const fits = pair !== null && pair.caseId === caseId && pair.captureId === frontCaptureId && Math.abs(now - Date.parse(pair.back.at)) <= pairMs;
  const back = fits ? pair!.back : null;
  pair = null;
  return back;
}
export function forgetPair(): void {
  pair = null;
}
