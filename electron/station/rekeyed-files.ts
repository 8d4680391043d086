/**
 * A new database key (key-change.ts says when). Both files are copied, the copies get the new key and the line that says so, and are checked; the files that are in use are not touched. Then the
 * keyring is replaced in one step, with the new wraps and a mark: that is the moment from which the new key counts. What is left is renaming, which the next start finishes.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { flush } from './backup/copy.ts';
import { signedHead, type Head } from './audit-head.ts';
import { syncFolder } from './files.ts';
import { readKeyring, writeKeyring } from './keyring.ts';
import { openSigningKey, type SealedSigningKey } from './signing-key.ts';
import { addAuditLine } from './store/audit.ts';
import { transact } from './store/db.ts';
import { holdFiles } from './store/hold.ts';
import { checkAllPages, fileSalt, needAlone, openStore, rekeyFile } from './store/open.ts';

export type RekeyFiles = { keyring: string; store: string; caseKeys: string };
/** `salt`: of the store as it is. `signing`: sealed under the key of now. */
export type RekeyTask = { task: 'rekey'; files: RekeyFiles; key: Uint8Array; next: Uint8Array; signing: SealedSigningKey; operatorId: string; at: string };
export type Rekeyed = { salt: string; head: Head };

const rekeyedOf = (file: string): string => `${file}.rekeyed`;
const ends = ['', '-wal', '-shm', '-journal'];

/** The station must not have its store open. @throws CodedError store.*; then the copies are gone */
export function writeRekeyed({ files, key, next, signing, operatorId, at }: RekeyTask): Rekeyed {
  needAlone(files.store, key);
  dropRekeyed(files);
  const [store, caseKeys] = [rekeyedOf(files.store), rekeyedOf(files.caseKeys)];
  try {
    for (const file of [files.store, files.caseKeys]) {
      copyFileSync(file, rekeyedOf(file));
      rekeyFile(rekeyedOf(file), key, next);
    }
    const signer = openSigningKey(signing, key);
    const db = openStore(store, next, null, caseKeys);
    try {
      checkAllPages(db);
      transact(db, (tx) => addAuditLine(tx, { at, action: 'key.changed', operatorId, subject: null, facts: {} }, signer));
      const head = signedHead(db, signer);
      if (head === null) throw new CodedError('store.corrupt');
      return { salt: fileSalt(store), head };
    } finally {
      db.close();
      for (const file of [store, caseKeys]) flush(file);
      syncFolder(path.dirname(store));
    }
  } catch (thrown) {
    dropRekeyed(files);
    throw thrown;
  }
}

function dropRekeyed({ store, caseKeys }: RekeyFiles): void {
  for (const file of [store, caseKeys]) for (const end of ends) rmSync(`${rekeyedOf(file)}${end}`, { force: true });
}

/**
 * At every start, before anything is opened: a change of the key that was cut off is finished where the keyring says so, and forgotten where it does not. One that another program is at is left to it.
 * @throws CodedError key.changing · store.corrupt
 */
export function recoverRekey(files: RekeyFiles): void {
  const keyring = readKeyring(files.keyring);
  if (keyring === null || (!keyring.rekeyed && ![files.store, files.caseKeys].some((file) => existsSync(rekeyedOf(file))))) return;
  let release;
  try {
    release = holdFiles(files.store);
  } catch (thrown) {
    if (!keyring.rekeyed && thrown instanceof CodedError && thrown.code === 'key.changing') return;
    throw thrown;
  }
  try {
    if (readKeyring(files.keyring)?.rekeyed === true) finishRekey(files);
    else dropRekeyed(files);
  } finally {
    release();
  }
}

/** The keyring has its mark, and nobody else is at the files. @throws CodedError store.corrupt when none of them is the store this keyring opens: then the mark stays */
export function finishRekey(files: RekeyFiles): void {
  const keyring = readKeyring(files.keyring);
  if (keyring === null) throw new CodedError('keyring.damaged');
  const waits = existsSync(rekeyedOf(files.store));
  if (fileSalt(waits ? rekeyedOf(files.store) : files.store) !== keyring.salt) throw new CodedError('store.corrupt');
  for (const file of [files.store, files.caseKeys]) {
    if (!existsSync(rekeyedOf(file))) continue;
    // A log of the old file would be read into the new one.
    for (const end of ends.slice(1)) rmSync(`${file}${end}`, { force: true });
    renameSync(rekeyedOf(file), file);
  }
  syncFolder(path.dirname(files.store));
  writeKeyring(files.keyring, { ...keyring, rekeyed: false });
}
