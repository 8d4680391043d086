/** What a second print engine gains: the rows of real papers read by one and by two, in turn, and whether they read the same. For a machine with nothing else to do. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture } from '../../../cli/decode.ts';
import { after, createEngines } from '../../../cli/engines.ts';
import { createPrintHost } from '../../../cli/print-host.ts';
import { study } from '../../../core/brain.ts';
import { createPrintReader } from '../../../core/vision/engines/print.ts';
import { quantile } from '../station/statistics.ts';

const folder = path.join(process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url)), 'poa_docs');

export async function measureTwoEngines(): Promise<void> {
  if (!existsSync(folder)) return console.error(`SKIPPED: the measuring papers are not there (${folder}). Set VESTIBULE_DATA.`);
  const files = readdirSync(folder).filter((f) => /\.(jpe?g|png)$/i.test(f));
  const readers = [1, 2].map((processors) => createPrintReader({ ...createPrintHost('eng', after), processors }));
  const times: [number[], number[]] = [[], []];
  let same = 0;
  for (const [n, file] of files.entries()) {
    const texts: string[] = [];
    // Each goes first as often.
    for (const which of n % 2 === 0 ? [0, 1] as const : [1, 0] as const) {
      const studied = study({ ...createEngines(), print: () => Promise.resolve(readers[which]!) }, await decodePicture(new Uint8Array(readFileSync(path.join(folder, file)))));
      await studied.gather('documentGeometry');
      const from = performance.now();
      texts[which] = JSON.stringify(await studied.gather('paperText'));
      times[which].push(performance.now() - from);
    }
    same += Number(texts[0] === texts[1]);
  }
  await Promise.all(readers.map((reader) => reader.close()));
  const told = (ms: readonly number[]): string => `median ${quantile(ms, 0.5).toFixed(0)} ms, longest ${Math.max(...ms).toFixed(0)} ms`;
  console.log(`\nrows of ${files.length} papers of poa_docs: one engine ${told(times[0])}; two ${told(times[1])}; read the same ${same} of ${files.length}`);
}
