/** How SQLite would answer a query, one line a step; `?` are given as NULL. */
import type { Db } from '../../electron/station/store/db.ts';
import { createMemoryStore } from '../../electron/station/store/open.ts';
import { migrate } from '../../electron/station/store/migrate.ts';
import { migrations } from '../../electron/station/store/migrations/index.ts';
import Database from 'better-sqlite3';

export function planOf(db: Db, query: string): string[] {
  const places = query.split('?').length - 1;
  return db.prepare(`EXPLAIN QUERY PLAN ${query}`).all(...Array.from({ length: places }, () => null)).map((row) => (row as { detail: string }).detail);
}

/** The store as it was when that many migrations existed. */
export function storeAt(version: number): Db {
  const db = new Database(':memory:') as Db;
  db.pragma('foreign_keys = ON');
  migrate(db, migrations.slice(0, version));
  return db;
}

export const newestStore = createMemoryStore;

export function tablesOf(db: Db): string[] {
  return db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).pluck().all() as string[];
}
