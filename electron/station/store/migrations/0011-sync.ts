import type { Db } from '../db.ts';

/**
 * The outbox as it is sent: what was frozen at commit, how far each part is, the hub it goes to and the hub's receipts.
 * Rows of older stations have no packet yet; the station freezes theirs when it opens.
 */
export function sync(db: Db): void {
  db.exec(`
    CREATE TABLE outbox_next (
      outbox_id INTEGER PRIMARY KEY,
      case_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('decision')),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'parked', 'receipted')),
      -- When the hub had the facts; pictures follow.
      facts_at TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at TEXT NOT NULL,
      -- Why the last try ended nothing, or why it is parked: a code.
      reason TEXT,
      created_at TEXT NOT NULL,
      UNIQUE (case_id, sequence),
      FOREIGN KEY (case_id, sequence) REFERENCES decisions (case_id, sequence)
    ) STRICT;
    INSERT INTO outbox_next (outbox_id, case_id, sequence, kind, state, due_at, created_at)
      SELECT outbox_id, case_id, sequence, kind, 'waiting', due_at, created_at FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_next RENAME TO outbox;
    CREATE INDEX outbox_facts_due ON outbox (due_at) WHERE state = 'waiting' AND facts_at IS NULL;
    CREATE INDEX outbox_pictures_due ON outbox (due_at) WHERE state = 'waiting' AND facts_at IS NOT NULL;
    CREATE INDEX outbox_by_state ON outbox (state, outbox_id);

    CREATE TABLE packets (
      packet_id TEXT PRIMARY KEY,
      outbox_id INTEGER NOT NULL UNIQUE REFERENCES outbox (outbox_id),
      manifest TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      signature BLOB NOT NULL CHECK (length(signature) = 64)
    ) STRICT;
    CREATE TRIGGER packets_stay BEFORE UPDATE ON packets BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    -- A capture goes once, however many decisions speak of it.
    CREATE TABLE outbox_parts (
      capture_id TEXT PRIMARY KEY REFERENCES captures (capture_id) ON DELETE CASCADE,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      bytes INTEGER NOT NULL,
      have INTEGER NOT NULL DEFAULT 0,
      there INTEGER NOT NULL DEFAULT 0 CHECK (there IN (0, 1)),
      -- The secret of this part's seal, so that it can go on after a cut; gone when the part is there.
      seal_secret BLOB CHECK (seal_secret IS NULL OR length(seal_secret) = 32),
      seal_key TEXT
    ) STRICT;

    CREATE TABLE packet_parts (
      packet_id TEXT NOT NULL REFERENCES packets (packet_id),
      position INTEGER NOT NULL,
      capture_id TEXT NOT NULL REFERENCES outbox_parts (capture_id) ON DELETE CASCADE,
      PRIMARY KEY (packet_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX packet_parts_by_capture ON packet_parts (capture_id);

    CREATE TABLE receipts (
      packet_id TEXT PRIMARY KEY REFERENCES packets (packet_id),
      body TEXT NOT NULL,
      signature TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER receipts_kept BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    CREATE TABLE hub_link (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      url TEXT NOT NULL,
      name TEXT NOT NULL,
      hub_key TEXT NOT NULL,
      seal_key TEXT NOT NULL,
      nonce TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'enrolled', 'blocked')),
      paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at TEXT NOT NULL,
      reason TEXT,
      contact_at TEXT
    ) STRICT;
  `);
}
