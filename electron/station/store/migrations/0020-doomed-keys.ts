import type { Db } from '../db.ts';

/** Keys of cases that were taken out before they were submitted. The keys lie in a file of their own, and two files do not commit as one: what a full disk or a power cut left is destroyed later. */
export function doomedKeys(db: Db): void {
  db.exec(`CREATE TABLE doomed_keys (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`);
}
