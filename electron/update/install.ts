/** Puts an update in, takes it back, and says what is there. Nothing that runs is touched: a version has a folder of its own, and one link is turned. */
import type { KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CodedError, type ErrorCode } from '../../core/errors.ts';
import { changedFiles, openUpdate, unpackUpdate, type OpenedUpdate } from './file.ts';
import { currentVersion, earlierThan, keepSigned, needOwnFolder, partFolder, programName, remember, signedIn, sweep, syncNames, syncToDisk, turnTo, versionFolder, type Event } from './layout.ts';
import { compareVersions, readManifest } from './manifest.ts';

export type UpdatePlace = {
  /** Folder with versions/. */
  root: string;
  key: KeyObject;
  system: { platform: NodeJS.Platform; arch: string };
  now: () => Date;
  /** Version that runs this, where it lies in `root`; null: another program. */
  running: string | null;
  /** A plain sentence beside the answer. */
  warn(text: string): void;
  /** Starts a program in a folder of its own with nothing of a customer in it, and says whether it came up whole. */
  comesUp(program: string, version: string): Promise<boolean>;
};

export type UpdateDone = { from: string | null; to: string };

/** Free space that must remain after unpacking. Chosen, not measured. */
const spare = 64 * 1024 * 1024;

/**
 * Checks the file, unpacks it beside the version in use, starts it once, and only then turns to it. A cut at any moment leaves the version in use.
 * @throws CodedError update.*
 */
export async function installUpdate(file: string, place: UpdatePlace): Promise<UpdateDone> {
  return alone(place.root, async () => {
    const from = currentVersion(place.root);
    let to: string | null = null;
    try {
      const opened = await openUpdate(file, place.key);
      to = opened.manifest.version;
      needFit(opened, place, from);
      await putIn(opened, place, from);
    } catch (thrown) {
      // What failed after the link was turned does not make the new version one that was refused.
      if (currentVersion(place.root) === from) note(place, { what: 'refused', from, to, why: updateError(thrown).code });
      throw thrown;
    }
    note(place, { what: 'installed', from, to });
    return { from, to };
  });
}

/** The version in use is what counts: a line that could not be written is told, and changes no answer. */
function note({ root, now, warn }: UpdatePlace, event: Omit<Event, 'at'>): void {
  try {
    remember(root, { at: now().toISOString(), ...event });
  } catch {
    warn('updates.jsonl could not be written: this is missing in it.');
  }
}

function needFit({ manifest }: OpenedUpdate, { root, system, running }: UpdatePlace, from: string | null): void {
  if (manifest.platform !== system.platform || manifest.arch !== system.arch) throw new CodedError('update.other-system', { system: `${manifest.platform} ${manifest.arch}` });
  if (from !== null && compareVersions(manifest.version, from) <= 0) throw new CodedError('update.not-newer', { version: manifest.version, current: from });
  sweep(root, running);
  const { bavail, bsize } = statfsSync(root);
  if (manifest.files.reduce((sum, { bytes }) => sum + bytes, spare) > bavail * bsize) throw new CodedError('update.no-space');
}

async function putIn(opened: OpenedUpdate, place: UpdatePlace, from: string | null): Promise<void> {
  const { root } = place;
  const { version } = opened.manifest;
  const [part, folder] = [partFolder(root, version), versionFolder(root, version)];
  try {
    mkdirSync(part, { recursive: true });
    await unpackUpdate(opened, part);
    keepSigned(part, { manifest: opened.manifestBytes, signature: opened.signature, replaces: from });
    if (!(await place.comesUp(path.join(part, programName), version))) throw new CodedError('update.did-not-start', { version });
  } catch (thrown) {
    rmSync(part, { recursive: true, force: true });
    throw thrown;
  }
  syncNames(part);
  renameSync(part, folder);
  syncToDisk(path.join(root, 'versions'));
  turnTo(root, version);
}

/** Back to the version that the one in use took the place of. @throws CodedError update.none-before · update.signature · update.version-damaged */
export async function rollBack(place: UpdatePlace): Promise<UpdateDone> {
  return alone(place.root, async () => {
    const from = currentVersion(place.root);
    const to = from === null ? null : earlierThan(place.root, from);
    if (from === null || to === null) throw new CodedError('update.none-before');
    if ((await lookAt(place, to)).changed.length > 0) {
      note(place, { what: 'refused', from, to, why: 'update.version-damaged' });
      throw new CodedError('update.version-damaged');
    }
    turnTo(place.root, to);
    note(place, { what: 'rolled-back', from, to });
    return { from, to };
  });
}

export type VersionLook = { version: string; madeAt: string; /** Files not as the publisher signed them. */ changed: string[] };
export type UpdateStatus = { current: VersionLook | null; before: VersionLook | null };

/** Every file of both versions against what the publisher signed. @throws CodedError update.signature · update.version-damaged */
export async function updateStatus(place: Pick<UpdatePlace, 'root' | 'key'>): Promise<UpdateStatus> {
  const current = currentVersion(place.root);
  const before = current === null ? null : earlierThan(place.root, current);
  return { current: current === null ? null : await lookAt(place, current), before: before === null ? null : await lookAt(place, before) };
}

async function lookAt({ root, key }: Pick<UpdatePlace, 'root' | 'key'>, version: string): Promise<VersionLook> {
  const folder = versionFolder(root, version);
  const { manifest: bytes, signature } = signedIn(folder);
  const manifest = readManifest(bytes, signature, key);
  if (manifest.version !== version) throw new CodedError('update.version-damaged');
  return { version, madeAt: manifest.madeAt, changed: await changedFiles(folder, manifest) };
}

/** An update takes half a minute. After a power cut the number of its process may belong to another one. */
const longestMs = 3_600_000;

/**
 * One update at a time; a lock whose process is gone is no lock. It comes with its content, by a link, so nobody reads an empty one.
 * @throws CodedError update.running · update.no-place · update.not-writable
 */
async function alone<T>(root: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(root, 'update.lock');
  const own = `${lock}.${process.pid}`;
  try {
    needOwnFolder(root);
    writeFileSync(own, String(process.pid));
    if (existsSync(lock) && (Date.now() - statSync(lock).mtimeMs > longestMs || !isRunning(Number(readFileSync(lock, 'utf8'))))) rmSync(lock, { force: true });
    linkSync(own, lock);
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).code === 'EEXIST' ? new CodedError('update.running') : updateError(thrown);
  } finally {
    rmSync(own, { force: true });
  }
  try {
    return await work();
  } catch (thrown) {
    throw updateError(thrown);
  } finally {
    rmSync(lock, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const systemCodes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'update.no-space', EDQUOT: 'update.no-space', EACCES: 'update.not-writable', EPERM: 'update.not-writable', EROFS: 'update.not-writable', ENOTDIR: 'update.not-writable',
};

function updateError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const code = systemCodes[(thrown as NodeJS.ErrnoException).code ?? ''] ?? 'update.failed';
  return new CodedError(code, {}, { cause: thrown });
}
