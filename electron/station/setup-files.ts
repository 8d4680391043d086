/**
 * A station is set up by three steps that a power cut may separate: the store is written whole as `station.db.new`, then the keyring, then the
 * store gets its name. Before the keyring stands, nothing was confirmed and the set-up starts again; after it, the rename is finished here.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { syncFolder } from './files.ts';

export type SetupFiles = { keyring: string; store: string; newStore: string; caseKeys: string };

export function recoverSetup(files: SetupFiles): void {
  if (!existsSync(files.keyring) || existsSync(files.store) || !existsSync(files.newStore)) return;
  nameStore(files);
}

export function nameStore(files: SetupFiles): void {
  renameSync(files.newStore, files.store);
  syncFolder(path.dirname(files.store));
}

/** No step of a set-up leaves a store without a keyring: somebody's records lie there, and only their keyring opens them. @throws CodedError keyring.missing */
export function needNoRecords(files: SetupFiles): void {
  if (!existsSync(files.keyring) && existsSync(files.store)) throw new CodedError('keyring.missing');
}

/** What an interrupted set-up left behind. Only ever called while there is neither a keyring nor a store. */
export function removeUnfinished(files: SetupFiles): void {
  needNoRecords(files);
  // Keys of an earlier station's cases, and the log of its store, under a key that is gone: the new store could not use them, and would be refused as damaged.
  const sides = ['-wal', '-shm', '-journal'];
  for (const file of [files.newStore, files.caseKeys]) for (const end of ['', ...sides]) rmSync(`${file}${end}`, { force: true });
  for (const end of sides) rmSync(`${files.store}${end}`, { force: true });
}
