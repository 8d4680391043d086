import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { heldAndSwept } from '../../../test/fakes/leaving.ts';
import type { Db } from './db.ts';
import { overwritePages } from './overwrite.ts';

const folders: string[] = [];
function newFile(): string {
  folders.push(mkdtempSync(path.join(tmpdir(), 'vestibule-overwrite-')));
  return path.join(folders.at(-1)!, 'store.db');
}
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }); });

const module = (file: string): string => JSON.stringify(path.join(import.meta.dirname, file));
it.skipIf(process.platform !== 'linux')('leaves nothing of pages in memory, whether written, read or moved from the log into the file', async () => {
  const { held, swept } = await heldAndSwept({
    hold: `
import Database from 'better-sqlite3';
import { overwritePages } from ${module('overwrite.ts')};
import { overwriteFreed, sweepMemory } from ${module('../sweep.ts')};
overwriteFreed();
const db = new Database(${JSON.stringify(newFile())});
db.pragma("cipher = 'chacha20'");
db.pragma("key = 'of no customer'");
for (const one of ['journal_mode = WAL', 'temp_store = MEMORY', 'secure_delete = ON']) db.pragma(one);
db.exec('CREATE TABLE cases (body TEXT)');
const put = db.prepare('INSERT INTO cases VALUES (?)');
const get = db.prepare('SELECT body FROM cases WHERE rowid = ?');
for (let n = 1; n < 6; n += 1) { put.run(JSON.stringify(Array.from({ length: 600 }, (_, at) => [at, name()]))); get.get(n); }
db.pragma('wal_checkpoint(TRUNCATE)');`,
    sweep: 'overwritePages(db); await sweepMemory()',
  });
  expect(held).toBeGreaterThan(1000);
  expect(swept).toBe(0);
}, 30_000);

it('changes nothing in the file, and says so where the store is in use', () => {
  const file = newFile();
  const db = new Database(file) as unknown as Db;
  db.pragma('journal_mode = WAL');
  db.exec(`CREATE TABLE cases (body TEXT); INSERT INTO cases VALUES ('kept')`);
  const before = [db.pragma('data_version'), db.pragma('page_count'), db.pragma('schema_version'), db.prepare('SELECT * FROM sqlite_schema').all()];
  overwritePages(db);
  expect([db.pragma('data_version'), db.pragma('page_count'), db.pragma('schema_version'), db.prepare('SELECT * FROM sqlite_schema').all()]).toEqual(before);
  expect([db.inTransaction, db.prepare('SELECT body FROM cases').all()]).toEqual([false, [{ body: 'kept' }]]);
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  db.pragma('busy_timeout = 10');
  expect(() => overwritePages(db)).toThrow('database is locked');
  expect(db.inTransaction).toBe(false);
  other.close();
  db.close();
});
