import type { Db } from '../db.ts';

/** Faces of staff as numbers, each by their own will; and which of them the face of a customer was like. The one goes with the right to log in, the other with its case. */
export function staffFaces(db: Db): void {
  db.exec(`
    CREATE TABLE staff_faces (
      operator_id TEXT PRIMARY KEY REFERENCES operators (operator_id) ON DELETE CASCADE,
      model TEXT NOT NULL,
      face_api BLOB NOT NULL CHECK (length(face_api) = 512),
      faceres BLOB NOT NULL CHECK (length(faceres) = 4096),
      frames INTEGER NOT NULL,
      at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE staff_likenesses (
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      operator_id TEXT NOT NULL REFERENCES operators (operator_id) ON DELETE CASCADE,
      at TEXT NOT NULL,
      PRIMARY KEY (case_id, operator_id)
    ) STRICT, WITHOUT ROWID;
  `);
}
