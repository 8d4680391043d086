/** What a customer brings as a file, or what lies in the scanner; both come by the same way as a picture of the camera. */
import { ref, type Ref } from 'vue';
import { call } from './useStation.ts';
import type { Lane } from '../journey/work.ts';

export type Bring = (fetchBytes: () => Promise<Uint8Array>, lane: Lane, device: string) => Promise<void>;
export type Bringing = {
  /** The file input of the screen. */
  chooser: Ref<HTMLInputElement | null>;
  /** For its `change`, one after the other where the input takes several; the same file may be chosen again. */
  importFile(event: Event): Promise<void>;
  scan(): Promise<void>;
};

/** @param scanner name of the device; null: none. `bring` says what went wrong, of `fetchBytes` too. */
export function useBringing(bring: Bring, scanner: () => string | null): Bringing {
  return {
    chooser: ref(null),
    async importFile(event) {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = '';
      for (const file of files) await bring(async () => new Uint8Array(await file.arrayBuffer()), 'file', 'file');
    },
    async scan() {
      const name = scanner();
      if (name) await bring(async () => (await call('scanner.scan', { name, dpi: 300 })).bytes, 'scanner', name);
    },
  };
}
