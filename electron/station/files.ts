/** Files that must be whole or absent after a power cut or on a full disk. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Puts bytes or text (UTF-8) behind what was put before. */
export type Put = (part: string | Uint8Array) => void;

/** Replaces `file` in one step: written beside it, flushed, renamed, and the folder flushed. Readable by the owner only. */
export function writeFileAtomic(file: string, text: string): void {
  writeBeside(file, (put) => put(text));
}

/** The same for a name that must be new: what was written once is evidence and is not written over. @throws what the file system throws, EEXIST among it; then there is no file of that name by this call. */
export function writeNewFile<Made>(file: string, write: (put: Put) => Made): Made {
  if (existsSync(file)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  return writeBeside(file, write);
}

function writeBeside<Made>(file: string, write: (put: Put) => Made): Made {
  const beside = `${file}.new`;
  const handle = openSync(beside, 'w', 0o600);
  let made: Made;
  try {
    made = write((part) => putAll(part, (bytes, at) => writeSync(handle, bytes, at)));
    fsyncSync(handle);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncFolder(path.dirname(file));
  return made;
}

/** A nearly full disk or a signal takes a part of what it is given, and says so only by its count. */
export function putAll(part: string | Uint8Array, write: (bytes: Uint8Array, at: number) => number): void {
  const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
  for (let at = 0; at < bytes.length; ) at += write(bytes, at);
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
