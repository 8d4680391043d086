/**
 * How an updated program lies on disk, below a folder that belongs to whoever installs and not to whoever uses it:
 *
 *     versions/0.2.0/           a program, whole; .signed/ in it holds what the publisher signed and which version it took the place of
 *     current  -> versions/0.2.0
 *     vestibule -> current/vestibule    what is started
 *     updates.jsonl             what was put in and taken back, and when
 *
 * A version is put in by turning one link, which the file system does at once or not at all.
 */
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';

export const programName = 'vestibule';
const signedFolder = '.signed';
const versionName = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;
const replacesSchema = z.strictObject({ version: z.string().regex(versionName).nullable() });

export const versionFolder = (root: string, version: string): string => path.join(root, 'versions', version);
export const partFolder = (root: string, version: string): string => `${versionFolder(root, version)}.part`;

/** The folder with versions/ that a program runs from. Null: it was installed in another way. @param execPath absolute, links followed */
export function rootOf(execPath: string): string | null {
  const [versions, version] = [path.dirname(path.dirname(execPath)), path.basename(path.dirname(execPath))];
  return path.basename(versions) === 'versions' && versionName.test(version) ? path.dirname(versions) : null;
}

/** The version `current` leads to. Null where none was put in yet. */
export function currentVersion(root: string): string | null {
  try {
    const version = path.basename(readlinkSync(path.join(root, 'current')));
    return versionName.test(version) ? version : null;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

export type Signed = { manifest: Uint8Array; signature: Uint8Array; /** The version it took the place of. */ replaces: string | null };

/** Inside the program's folder, so that they live and go with it. */
export function keepSigned(folder: string, { manifest, signature, replaces }: Signed): void {
  const inside = path.join(folder, signedFolder);
  mkdirSync(inside);
  writeDurably(path.join(inside, 'manifest.json'), manifest);
  writeDurably(path.join(inside, 'signature'), signature);
  writeDurably(path.join(inside, 'replaces.json'), JSON.stringify({ version: replaces }));
}

/** @throws CodedError update.version-damaged */
export function signedIn(folder: string): Signed {
  const read = (name: string): Buffer => readFileSync(path.join(folder, signedFolder, name));
  try {
    return { manifest: read('manifest.json'), signature: read('signature'), replaces: replacesSchema.parse(JSON.parse(read('replaces.json').toString())).version };
  } catch (thrown) {
    throw new CodedError('update.version-damaged', {}, { cause: thrown });
  }
}

/** Everything below a program's folder but folders and what keepSigned wrote, by name; with `/`. `plain`: a file, and no link or device. */
export function filesIn(folder: string): { name: string; plain: boolean }[] {
  return below(folder, '').filter(({ name }) => !name.startsWith(`${signedFolder}/`)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const below = (folder: string, prefix: string): { name: string; plain: boolean }[] => readdirSync(path.join(folder, prefix), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? below(folder, `${prefix}${entry.name}/`) : [{ name: prefix + entry.name, plain: entry.isFile() }]));

export function turnTo(root: string, version: string): void {
  turnLink(root, 'current', path.join('versions', version));
  if (!existsSync(path.join(root, programName))) turnLink(root, programName, path.join('current', programName));
}

function turnLink(root: string, name: string, target: string): void {
  const next = path.join(root, `${name}.next`);
  rmSync(next, { force: true });
  symlinkSync(target, next);
  renameSync(next, path.join(root, name));
  syncToDisk(root);
}

/** Versions that are neither in use nor could be taken back, and what a cut left half done. */
export function sweep(root: string): void {
  const current = currentVersion(root);
  const keep = new Set([current, current === null ? null : earlierThan(root, current)]);
  for (const name of existsSync(path.join(root, 'versions')) ? readdirSync(path.join(root, 'versions')) : []) {
    if (!keep.has(name)) rmSync(versionFolder(root, name), { recursive: true, force: true });
  }
}

/** The version that `version` took the place of, while it is still on disk. A damaged version has none. */
export function earlierThan(root: string, version: string): string | null {
  const folder = versionFolder(root, version);
  if (!existsSync(path.join(folder, signedFolder))) return null;
  const { replaces } = signedIn(folder);
  return replaces !== null && existsSync(versionFolder(root, replaces)) ? replaces : null;
}

export type Event = { at: string; what: 'installed' | 'rolled-back' | 'refused'; from: string | null; to: string; /** Code of the error that refused it. */ why?: string };

export function remember(root: string, event: Event): void {
  appendFileSync(path.join(root, 'updates.jsonl'), `${JSON.stringify(event)}\n`);
}

export function writeDurably(file: string, bytes: string | Uint8Array): void {
  const handle = openSync(file, 'wx', 0o644);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A file's bytes, or a folder's names. */
export function syncToDisk(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
