import type { Db } from '../db.ts';

/** Faces as numbers, where the policy keeps them, and what searches among them said. Both go with their case. */
export function faces(db: Db): void {
  db.exec(`
    CREATE TABLE face_descriptors (
      -- Never used twice: what is remembered of a face that was removed finds nothing, and not somebody else.
      descriptor_id INTEGER PRIMARY KEY AUTOINCREMENT,
      case_id TEXT NOT NULL UNIQUE REFERENCES cases (case_id) ON DELETE CASCADE,
      model TEXT NOT NULL,
      face_api BLOB NOT NULL CHECK (length(face_api) = 512),
      faceres BLOB NOT NULL CHECK (length(faceres) = 4096),
      frames INTEGER NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX face_descriptors_by_model ON face_descriptors (model);

    CREATE TABLE sightings (
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      earlier_case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('known-customer', 'other-details')),
      distance REAL NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (case_id, earlier_case_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sightings_by_earlier ON sightings (earlier_case_id);
  `);
}
