/** A disk that is really small: a tmpfs, whose room is given page by page. Needs the right to mount (root, as in CI). */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, fstatSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type SmallDisk = {
  folder: string;
  /** Leaves room for so many pages (4,096 bytes); null: all there is. */
  leave(pages: number | null): void;
  dispose(): void;
};

/** @returns null where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = path.join(folder, 'filler');
  return {
    folder,
    leave: (pages) => {
      if (pages === null) return rmSync(filler, { force: true });
      const file = openSync(filler, existsSync(filler) ? 'r+' : 'w+');
      try {
        const { bavail, bsize } = statfsSync(folder);
        const { size } = fstatSync(file);
        const more = bavail - pages;
        if (more < 0) ftruncateSync(file, Math.max(0, size + more * bsize));
        // Written, not only lengthened: a hole takes no room.
        else if (more > 0) fill(file, size, more * bsize);
      } finally {
        closeSync(file);
      }
    },
    dispose: () => {
      // Lazily: a file that is still being closed must not keep the folder.
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fill(file: number, from: number, bytes: number): void {
  const piece = new Uint8Array(65_536);
  for (let at = 0; at < bytes; at += piece.length) writeSync(file, piece, 0, Math.min(piece.length, bytes - at), from + at);
}

export const smallDiskMissing = 'SKIPPED: this user may not mount a tmpfs, so the full disk is not tested.';
