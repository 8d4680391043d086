import type { Db } from '../db.ts';

/** A customer who is alone with the station works under a name of its own, with a role of its own: SQLite changes a CHECK only with the table. */
export function selfService(db: Db): void {
  db.exec(`
    CREATE TABLE operators_next (
      operator_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded_name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'auditor', 'customer')),
      passphrase TEXT NOT NULL,
      created_at TEXT NOT NULL,
      disabled_at TEXT,
      passphrase_by TEXT
    ) STRICT, WITHOUT ROWID;
    INSERT INTO operators_next (operator_id, name, folded_name, role, passphrase, created_at, disabled_at, passphrase_by)
      SELECT operator_id, name, folded_name, role, passphrase, created_at, disabled_at, passphrase_by FROM operators;
    DROP TABLE operators;
    ALTER TABLE operators_next RENAME TO operators;
    CREATE UNIQUE INDEX one_customer ON operators (role) WHERE role = 'customer';
  `);
}
