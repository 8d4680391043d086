/** A folder for pages between a scanner's own program and the station: in memory where there is such a file system, and gone with the scan. */
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';

const prefix = 'vestibule-scan-';

/** Linux's memory file system first: a page that lies there for some milliseconds never reaches the disk. Elsewhere the user's own folder for such things. */
const usualParents = (): string[] => ['/dev/shm', tmpdir()];

/** Of this process, to be removed when it ends in the middle of a scan. */
const inUse = new Set<string>();
const remove = (dir: string): void => {
  inUse.delete(dir);
  rmSync(dir, { recursive: true, force: true });
};

/**
 * A new folder each time, which only this user can read: one that lies there already is never taken, whoever made it.
 * @returns its path and how to remove it with all that is in it. @throws CodedError store.failed where none can be made
 */
export function newScratch(parents: readonly string[] = usualParents()): { dir: string; remove(): void } {
  const dir = firstMade(parents);
  if (inUse.size === 0) process.once('exit', removeAll);
  inUse.add(dir);
  return {
    dir,
    remove: () => {
      remove(dir);
      if (inUse.size === 0) process.off('exit', removeAll);
    },
  };
}

function removeAll(): void {
  for (const dir of [...inUse]) remove(dir);
}

function firstMade(parents: readonly string[]): string {
  let cause: unknown;
  for (const parent of parents) {
    try {
      return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
    } catch (thrown) {
      cause = thrown;
    }
  }
  throw new CodedError('store.failed', {}, { cause });
}

/** What a station of this user left that was killed in the middle of a scan. What is another user's, or cannot be removed, keeps nobody from starting. */
export function removeLeftScratch(parents: readonly string[] = usualParents(), uid = process.getuid?.()): void {
  for (const dir of parents.flatMap(foldersIn)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(path.basename(dir))?.[1] ?? Number.NaN);
    if (!Number.isInteger(pid) || pid === process.pid || runs(pid)) continue;
    try {
      const found = lstatSync(dir);
      if (found.isDirectory() && (uid === undefined || found.uid === uid)) rmSync(dir, { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or in use: looked at again at the next start.
    }
  }
}

function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent).map((name) => path.join(parent, name));
  } catch {
    return [];
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
