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
  needNew(file);
  return writeBeside(file, write);
}

/** The same for what takes so long that others must have their turn meanwhile. */
export async function writeNewFileInTurns<Made>(file: string, write: (put: Put) => Promise<Made>): Promise<Made> {
  needNew(file);
  const begun = beside(file);
  try {
    const made = await write(begun.put);
    begun.keep();
    return made;
  } catch (thrown) {
    begun.drop();
    throw thrown;
  }
}

function needNew(file: string): void {
  if (existsSync(file)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
}

function writeBeside<Made>(file: string, write: (put: Put) => Made): Made {
  const begun = beside(file);
  try {
    const made = write(begun.put);
    begun.keep();
    return made;
  } catch (thrown) {
    begun.drop();
    throw thrown;
  }
}

/** Under another name until it is kept. */
function beside(file: string): { put: Put; keep(): void; drop(): void } {
  const name = `${file}.new`;
  const handle = openSync(name, 'w', 0o600);
  let open = true;
  const close = (): void => {
    if (open) closeSync(handle);
    open = false;
  };
  return {
    put: (part) => putAll(part, (bytes, at) => writeSync(handle, bytes, at)),
    keep: () => {
      fsyncSync(handle);
      close();
      renameSync(name, file);
      syncFolder(path.dirname(file));
    },
    drop: () => {
      close();
      rmSync(name, { force: true });
    },
  };
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
