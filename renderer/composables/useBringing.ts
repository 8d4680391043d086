/** What a customer brings as a file, or what lies in the scanner; both come by the same way as a picture of the camera. */
import { ref, type Ref } from 'vue';
import type { Lane } from '../journey/work.ts';

export type Bring = (fetchBytes: () => Promise<Uint8Array>, lane: Lane, device: string) => Promise<void>;
export type Scanned = { bytes: Uint8Array; lane: Lane; device: string };
export type Bringing = {
  /** The file input of the screen. */
  chooser: Ref<HTMLInputElement | null>;
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
  return {
    chooser: ref(null),
    scanning,
    async importFile(event) {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = '';
      for (const file of files) await bring(async () => new Uint8Array(await file.arrayBuffer()), 'file', 'file');
    },
    scan: () => { scanning.value = true; },
    async takeScanned({ bytes, lane, device }) {
      scanning.value = false;
      await bring(() => Promise.resolve(bytes), lane, device);
    },
  };
}

/** The back of a card that was scanned together with its front, until its step comes. */
let back: { caseId: string; scanned: Scanned } | null = null;
export const keepBack = (caseId: string, scanned: Scanned | null): void => { back = scanned && { caseId, scanned }; };
export function takeBack(caseId: string): Scanned | null {
  const kept = back?.caseId === caseId ? back.scanned : null;
  back = null;
  return kept;
}
export const backWaits = (caseId: string): boolean => back?.caseId === caseId;
