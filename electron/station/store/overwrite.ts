/** Overwrites what SQLite keeps in memory of pages it has read or written: its cache, and the places it works in, which it never gives back while a store is open. */
import type { Db } from './db.ts';

/** Rows that make SQLite split, merge and pack pages of nothing but zeros, in every place it does so in. Taken back: nothing of it is ever written to the file. */
const filling = `
  CREATE TABLE filling (body BLOB);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO filling SELECT zeroblob(CASE i % 10 WHEN 0 THEN 20000 ELSE 900 END) FROM n;
  DELETE FROM filling WHERE rowid % 2;
  UPDATE filling SET body = zeroblob(1300);
  UPDATE filling SET body = zeroblob(100 + (rowid * 37) % 1200);
  CREATE INDEX filling_body ON filling (body);
  UPDATE filling SET body = zeroblob(3000);`;

/** @throws whatever SQLite throws where the store is in use or broken; the store is then as it was */
export function overwritePages(db: Db): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(filling);
  } finally {
    db.exec('ROLLBACK');
  }
  db.pragma('shrink_memory');
}
