/**
 * `npm run specimens [-- --only documents,scenes,conformance,clips,tests,demo] [--out FOLDER]`: makes the synthetic pictures and clips.
 * Same source, same pictures. What is already there and made by the same source is kept. manifest.json says what each file truly shows.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSpecimens, setNames, type SetName } from './make.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

const wanted = argument('--only')?.split(',') ?? ['documents', 'scenes', 'conformance', 'clips', 'demo'];
const unknown = wanted.filter((w) => !(setNames as readonly string[]).includes(w));
if (unknown.length > 0) {
  console.error(`Unknown set: ${unknown.join(', ')}. There are: ${setNames.join(', ')}.`);
  process.exit(2);
}
const from = performance.now();
try {
  const files = await makeSpecimens(wanted as SetName[], resolve(root, argument('--out') ?? '.cache/specimens'), (line) => console.log(line));
  console.log(`${files} files, ${((performance.now() - from) / 1000).toFixed(1)} s`);
} catch (thrown) {
  console.error(`specimens: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exit(1);
}
