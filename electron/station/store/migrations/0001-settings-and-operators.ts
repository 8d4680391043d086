import type { Db } from '../db.ts';

export function settingsAndOperators(db: Db): void {
  db.exec(`
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE operators (
      operator_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded_name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'auditor')),
      passphrase TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
