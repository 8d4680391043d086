/** Opens the encrypted database file, and tells apart what can be wrong with it. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { CodedError } from '../../../core/errors.ts';
import { attachCaseKeys, lookAtCaseKeys } from './case-keys.ts';
import type { Db, ReadDb } from './db.ts';
import { mapStoreError } from './errors.ts';
import { migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** 32 bytes. */
export type StoreKey = Uint8Array;

type Ciphered = Database.Database & { key(key: Buffer): number };

/** SQLite's page size, which the cipher keeps. */
const pageBytes = 4096;
/** Chosen: up to this size every page is checked at start (about 0.2 s); above it, damage shows when the page is read. */
const checkAtStartBytes = 32 * 1024 * 1024;
/** Salt of the cipher: the first bytes of the file, random, the same for the file's whole life. */
const saltBytes = 16;

/** A new file with all tables, and without keys of cases: none is served before it is opened again. @throws CodedError store.* */
export function createStore(path: string, key: StoreKey): Db {
  return guarded(() => prepare(unlock(new Database(path), key)));
}

/** Without a file and without a key: for one verification in the CLI, and for tests. */
export function createMemoryStore(): Db {
  return guarded(() => {
    const db = prepare(new Database(':memory:'));
    attachCaseKeys(db, null);
    return db;
  });
}

/**
 * `salt`: what fileSalt() gave when the file was made. With it a damaged file is told from a foreign one.
 * The file is left as it is when it cannot be opened.
 * @throws CodedError store.corrupt · store.wrong-key · store.newer · store.failed · store.disk-full
 */
export function openStore(path: string, key: StoreKey, salt: string | null, caseKeys = caseKeysBeside(path)): Db {
  return guarded(() => {
    if (!existsSync(path) || statSync(path).size === 0) throw new CodedError('store.corrupt');
    const db = unlock(new Database(path, { fileMustExist: true }), key);
    try {
      readFirstPage(db, path, salt);
      if (versionOf(db) > migrations.length) throw new CodedError('store.newer');
      if (statSync(path).size <= checkAtStartBytes) checkPages(db);
      prepare(db);
      attachCaseKeys(db, caseKeys);
      return db;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  });
}

/**
 * For looking only: nothing is written, no migration runs. Where the keys of cases are not beside it, pictures and what was read stay closed. @throws CodedError as openStore() · store.older when this program would have to change it first
 */
export function openStoreForReading(path: string, key: StoreKey, salt: string | null, caseKeys = caseKeysBeside(path)): Db {
  return guarded(() => {
    if (!existsSync(path) || statSync(path).size === 0) throw new CodedError('store.corrupt');
    const db = unlock(new Database(path, { fileMustExist: true, readonly: true }), key);
    try {
      readFirstPage(db, path, salt);
      if (versionOf(db) > migrations.length) throw new CodedError('store.newer');
      if (versionOf(db) < migrations.length) throw new CodedError('store.older');
      lookAtCaseKeys(db, caseKeys);
      return db;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  });
}

/** Every page of both files, however many there are. @throws CodedError store.corrupt */
export function checkAllPages(db: ReadDb): void {
  for (const part of ['main', 'keys']) if (db.prepare(`PRAGMA ${part}.integrity_check(1)`).pluck().get() !== 'ok') throw new CodedError('store.corrupt');
}

/** The store and the keys of cases as they are at one moment, each into a file of its own under the same key; whoever writes meanwhile goes on. Keys come second: one that is made meanwhile is one too many, never one too few. */
export function copyStore(db: Db, into: { store: string; caseKeys: string }): void {
  guarded(() => {
    db.prepare('VACUUM main INTO ?').run(into.store);
    db.prepare('VACUUM keys INTO ?').run(into.caseKeys);
  });
}

/** Nobody else has the store open, and nothing of it lies in a log beside it. @throws CodedError store.in-use · store.* */
export function needAlone(path: string, key: StoreKey): void {
  guarded(() => {
    const db = unlock(new Database(path, { fileMustExist: true, timeout: 2000 }), key);
    try {
      // Leaving the log needs every other connection gone.
      if (db.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new CodedError('store.in-use');
    } catch (thrown) {
      throw thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_BUSY' ? new CodedError('store.in-use') : thrown;
    } finally {
      db.close();
    }
  });
}

/** Gives a file that nobody has open another key, in place. Killed on the way it may be lost: for copies. @throws CodedError store.* */
export function rekeyFile(path: string, key: StoreKey, next: StoreKey): void {
  guarded(() => {
    const db = unlock(new Database(path, { fileMustExist: true }), key) as Db & { rekey(key: Buffer): number };
    const raw = rawKey(next);
    try {
      // The cipher refuses it in WAL.
      db.pragma('journal_mode = DELETE');
      db.rekey(raw);
    } finally {
      raw.fill(0);
      db.close();
    }
  });
}

/** `case-keys.db` in the folder of the store. */
export const caseKeysBeside = (path: string): string => join(dirname(path), 'case-keys.db');

/** Hex. @throws CodedError store.corrupt when the file is shorter than that. */
export function fileSalt(path: string): string {
  return firstBytes(path, saltBytes).toString('hex');
}

/** The key goes in as bytes and never stands in a statement, so no error text can hold it. */
function unlock(db: Database.Database, key: StoreKey): Db {
  db.pragma(`cipher = 'chacha20'`);
  const raw = rawKey(key);
  (db as Ciphered).key(raw);
  raw.fill(0);
  return db as Db;
}

const rawKey = (key: StoreKey): Buffer => Buffer.from(`raw:${Buffer.from(key).toString('hex')}`, 'latin1');

function prepare(db: Database.Database): Db {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  // Temporary files are not encrypted by the cipher.
  db.pragma('temp_store = MEMORY');
  // What is deleted is overwritten: a face, a name or a picture does not stay in free pages.
  db.pragma('secure_delete = ON');
  // In a test and beside a backup program another connection may hold the lock for a moment.
  db.pragma('busy_timeout = 5000');
  migrate(db as Db);
  return db as Db;
}

function readFirstPage(db: Db, path: string, salt: string | null): void {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (thrown) {
    const coded = mapStoreError(thrown);
    throw coded.code === 'store.corrupt' && isForeign(path, salt) ? new CodedError('store.wrong-key') : coded;
  }
}

/**
 * The cipher cannot tell a wrong key from a damaged first page. A file of whole pages that looks encrypted and does not carry our salt is
 * another one's; everything else is ours and damaged.
 */
function isForeign(path: string, salt: string | null): boolean {
  if (statSync(path).size % pageBytes !== 0) return false;
  const page = firstBytes(path, pageBytes);
  if (salt === page.subarray(0, saltBytes).toString('hex')) return false;
  // 4096 random bytes miss a given value with probability e^-16; text, zeros and plain databases miss most of them.
  return new Set(page).size > 240;
}

function checkPages(db: Db): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new CodedError('store.corrupt');
}

function firstBytes(path: string, count: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(count);
    if (readSync(file, bytes, 0, count, 0) < count) throw new CodedError('store.corrupt');
    return bytes;
  } finally {
    closeSync(file);
  }
}

function guarded<Made>(work: () => Made): Made {
  try {
    return work();
  } catch (thrown) {
    throw mapStoreError(thrown);
  }
}
