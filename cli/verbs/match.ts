/** `vestibule match`: faces of pictures against each other. Each picture is decoded and described once. */
import { readFile } from 'node:fs/promises';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import type { CodedError} from '../../core/errors.ts';
import { toCodedError } from '../../core/errors.ts';
import { describePerson, matchPeople } from '../../core/people.ts';
import { UsageError, type Given } from '../arguments.ts';
import { decodePicture, readPictureFile } from '../decode.ts';
import { createEngines } from '../engines.ts';
import { errorRecord, writeJson, writeLine } from '../output.ts';
import { startClock } from '../walk.ts';
import type { Verb } from './verb.ts';

type Face = { faces: number; descriptor: FaceDescriptor | null; error: CodedError | null };
type Pair = { a: string; b: string };

async function run(given: Given): Promise<number> {
  const pairs = await pairsOf(given);
  const faceOf = describer(pairs);
  let failed = 0;
  for (const { a, b } of pairs) {
    const clock = startClock();
    const [faceA, faceB] = [await faceOf(a), await faceOf(b)];
    const error = faceA.error ?? faceB.error;
    if (error) failed += 1;
    const { distance, verdict } = matchPeople(faceA.descriptor, faceB.descriptor);
    const record = {
      a, b, file: b, ok: !error, ...(error ? { error: { ...errorRecord(error), file: faceA.error ? a : b } } : {}),
      facesA: faceA.faces, facesB: faceB.faces, distance, verdict, ms: { total: clock.lap() },
    };
    await (given.flag('json') ? writeJson(record) : writeLine(readable(record)));
  }
  return failed === 0 ? 0 : 1;
}

async function pairsOf(given: Given): Promise<Pair[]> {
  const table = given.text('pairs');
  const [a, ...others] = given.files;
  if (table !== undefined) {
    if (a !== undefined) throw new UsageError('match takes either --pairs FILE.tsv or pictures, not both.');
    return readPairs(await tableText(table));
  }
  if (a === undefined || others.length === 0) throw new UsageError('match needs a picture A and at least one B.');
  return others.map((b) => ({ a, b }));
}

async function tableText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new UsageError('The file of --pairs cannot be read.');
  });
}

/**
 * One pair of paths a line, apart by a tab (further columns are not looked at); where a line has no tab, by white space. Empty lines,
 * lines that start with # and one heading line (`a b ...`, no picture's ending) are left out.
 * @throws UsageError with the line's number when a line holds no pair
 */
export function readPairs(text: string): Pair[] {
  const pairs: Pair[] = [];
  text.replace(/^\uFEFF/, '').split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [a, b] = line.includes('\t') ? line.split('\t').map((p) => p.trim()) : line.trim().split(/\s+/);
    const heading = pairs.length === 0 && !/[./\\]/.test(`${a ?? ''}${b ?? ''}`);
    if (heading) return;
    if (!a || !b) throw new UsageError(`Line ${i + 1} of --pairs does not hold two paths.`);
    pairs.push({ a, b });
  });
  if (pairs.length === 0) throw new UsageError('The file of --pairs holds no pair.');
  return pairs;
}

/** Descriptors are kept, pixels never; a descriptor is 4.6 KB, and is let go after its last pair. */
function describer(pairs: readonly Pair[]): (file: string) => Promise<Face> {
  const engines = createEngines();
  const uses = new Map<string, number>();
  for (const { a, b } of pairs) for (const file of [a, b]) uses.set(file, (uses.get(file) ?? 0) + 1);
  const known = new Map<string, Face>();
  return async (file) => {
    const face = known.get(file) ?? (await described(file));
    const left = (uses.get(file) ?? 1) - 1;
    uses.set(file, left);
    if (left > 0) known.set(file, face);
    else known.delete(file);
    return face;
  };

  async function described(file: string): Promise<Face> {
    try {
      const { frame } = await decodePicture(await readPictureFile(file));
      const { faces, largest } = await describePerson(engines, frame);
      return { faces, descriptor: largest?.descriptor ?? null, error: null };
    } catch (thrown) {
      return { faces: 0, descriptor: null, error: toCodedError(thrown) };
    }
  }
}

function readable(r: { a: string; b: string; ok: boolean; error?: { code: string; message: string; file: string }; facesA: number; facesB: number; distance: number | null; verdict: string }): string {
  if (r.error) return `${r.a}  ${r.b}  NOT PROCESSED  ${r.error.file}: ${r.error.code}: ${r.error.message}`;
  return `${r.verdict.padEnd(10)} ${(r.distance?.toFixed(3) ?? '-').padEnd(7)} ${r.a} (${r.facesA})  ${r.b} (${r.facesB})`;
}

export const match: Verb = {
  name: 'match',
  usage: 'match A B... | match --pairs FILE.tsv [--json]',
  about: 'compares the largest face of A with that of each B',
  options: { pairs: { type: 'string' } },
  help: [
    '--pairs   a file with two paths a line, apart by a tab, relative to the folder you are in',
    'verdict   match | unsure | different | none (a picture without face); distance 1 is that of two strangers',
  ],
  run,
};
