/** One backup, whole or absent: written beside, verified, named; then older ones are taken away. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import { writeDeletionReport } from '../deletion-report.ts';
import { syncFolder, writeNewFile } from '../files.ts';
import { inThread } from '../in-thread.ts';
import { readKeyring, type Keyring } from '../keyring.ts';
import { openSigningKey } from '../signing-key.ts';
import type { Db } from '../store/db.ts';
import { openStoreForReading } from '../store/open.ts';
import type { Signer } from '../store/signature.ts';
import { copyVerified, partOf } from './copy.ts';
import { caseKeysName, generationOf, generationsIn, keyIdOf, manifestText, names, setName, type Generation } from './manifest.ts';
import { needSpace } from './restore.ts';
import { needTarget, type ChosenTarget } from './target.ts';

/** `dir`: of the station. */
export type BackupFrom = { dir: string; key: Uint8Array; station: string; branch: string; version: string };
/** `needs`: what a supervisor chose, which must be there; null: the folder is made. `keep`: how many stay, the new one among them. */
export type BackupWish = { folder: string; needs: ChosenTarget | null; at: string; keep: number };
export type MadeBackup = { set: string; name: string; bytes: number; cases: number; line: number; kept: number };
export type BackupTask = { task: 'backup' } & BackupFrom & BackupWish;

/** Chosen: half an hour, and two seconds a megabyte, which the slowest stick is written and read back in. */
const longestMs = (bytes: number): number => 30 * 60_000 + (bytes / 1_000_000) * 2_000;

/** Folders of which a thread has not come back that nobody waits for any more: a second one would be in its way. */
const stuck = new Set<string>();

/**
 * Everything that touches the target is done in a thread: one that dies on the way holds that thread and not the counter.
 * @throws CodedError backup.* · store.* · what the file system throws; then nothing of it is left but an older, whole set, and, where the target does not answer, what the next one clears away
 */
export async function makeBackup(from: BackupFrom, wish: BackupWish, limitMs = longestMs(statSync(path.join(from.dir, names.store)).size)): Promise<MadeBackup> {
  if (stuck.has(wish.folder)) throw new CodedError('backup.folder-failed');
  const giveUp = new AbortController();
  const made = inThread({ task: 'backup', ...from, ...wish }, giveUp.signal).finally(() => stuck.delete(wish.folder));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      stuck.add(wish.folder);
      giveUp.abort();
      reject(new CodedError('backup.folder-failed'));
    }, limitMs);
  });
  try {
    return await Promise.race([made, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** In the thread. */
export function writeBackup({ dir, key, station, branch, version, folder, needs, at, keep }: BackupTask): MadeBackup {
  if (needs !== null) needTarget(dir, needs);
  const keyring = readKeyring(path.join(dir, names.keyring));
  if (keyring?.signing == null) throw new CodedError('store.older');
  const signer = openSigningKey(keyring.signing, key);
  const db = openStoreForReading(path.join(dir, names.store), key, keyring.salt);
  try {
    return writeGeneration({ dir, key, db, keyring, signer, station, branch, version }, { folder, at, keep });
  } finally {
    db.close();
  }
}

type Source = BackupFrom & { db: Db; keyring: Keyring; signer: Signer };

function writeGeneration(from: Source, { folder, at, keep }: Omit<BackupWish, 'needs'>): MadeBackup {
  const { dir, key, db, signer, station, branch, version } = from;
  const keyring = path.join(dir, names.keyring);
  const set = path.join(folder, setName(signer.publicKey));
  mkdirSync(set, { recursive: true, mode: 0o700 });
  removeParts(set);
  const name = freeName(set, generationOf(at));
  const part = path.join(set, `${name}${partEnd}`);
  const keyId = keyIdOf(key);
  const caseKeys = path.join(set, `${caseKeysName(keyId)}${partEnd}`);
  try {
    needSpace(set, statSync(path.join(dir, names.store)).size);
    mkdirSync(part, { mode: 0o700 });
    const { head, schema, cases, store } = copyVerified({ db, key, signer, into: { store: path.join(part, names.store), caseKeys } });
    needSameStore(readKeyring(keyring), from.keyring);
    writeNewFile(path.join(part, names.keyring), (put) => put(readFileSync(keyring)));
    const manifest = { station, branch, madeAt: at, version, schema, keyId, store, keyring: partOf(path.join(part, names.keyring)), head, cases };
    writeNewFile(path.join(part, names.manifest), (put) => put(manifestText(manifest, signer)));
    // First what a deletion is known by, then the keys without the destroyed ones, then the copy: killed between two of them, every generation that is there can still be restored.
    replaceDeletions(set, from, at);
    renameSync(caseKeys, path.join(set, caseKeysName(keyId)));
    renameSync(part, path.join(set, name));
    syncFolder(set);
    return { set, name, bytes: store.bytes, cases, line: head.sequence, kept: thinOut(set, { name, keyId, line: head.sequence }, keep) };
  } catch (thrown) {
    removeParts(set);
    throw thrown;
  }
}

/** The copy is of the store of then: a keyring that somebody put there, or under which the store has another key by now, would not open it. */
function needSameStore(now: Keyring | null, then: Keyring): void {
  if (now?.salt !== then.salt || now.signing?.publicKey !== then.signing?.publicKey) throw new CodedError('backup.not-verified');
}

const partEnd = '.part';

/** Two within a second get two names. */
function freeName(set: string, name: string): string {
  for (let n = 0; ; n += 1) {
    const tried = n === 0 ? name : `${name}-${n.toString(16).padStart(4, '0')}`;
    if (!existsSync(path.join(set, tried))) return tried;
  }
}

/** What an interrupted try left. */
function removeParts(set: string): void {
  if (!existsSync(set)) return;
  for (const name of readdirSync(set)) if (/\.part(-journal|-wal|-shm)?$/.test(name)) rmSync(path.join(set, name), { recursive: true, force: true });
}

function replaceDeletions(set: string, { db, signer, station, branch }: Source, madeAt: string): void {
  const file = path.join(set, names.deletions);
  writeDeletionReport(`${file}${partEnd}`, db, signer, { station, branch, madeAt });
  renameSync(`${file}${partEnd}`, file);
  syncFolder(set);
}

/**
 * The one that was just made stays, whatever its name: a clock that was set back gives it one that sorts before older ones. The others go by where their trail ends, those first that end after it:
 * they are from before a restore, and no restore takes them any more. Generations under an earlier key go with the first one under the new: a new key is given because the old one may be known.
 * @returns how many stay
 */
function thinOut(set: string, made: { name: string; keyId: string; line: number }, keep: number): number {
  const all = generationsIn(set);
  const rank = ({ name, manifest: { head } }: Generation): number => (name === made.name ? Infinity : head.sequence > made.line ? -1 : head.sequence);
  const staying = all.filter(({ manifest }) => manifest.keyId === made.keyId).sort((a, b) => compare(rank(b), rank(a))).slice(0, keep);
  for (const one of all) if (!staying.includes(one)) rmSync(one.folder, { recursive: true, force: true });
  for (const name of readdirSync(set)) if (/^case-keys-[0-9a-f]{16}\.db$/.test(name) && name !== caseKeysName(made.keyId)) rmSync(path.join(set, name), { force: true });
  return staying.length;
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
