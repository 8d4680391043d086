import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Brings the names in a folder to the disk. Windows keeps them with the files, and opens no folder. */
export function syncFolder(at: string, sync: (descriptor: number) => void = fsyncSync): void {
  if (process.platform !== 'win32') syncPath(at, 'r', sync);
}

/** `flags` r+: Windows syncs nothing that is open for reading only. */
export function syncPath(at: string, flags: 'r' | 'r+', sync: (descriptor: number) => void): void {
  const descriptor = openSync(at, flags);
  try {
    sync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
