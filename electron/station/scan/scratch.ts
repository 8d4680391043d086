/** A folder for pages between a scanner's own program and the station: in memory where there is such a file system, and gone with the scan. */
import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'vestibule-scan-';

/** Linux's memory file system: a page that lies there for some milliseconds never reaches the disk. Elsewhere the user's own folder for such things. */
function parent(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** Readable by this user only. @returns its path and how to remove it with all that is in it. */
export function newScratch(): { dir: string; remove(): void } {
  const dir = mkdtempSync(path.join(parent(), `${prefix}${process.pid}-`));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** What a station left that was killed in the middle of a scan. */
export function removeLeftScratch(): void {
  for (const name of readdirSync(parent())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && pid !== process.pid && !runs(pid)) rmSync(path.join(parent(), name), { recursive: true, force: true });
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
