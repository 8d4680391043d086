import { statfsSync } from 'node:fs';

/** Megabytes that may still be written; null: nothing is kept on a disk, or it does not say. */
export function freeMegabytes(dir: string | null): number | null {
  if (dir === null) return null;
  try {
    const { bavail, bsize } = statfsSync(dir);
    return Math.floor((bavail * bsize) / 1_000_000);
  } catch {
    return null;
  }
}
