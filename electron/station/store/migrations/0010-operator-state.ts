import type { Db } from '../db.ts';

/** Whoever may no longer log in stays: records and the trail speak of them. */
export function operatorState(db: Db): void {
  db.exec(`ALTER TABLE operators ADD COLUMN disabled_at TEXT`);
}
