/**
 * A key for each case, in a database file of its own beside the store. Pictures, what was read and what goes to the hub are sealed with it (AES-256-GCM), so that destroying the key
 * takes them out of every copy of the store, also out of old ones. Both files are encrypted with the station's key.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';
import { parsed, type Db, type ReadDb, type Tx } from './db.ts';

/**
 * @param file null: in memory
 * @throws CodedError store.corrupt when the file is gone and something was sealed with a key of it
 */
export function attachCaseKeys(db: Db, file: string | null): void {
  if (file !== null && (!existsSync(file) || statSync(file).size === 0)) {
    if (isSealed(db)) throw new CodedError('store.corrupt');
    // The store is opened as one that must exist, and what is attached to it must as well.
    closeSync(openSync(file, 'a', 0o600));
  }
  // Without a key of its own it takes the store's, so no key stands in a statement.
  db.prepare(`ATTACH DATABASE ? AS keys`).run(file ?? ':memory:');
  // No log in which a key would stay; the rollback journal is deleted with each change.
  db.pragma('keys.journal_mode = DELETE');
  db.pragma('keys.synchronous = EXTRA');
  db.pragma('keys.secure_delete = ON');
  db.exec(`CREATE TABLE IF NOT EXISTS keys.case_keys (case_id TEXT PRIMARY KEY, key BLOB NOT NULL CHECK (length(key) = 32)) STRICT, WITHOUT ROWID`);
  db.exec(`CREATE TABLE IF NOT EXISTS keys.lookup_key (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL CHECK (length(key) = 32)) STRICT`);
  if (db.prepare(`SELECT 1 FROM keys.lookup_key`).get() === undefined) db.prepare(`INSERT INTO keys.lookup_key (one, key) VALUES (1, ?)`).run(randomBytes(32));
  destroyKeysOfDeleted(db);
  destroyDoomedKeys(db);
}

/** Of the hashes by which cases are found again. Here and not in the store: a copy of the store alone tells nothing of them. */
export const lookupKey = (db: ReadDb): Uint8Array => parsed(z.instanceof(Uint8Array), db.prepare(`SELECT key FROM keys.lookup_key`).pluck().get());

/** A power cut, or a disk that was full, may have come between a deletion and the end of its key. */
export function destroyKeysOfDeleted(db: Db): void {
  db.exec(`DELETE FROM keys.case_keys WHERE case_id IN (SELECT case_id FROM main.deletions)`);
}

/** In the transaction that takes a case out which was never submitted. */
export function doomKey(tx: Tx, caseId: string): void {
  tx.prepare(`INSERT INTO main.doomed_keys (case_id) VALUES (?) ON CONFLICT (case_id) DO NOTHING`).run(caseId);
}

/** After that transaction, and again where it could not be done then. A case that was taken up again meanwhile keeps its key. */
export function destroyDoomedKeys(db: Db): void {
  if (db.prepare(`SELECT 1 FROM main.doomed_keys LIMIT 1`).get() === undefined) return;
  const isThere = ['cases', 'drafts', 'captures'].map((table) => `EXISTS (SELECT 1 FROM main.${table} t WHERE t.case_id = d.case_id)`).join(' OR ');
  db.exec(`DELETE FROM keys.case_keys WHERE case_id IN (SELECT d.case_id FROM main.doomed_keys d WHERE NOT (${isThere}))`);
  db.exec(`DELETE FROM main.doomed_keys`);
}

/** The same for looking only, where it is there. */
export function lookAtCaseKeys(db: ReadDb, file: string): void {
  if (existsSync(file)) db.prepare(`ATTACH DATABASE ? AS keys`).run(file);
}

const isSealed = (db: ReadDb): boolean => db.prepare(`SELECT 1 FROM capture_bytes WHERE seal IS NOT NULL UNION ALL SELECT 1 FROM submissions WHERE seal IS NOT NULL LIMIT 1`).get() !== undefined;

