/** One backup, whole or absent: written beside, verified, named; then older ones are taken away. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import { writeDeletionReport } from '../deletion-report.ts';
import { syncFolder, writeNewFile } from '../files.ts';
import { inThread } from '../in-thread.ts';
import { readKeyring } from '../keyring.ts';
import type { ReadDb } from '../store/db.ts';
import type { Signer } from '../store/signature.ts';
import { partOf } from './copy.ts';
import { caseKeysName, foldersIn, generationOf, generationsIn, keyIdOf, manifestText, names, setName } from './manifest.ts';
import { needSpace } from './restore.ts';

export type BackupFrom = { /** Of the station. */ dir: string; key: Uint8Array; db: ReadDb; signer: Signer; station: string; branch: string; version: string; /** Around what the thread of the station does itself: the target may be slow. */ working: <Made>(work: () => Made) => Made };
/** `keep`: how many stay, the new one among them. */
export type BackupWish = { folder: string; at: string; keep: number };
export type MadeBackup = { set: string; name: string; bytes: number; cases: number; line: number; kept: number };

/** @throws CodedError backup.* · store.* · what the file system throws; then nothing of it is left but an older, whole set */
export async function makeBackup(from: BackupFrom, { folder, at, keep }: BackupWish): Promise<MadeBackup> {
  const { dir, key, signer, working } = from;
  const keyring = path.join(dir, names.keyring);
  const set = path.join(folder, setName(signer.publicKey));
  const name = working(() => {
    mkdirSync(set, { recursive: true, mode: 0o700 });
    removeParts(set);
    return freeName(set, generationOf(at));
  });
  const part = path.join(set, `${name}${partEnd}`);
  const keyId = keyIdOf(key);
  const caseKeys = path.join(set, `${caseKeysName(keyId)}${partEnd}`);
  try {
    working(() => {
      needSpace(set, statSync(path.join(dir, names.store)).size);
      mkdirSync(part, { mode: 0o700 });
    });
    const { head, schema, cases, store } = await inThread({ task: 'copy', dir, key, into: { store: path.join(part, names.store), caseKeys } });
    return working(() => {
      if (readKeyring(keyring)?.signing?.publicKey !== signer.publicKey) throw new CodedError('backup.not-verified');
      writeNewFile(path.join(part, names.keyring), (put) => put(readFileSync(keyring)));
      const { station, branch, version } = from;
      const manifest = { station, branch, madeAt: at, version, schema, keyId, store, keyring: partOf(path.join(part, names.keyring)), head, cases };
      writeNewFile(path.join(part, names.manifest), (put) => put(manifestText(manifest, signer)));
      // First what a deletion is known by, then the keys without the destroyed ones, then the copy: killed between two of them, every generation that is there can still be restored.
      replaceDeletions(set, from, at);
      renameSync(caseKeys, path.join(set, caseKeysName(keyId)));
      renameSync(part, path.join(set, name));
      syncFolder(set);
      return { set, name, bytes: store.bytes, cases, line: head.sequence, kept: thinOut(set, keyId, keep) };
    });
  } catch (thrown) {
    working(() => removeParts(set));
    throw thrown;
  }
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

function replaceDeletions(set: string, { db, signer, station, branch }: BackupFrom, madeAt: string): void {
  const file = path.join(set, names.deletions);
  writeDeletionReport(`${file}${partEnd}`, db, signer, { station, branch, madeAt });
  renameSync(`${file}${partEnd}`, file);
  syncFolder(set);
}

/** Generations under an earlier key go with the first one under the new: a new key is given because the old one may be known. @returns how many stay */
function thinOut(set: string, keyId: string, keep: number): number {
  const all = generationsIn(set);
  const staying = all.filter(({ manifest }) => manifest.keyId === keyId).slice(0, keep);
  for (const one of all) if (!staying.includes(one)) rmSync(one.folder, { recursive: true, force: true });
  for (const name of readdirSync(set)) if (/^case-keys-[0-9a-f]{16}\.db$/.test(name) && name !== caseKeysName(keyId)) rmSync(path.join(set, name), { force: true });
  return staying.length;
}

/** Folders in the set that are no whole generation: for whoever looks at it. */
export function damagedIn(set: string): string[] {
  const whole = new Set(generationsIn(set).map(({ name }) => name));
  return foldersIn(set).filter((name) => !whole.has(name) && !name.endsWith(partEnd));
}
