import type { Db } from '../db.ts';

/** One-time codes of printed statement sheets, one a case; none comes again while its case is kept. */
export function sheets(db: Db): void {
  db.exec(`
    CREATE TABLE sheets (
      case_id TEXT PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      drawn_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
