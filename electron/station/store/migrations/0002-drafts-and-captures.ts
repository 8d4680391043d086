import type { Db } from '../db.ts';

/** Facts and bytes of a capture stand apart, so that listing never reads pictures. */
export function draftsAndCaptures(db: Db): void {
  db.exec(`
    CREATE TABLE drafts (
      case_id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      saved_at TEXT NOT NULL,
      operator_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX drafts_by_time ON drafts (saved_at);

    CREATE TABLE captures (
      capture_id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      facts TEXT NOT NULL,
      stored_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX captures_by_case ON captures (case_id, stored_at);

    CREATE TABLE capture_bytes (
      capture_id TEXT PRIMARY KEY REFERENCES captures (capture_id) ON DELETE CASCADE,
      picture BLOB NOT NULL
    ) STRICT;
  `);
}
