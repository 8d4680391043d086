/** Whether the model files on this computer are those the program was made with. A file is hashed once, and again when its size or time has changed. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import shipped from './model-hashes.json' with { type: 'json' };

export type ModelState = 'as-shipped' | 'changed' | 'missing';
export type LookedAtModel = { name: string; state: ModelState; sha256: string | null };

export type ModelWatch = {
  /** Looks again at what has changed since the last time. Never rejects: a file that cannot be read is missing. */
  look(): Promise<readonly LookedAtModel[]>;
  /** As they were at the last look; empty before the first. */
  last(): readonly LookedAtModel[];
};

/** For stations that read no models of this folder: in memory, and in tests. */
export const noModels: ModelWatch = { look: () => Promise.resolve([]), last: () => [] };

/** @param placeOf the file of a name; where there is none it rejects. @param wanted name -> sha256 */
export function watchModels(placeOf: (name: string) => string | Promise<string>, wanted: Readonly<Record<string, string>> = shipped): ModelWatch {
  const known = new Map<string, { sign: string; sha256: string }>();
  let last: readonly LookedAtModel[] = [];
  let looking: Promise<readonly LookedAtModel[]> | null = null;

  const lookAt = async ([name, hash]: [string, string]): Promise<LookedAtModel> => {
    try {
      const file = await placeOf(name);
      const { size, mtimeMs, ino } = await stat(file);
      const sign = `${size} ${mtimeMs} ${ino}`;
      const before = known.get(name);
      const sha256 = before?.sign === sign ? before.sha256 : await hashOf(file);
      known.set(name, { sign, sha256 });
      return { name, state: sha256 === hash ? 'as-shipped' : 'changed', sha256 };
    } catch {
      return { name, state: 'missing', sha256: null };
    }
  };
  const all = async (): Promise<readonly LookedAtModel[]> => {
    try {
      return (last = await Promise.all(Object.entries(wanted).map(lookAt)));
    } finally {
      looking = null;
    }
  };
  return { look: () => (looking ??= all()), last: () => last };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
