/** `npm run bench:quality`: the document-quality checks on real pictures and on composites with known defects. `--verbose` lists every picture; `--real`,
 * `--composites`, `--bursts` or `--scenes` (print of pages that run out of the picture, against scenes without a page) takes one part; `--only NAME,NAME` takes the conditions whose name begins so; `--seed N` and `--backgrounds N` draw other composites. */
import { fileURLToPath } from 'node:url';
import { createEngines } from '../../cli/engines.ts';
import { measureBursts } from './quality/burst.ts';
import { measureScenes } from './quality/runs-out.ts';
import { measureReal } from './quality/real.ts';
import { measureComposites } from './quality/composites.ts';

const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const engines = createEngines();
const option = (name: string): string | null => {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};
const only = option('--only')?.split(',') ?? null;
const series = { seed: Number(option('--seed') ?? 0), backgrounds: Number(option('--backgrounds') ?? 0), wanted: ({ name }: { name: string }) => only === null || only.some((o) => name.startsWith(o)) };
const verbose = process.argv.includes('--verbose');
const parts = ['--real', '--bursts', '--composites', '--scenes'];
const wanted = (part: string): boolean => process.argv.includes(part) || !parts.some((p) => process.argv.includes(p));
if (wanted('--real')) await measureReal(data, engines, verbose);
if (wanted('--bursts')) await measureBursts(data, engines, verbose);
if (wanted('--composites')) await measureComposites(data, engines, verbose, series);
if (wanted('--scenes')) await measureScenes(data, verbose, series);
