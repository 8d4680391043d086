import type { Db } from '../db.ts';

/** A case is one row that says how it stands now; what was submitted and decided is appended and never changed. */
export function cases(db: Db): void {
  db.exec(`
    CREATE TABLE case_numbers (
      day TEXT PRIMARY KEY,
      last INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE cases (
      case_id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      document_number TEXT NOT NULL,
      document_type TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('accept', 'refer', 'retry', 'reject')),
      finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
      demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
      created_at TEXT NOT NULL,
      operator_id TEXT NOT NULL,
      operator_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cases_by_time ON cases (created_at);
    CREATE INDEX cases_by_outcome ON cases (outcome, created_at);

    CREATE TABLE case_terms (
      term TEXT NOT NULL,
      case_id TEXT NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
      PRIMARY KEY (term, case_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX case_terms_by_case ON case_terms (case_id);

    CREATE TABLE submissions (
      case_id TEXT NOT NULL REFERENCES cases (case_id),
      submission INTEGER NOT NULL,
      evidence TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      at TEXT NOT NULL,
      PRIMARY KEY (case_id, submission)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE submitted_captures (
      case_id TEXT NOT NULL,
      submission INTEGER NOT NULL,
      position INTEGER NOT NULL,
      capture_id TEXT NOT NULL REFERENCES captures (capture_id),
      PRIMARY KEY (case_id, submission, position),
      FOREIGN KEY (case_id, submission) REFERENCES submissions (case_id, submission)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX submitted_captures_by_capture ON submitted_captures (capture_id);

    CREATE TABLE results (
      case_id TEXT NOT NULL,
      submission INTEGER NOT NULL,
      position INTEGER NOT NULL,
      check_id TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pass', 'fail', 'not-assessed', 'not-applicable')),
      value REAL,
      threshold REAL,
      unit TEXT NOT NULL,
      reason TEXT,
      capture_id TEXT,
      regions TEXT NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (case_id, submission, position),
      FOREIGN KEY (case_id, submission) REFERENCES submissions (case_id, submission)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE decisions (
      case_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      submission INTEGER NOT NULL,
      decision TEXT NOT NULL,
      attestation TEXT,
      at TEXT NOT NULL,
      operator_id TEXT NOT NULL,
      operator_name TEXT NOT NULL,
      PRIMARY KEY (case_id, sequence),
      FOREIGN KEY (case_id, submission) REFERENCES submissions (case_id, submission)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER results_stay BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER decisions_kept BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
  `);
}
