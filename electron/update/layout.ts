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
import { appendFileSync, closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { versionPattern } from './manifest.ts';

export const programName = 'vestibule';
const signedFolder = '.signed';
const keptNames: readonly string[] = ['manifest.json', 'signature', 'replaces.json'].map((name) => `${signedFolder}/${name}`);
const replacesSchema = z.strictObject({ version: z.string().regex(versionPattern).nullable() });

export const versionFolder = (root: string, version: string): string => path.join(root, 'versions', version);
export const partFolder = (root: string, version: string): string => `${versionFolder(root, version)}.part`;

/** The folder with versions/ that a program runs from. Null: it was installed in another way. @param execPath absolute, links followed */
export function rootOf(execPath: string): string | null {
  const [versions, version] = [path.dirname(path.dirname(execPath)), path.basename(path.dirname(execPath))];
  return path.basename(versions) === 'versions' && versionPattern.test(version) ? path.dirname(versions) : null;
}

/** The version `current` leads to. Null where none was put in yet. */
export function currentVersion(root: string): string | null {
  try {
    const version = path.basename(readlinkSync(path.join(root, 'current')));
    return versionPattern.test(version) ? version : null;
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
  return below(folder, '').filter(({ name }) => !keptNames.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const below = (folder: string, prefix: string): { name: string; plain: boolean }[] => readdirSync(path.join(folder, prefix), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? below(folder, `${prefix}${entry.name}/`) : [{ name: prefix + entry.name, plain: entry.isFile() }]));

/** The name to start by first: a cut before `current` is turned leaves one that leads nowhere yet, and not a version that nothing starts. */
export function turnTo(root: string, version: string): void {
  turnLink(root, programName, path.join('current', programName));
  turnLink(root, 'current', path.join('versions', version));
}

function turnLink(root: string, name: string, target: string): void {
  const next = path.join(root, `${name}.next`);
  rmSync(next, { force: true });
  symlinkSync(target, next);
  renameSync(next, path.join(root, name));
  syncToDisk(root);
}

/** Versions that are neither in use nor could be taken back nor run this, and what a cut left half done; nothing else that lies there. @param running version of the program that asks, null: none of these */
export function sweep(root: string, running: string | null): void {
  const current = currentVersion(root);
  const keep = new Set([current, current === null ? null : earlierThan(root, current), running]);
  for (const name of readdirSync(path.join(root, 'versions'))) {
    if (versionPattern.test(name.replace(/\.part$/, '')) && !keep.has(name)) rmSync(versionFolder(root, name), { recursive: true, force: true });
  }
}

/** @throws CodedError update.no-place where versions lie and none is in use, or they lie elsewhere: another program's folder, or one that somebody prepared */
export function needOwnFolder(root: string): void {
  const versions = path.join(root, 'versions');
  mkdirSync(versions, { recursive: true });
  if (lstatSync(versions).isSymbolicLink()) throw new CodedError('update.no-place');
  const whole = readdirSync(versions).filter((name) => !name.endsWith('.part'));
  if (whole.length > 0 && currentVersion(root) === null && !whole.every((name) => existsSync(path.join(versions, name, signedFolder)))) throw new CodedError('update.no-place');
}

/** The version that `version` took the place of, while it is still on disk. One whose notes are damaged has none. */
export function earlierThan(root: string, version: string): string | null {
  try {
    const { replaces } = signedIn(versionFolder(root, version));
    return replaces !== null && existsSync(versionFolder(root, replaces)) ? replaces : null;
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

export type Event = { at: string; what: 'installed' | 'rolled-back' | 'refused'; from: string | null; /** null: the file did not get so far as to say. */ to: string | null; /** Code of the error that refused it. */ why?: string };

export function remember(root: string, event: Event): void {
  appendFileSync(path.join(root, 'updates.jsonl'), `${JSON.stringify(event)}\n`);
}

function writeDurably(file: string, bytes: string | Uint8Array): void {
  const handle = openSync(file, 'wx', 0o644);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Names of a folder and of all below it. */
export function syncNames(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) syncNames(path.join(folder, entry.name));
  syncToDisk(folder);
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
