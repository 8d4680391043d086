/** The print reader in Node: tesseract.js opens its language packs itself and wants them in one folder, but each lies in a package of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { PrintHost } from '../core/vision/engines/print.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import { loadPack, loadPacks, parseLanguages } from '../core/vision/print/languages.ts';
import { loadResource } from './resources.ts';

/** @param languages `eng+fra`: read with every picture, beside what a document calls for. */
export function createPrintHost(languages: string, after: PrintHost['after']): PrintHost {
  const packs = lazily(() => loadPacks(loadResource));
  const folder = lazily(() => Promise.resolve(temporaryFolder()));
  const written = new Set<string>();
  return {
    packs,
    languages: async () => parseLanguages(languages, await packs()),
    async folderWith(wanted) {
      const place = await folder();
      for (const pack of wanted) {
        if (written.has(pack.code)) continue;
        await writeFile(path.join(place, `${pack.code}.traineddata.gz`), await loadPack(pack, loadResource));
        written.add(pack.code);
      }
      return place;
    },
    processors: availableParallelism(),
    after,
  };
}

function temporaryFolder(): string {
  const place = mkdtempSync(path.join(tmpdir(), 'vestibule-print-'));
  process.once('exit', () => rmSync(place, { recursive: true, force: true }));
  return place;
}
