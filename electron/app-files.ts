/** From an app:// address to a file, for files that truly lie below the folders we serve. Pure Node: no Electron here. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isOurs } from './origin.ts';

export type ServedFolders = {
  /** The built window: everything that is not below /resources/. */
  window: string;
  /** Assembled resources: /resources/NAME. */
  resources: string;
};

export type ServedFile = { file: string; size: number; pathname: string };

const prefix = '/resources/';
/** Only plain names: no percent sign left after decoding once, no backslash, no control character, no hidden file. */
const plainSegment = /^[A-Za-z0-9_@][A-Za-z0-9._@ +-]*$/;

/** @returns null for everything that is not a plain file below its folder, symbolic links leading out of it included. */
export async function findServedFile(address: string, folders: ServedFolders): Promise<ServedFile | null> {
  const pathname = plainPathname(address);
  if (pathname === null) return null;
  const inResources = pathname.startsWith(prefix);
  const folder = inResources ? folders.resources : folders.window;
  const name = inResources ? pathname.slice(prefix.length) : pathname.slice(1);
  try {
    const [home, file] = await Promise.all([realpath(folder), realpath(path.join(folder, name))]);
    if (!file.startsWith(home + path.sep)) return null;
    const found = await stat(file);
    return found.isFile() ? { file, size: found.size, pathname } : null;
  } catch {
    return null;
  }
}

function plainPathname(address: string): string | null {
  if (!isOurs(address)) return null;
  try {
    const pathname = decodeURIComponent(new URL(address).pathname);
    const segments = pathname.slice(1).split('/');
    return segments.every((segment) => plainSegment.test(segment)) ? pathname : null;
  } catch {
    return null;
  }
}

/** First byte and last byte, inclusive; null: no or unusable range, so the whole file. Media elements seek with it. */
export function byteRange(header: string | null, size: number): { first: number; last: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return null;
  const first = Number(match[1]);
  const last = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return first <= last && first < size ? { first, last } : null;
}
