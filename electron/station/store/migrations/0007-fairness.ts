import type { Db } from '../db.ts';

/** Counts by month and class. No case, no person, no operator: a row cannot be led back to any. */
export function fairness(db: Db): void {
  db.exec(`
    CREATE TABLE fairness_counts (
      month TEXT NOT NULL,
      dimension TEXT NOT NULL,
      class TEXT NOT NULL,
      cases INTEGER NOT NULL,
      retried INTEGER NOT NULL,
      false_rejects INTEGER NOT NULL,
      left_open INTEGER NOT NULL,
      PRIMARY KEY (month, dimension, class)
    ) STRICT, WITHOUT ROWID;
  `);
}
