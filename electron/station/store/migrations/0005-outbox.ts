import type { Db } from '../db.ts';

/** What the hub must get. A row is written in the transaction of the decision it carries; nothing sends it before issue 9. */
export function outbox(db: Db): void {
  db.exec(`
    CREATE TABLE outbox (
      outbox_id INTEGER PRIMARY KEY,
      case_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('decision')),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'receipted')),
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (case_id, sequence),
      FOREIGN KEY (case_id, sequence) REFERENCES decisions (case_id, sequence)
    ) STRICT;
    CREATE INDEX outbox_by_due ON outbox (state, due_at);
  `);
}
