import type { Db } from '../db.ts';

/** Faces that head office lists, replaced with each bundle; which of them a case was found alike, and what staff said: that goes with its case. */
export function blockedFaces(db: Db): void {
  db.exec(`
    -- Drawn once; what head office tells this station alone is closed under it.
    CREATE TABLE reply_key (one INTEGER PRIMARY KEY CHECK (one = 1), secret BLOB NOT NULL CHECK (length(secret) = 32)) STRICT;

    CREATE TABLE blocked_faces (
      entry_id TEXT PRIMARY KEY,
      model TEXT NOT NULL,
      -- A byte a number, both networks.
      face BLOB NOT NULL CHECK (length(face) = 1152),
      frames INTEGER NOT NULL,
      reference TEXT NOT NULL,
      reason TEXT NOT NULL,
      listed_on TEXT NOT NULL,
      -- The last day it counts; null: as long as it is published.
      until TEXT
    ) STRICT, WITHOUT ROWID;

    -- With what the list said then: its entry may be gone tomorrow, and the record stays.
    CREATE TABLE blocked_face_hits (
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      entry_id TEXT NOT NULL,
      reference TEXT NOT NULL,
      reason TEXT NOT NULL,
      listed_on TEXT NOT NULL,
      distance REAL NOT NULL,
      answer TEXT CHECK (answer IN ('another-person', 'same-person', 'not-sure')),
      operator_id TEXT,
      operator_name TEXT,
      at TEXT NOT NULL,
      PRIMARY KEY (case_id, entry_id)
    ) STRICT, WITHOUT ROWID;
  `);
}
