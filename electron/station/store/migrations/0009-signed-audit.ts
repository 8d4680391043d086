import type { Db } from '../db.ts';

/** Lines of before have no signature; the first that has one names the key. */
export function signedAudit(db: Db): void {
  db.exec(`ALTER TABLE audit ADD COLUMN signature TEXT`);
}
