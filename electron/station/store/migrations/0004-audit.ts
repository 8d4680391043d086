import type { Db } from '../db.ts';

/** Each line carries the hash of the one before it. Holds no customer data: subjects are random ids, facts are codes and counts. */
export function audit(db: Db): void {
  db.exec(`
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      action TEXT NOT NULL,
      operator_id TEXT,
      subject TEXT,
      facts TEXT NOT NULL,
      previous TEXT NOT NULL CHECK (length(previous) = 64),
      hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
    ) STRICT;
    CREATE INDEX audit_by_subject ON audit (subject, sequence);
    CREATE INDEX audit_by_time ON audit (at);

    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    -- REPLACE deletes without firing delete triggers, so a line may only ever be added after the last.
    CREATE TRIGGER audit_appends BEFORE INSERT ON audit
      WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit)
      BEGIN SELECT RAISE(ABORT, 'append-only'); END;
  `);
}