/**
 * Cases of which something is sealed and no key is there. `records`: what was submitted, which is a loss unless it was deleted. `drafts`: never submitted; whoever discarded one destroyed its key,
 * and a copy of the store from before still holds its pictures, which nobody can open.
 */
export function casesWithoutKey(db: ReadDb): { records: string[]; drafts: string[] } {
  const all = parsed(z.array(z.string()), db.prepare(`
    SELECT case_id FROM (SELECT c.case_id FROM capture_bytes b JOIN captures c USING (capture_id) WHERE b.seal IS NOT NULL UNION SELECT case_id FROM submissions WHERE seal IS NOT NULL)
    EXCEPT SELECT case_id FROM keys.case_keys`).pluck().all());
  const isRecord = db.prepare(`SELECT 1 FROM cases WHERE case_id = ?`);
  const records = new Set(all.filter((caseId) => isRecord.get(caseId) !== undefined));
  return { records: [...records], drafts: all.filter((caseId) => !records.has(caseId)) };
}

/** To be called before the transaction that seals: two files do not commit as one, and a key that nothing uses harms nobody. */
export function ensureCaseKey(db: Db, caseId: string): void {
  db.prepare(`INSERT INTO keys.case_keys (case_id, key) VALUES (?, ?) ON CONFLICT (case_id) DO NOTHING`).run(caseId, randomBytes(32));
}

/** After the transaction that took the case out. */
export function destroyCaseKey(db: Db, caseId: string): void {
  db.prepare(`DELETE FROM keys.case_keys WHERE case_id = ?`).run(caseId);
}

export function hasCaseKey(db: ReadDb, caseId: string): boolean {
  const isAttached = db.prepare(`SELECT 1 FROM pragma_database_list WHERE name = 'keys'`).get() !== undefined;
  return isAttached && db.prepare(`SELECT 1 FROM keys.case_keys WHERE case_id = ?`).get(caseId) !== undefined;
}

/** 12 bytes of nonce, 16 of tag. */
const [nonceBytes, sealBytes] = [12, 28];
export const sealColumn = z.instanceof(Uint8Array).refine(({ length }) => length === sealBytes).nullable();

export type Sealed = { bytes: Buffer; seal: Buffer };

/** `about`: what it is and of what (`capture ID`), so that one sealed thing cannot stand for another. */
export function sealFor(db: ReadDb, caseId: string, about: string, plain: Uint8Array): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(db, caseId), nonce);
  cipher.setAAD(Buffer.from(about, 'utf8'));
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { bytes, seal: Buffer.concat([nonce, cipher.getAuthTag()]) };
}

/** `seal` null: stored before there were keys of cases. @throws CodedError store.corrupt when the key is gone, or the bytes are others */
export function openSealed(db: ReadDb, caseId: string, about: string, bytes: Uint8Array, seal: Uint8Array | null): Uint8Array {
  if (seal === null) return bytes;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(db, caseId), seal.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(about, 'utf8'));
  decipher.setAuthTag(seal.subarray(nonceBytes));
  try {
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch {
    throw new CodedError('store.corrupt');
  }
}

/** The same for a column of text. */
export function sealTextFor(db: ReadDb, caseId: string, about: string, text: string): { text: string; seal: Buffer } {
  const { bytes, seal } = sealFor(db, caseId, about, Buffer.from(text, 'utf8'));
  return { text: bytes.toString('base64'), seal };
}

export function openText(db: ReadDb, caseId: string, about: string, text: string, seal: Uint8Array | null): string {
  return seal === null ? text : Buffer.from(openSealed(db, caseId, about, Buffer.from(text, 'base64'), seal)).toString('utf8');
}

function keyOf(db: ReadDb, caseId: string): Uint8Array {
  const key = db.prepare(`SELECT key FROM keys.case_keys WHERE case_id = ?`).pluck().get(caseId);
  if (key === undefined) throw new CodedError('store.corrupt');
  return parsed(z.instanceof(Uint8Array), key);
}
