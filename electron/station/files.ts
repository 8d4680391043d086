/** Small files that must be whole or absent after a power cut. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Replaces `file` in one step: written beside it, flushed, renamed, and the folder flushed. Readable by the owner only. */
export function writeFileAtomic(file: string, text: string): void {
  const beside = `${file}.new`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    const bytes = Buffer.from(text, 'utf8');
    let written = 0;
    while (written < bytes.length) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncFolder(path.dirname(file));
}

/** A rename survives a power cut only when its folder was flushed. */
export function syncFolder(folder: string): void {
  // Windows flushes renames itself and cannot open a folder.
  if (process.platform === 'win32' || !existsSync(folder)) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
