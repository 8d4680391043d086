/** The print reader in a worker: every language pack lies in one folder of the window's own origin. */
import type { PrintHost } from '../../core/vision/engines/print.ts';
import { lazily } from '../../core/vision/engines/lazily.ts';
import { loadPack, loadPacks } from '../../core/vision/print/languages.ts';
import { loadResource, resourceAddress } from './resources.ts';

export function createPrintHost(languages: readonly string[], after: PrintHost['after']): PrintHost {
  return {
    packs: lazily(() => loadPacks(loadResource)),
    languages: () => Promise.resolve(languages),
    async folderWith(wanted) {
      // Asked for once before tesseract fetches it, because its own error does not say which one was missing.
      for (const pack of wanted) await loadPack(pack, loadResource);
      return resourceAddress('tessdata');
    },
    paths: { workerPath: resourceAddress('tesseract/worker.min.js'), corePath: resourceAddress('tesseract') },
    processors: navigator.hardwareConcurrency,
    after,
  };
}
