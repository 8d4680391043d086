/**
 * A station is set up by three steps that a power cut may separate: the store is written whole as `station.db.new`, then the keyring, then the
 * store gets its name. Before the keyring stands, nothing was confirmed and the set-up starts again; after it, the rename is finished here.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
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

/** What an interrupted set-up left behind. Only ever called while there is no keyring. */
export function removeUnfinished(files: SetupFiles): void {
  // Keys of an earlier station's cases, under a key that is gone: the new store could not attach them, and would be refused as damaged.
  for (const file of [files.newStore, files.caseKeys]) for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}
