/**
 * Whether the model files on this computer are those the program was made with. Each start hashes all of them: what an earlier start found is kept nowhere
 * (docs/adr/0033-calibrated-desk.md). While the station runs a file is hashed again when its size, times or number have changed; the time of its last change
 * (ctime) among them, which nobody sets as they like.
 */
import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
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

  const lookAt = async ([name, shippedHash]: [string, string]): Promise<LookedAtModel> => {
    try {
      const file = await placeOf(name);
      const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true });
      const sign = `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
      const before = known.get(name);
      const sha256 = before?.sign === sign ? before.sha256 : hash('sha256', await readFile(file));
      known.set(name, { sign, sha256 });
      return { name, state: sha256 === shippedHash ? 'as-shipped' : 'changed', sha256 };
    } catch {
      return { name, state: 'missing', sha256: null };
    }
  };
  const all = async (): Promise<readonly LookedAtModel[]> => {
    try {
      const looked: LookedAtModel[] = [];
      // One after the other and each read whole: streams side by side took twice to three times as long, and all at once held 35 MB.
      for (const model of Object.entries(wanted)) looked.push(await lookAt(model));
      return (last = looked);
    } finally {
      looking = null;
    }
  };
  return { look: () => (looking ??= all()), last: () => last };
}
