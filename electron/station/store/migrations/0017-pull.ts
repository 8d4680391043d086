import type { Db } from '../db.ts';

/**
 * What head office told this station, which policy each case began with, and by what a case is found again by its document and its person. Everything that names a case goes with it.
 */
export function pull(db: Db): void {
  db.exec(`
    -- The last good one, as the hub signed it.
    CREATE TABLE bundle (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      -- The hub's key after it: the next one is signed with that.
      hub_key TEXT NOT NULL,
      version INTEGER NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      body TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    -- The last one that was not taken; gone when a later one is.
    CREATE TABLE bundle_refusal (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      version INTEGER,
      sha256 TEXT NOT NULL,
      code TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    -- Earlier keys of the hub this station is linked to: what it has receipts of under them is with head office.
    CREATE TABLE former_hub_keys (hub_key TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- The hub said that this station was revoked.
    CREATE TABLE revocation (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL) STRICT;

    CREATE TABLE kept_policies (sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64), policy TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE case_policies (
      case_id TEXT PRIMARY KEY,
      sha256 TEXT NOT NULL REFERENCES kept_policies (sha256)
    ) STRICT, WITHOUT ROWID;

    -- HMAC under a key in the file of the case keys; no number, no date.
    CREATE TABLE lookup_hashes (
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('document', 'birth')),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (case_id, kind, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lookup_hashes_by_hash ON lookup_hashes (kind, hash);

    CREATE TABLE duplicates (
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      earlier_case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      document INTEGER NOT NULL CHECK (document IN (0, 1)),
      person INTEGER NOT NULL CHECK (person IN (0, 1)),
      answer TEXT CHECK (answer IN ('same-again', 'another-person', 'supervisor')),
      operator_id TEXT,
      operator_name TEXT,
      at TEXT NOT NULL,
      PRIMARY KEY (case_id, earlier_case_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX duplicates_by_earlier ON duplicates (earlier_case_id);
  `);
}
