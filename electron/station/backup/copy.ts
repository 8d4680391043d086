/** Makes a copy of a station that may be at work, and looks at what was written: the slow part of a backup, for a thread of its own. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';
import { signedHead, type Head } from '../audit-head.ts';
import { verifyAuditChain } from '../store/audit-chain.ts';
import { casesWithoutKey } from '../store/case-keys.ts';
import { parsed, type Db, type ReadDb } from '../store/db.ts';
import { versionOf } from '../store/migrate.ts';
import { checkAllPages, copyStore, openStoreForReading } from '../store/open.ts';
import { findDeletion } from '../store/retention.ts';
import type { Signer } from '../store/signature.ts';

/** `db`: of the station, for reading. `into`: names that are free. */
export type CopyFrom = { db: Db; key: Uint8Array; signer: Signer; into: { store: string; caseKeys: string } };
export type Copied = { head: Head; schema: number; cases: number; store: FilePart };
export type FilePart = { bytes: number; sha256: string };

/** @throws CodedError store.* of the station · backup.not-verified when the copy is not what it should be · what the file system throws */
export function copyVerified({ db, key, signer, into }: CopyFrom): Copied {
  copyStore(db, into);
  for (const file of [into.store, into.caseKeys]) flush(file);
  const copy = openCopy(into, key);
  try {
    checkAllPages(copy);
    const head = signedHead(copy, signer);
    // A record that was deleted between both copies has lost its key already.
    const lost = casesWithoutKey(copy).records.filter((caseId) => findDeletion(db, caseId) === null);
    if (head === null || lost.length > 0 || !verifyAuditChain(copy, { publicKey: signer.publicKey, anchors: [head] }).ok) throw new CodedError('backup.not-verified');
    return { head, schema: versionOf(copy), cases: countCases(copy), store: partOf(into.store) };
  } finally {
    copy.close();
  }
}

/** @throws CodedError backup.not-verified for what does not open */
function openCopy(into: CopyFrom['into'], key: Uint8Array): ReturnType<typeof openStoreForReading> {
  try {
    return openStoreForReading(into.store, key, null, into.caseKeys);
  } catch (cause) {
    throw new CodedError('backup.not-verified', {}, { cause });
  }
}

const countCases = (db: ReadDb): number => parsed(z.number().int(), db.prepare(`SELECT count(*) FROM cases`).pluck().get());

export function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Read in parts: a store may be larger than memory. */
export function partOf(file: string): FilePart {
  const hash = createHash('sha256');
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 20);
  let bytes = 0;
  try {
    for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer)) {
      hash.update(buffer.subarray(0, count));
      bytes += count;
    }
  } finally {
    closeSync(handle);
  }
  return { bytes, sha256: hash.digest('hex') };
}
