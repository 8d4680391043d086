import type { Db } from '../db.ts';

/** When the station asked to be let in: its code is good for a day from then. */
export function hubAsked(db: Db): void {
  db.exec(`
    ALTER TABLE hub_link ADD COLUMN asked_at TEXT;
    UPDATE hub_link SET asked_at = coalesce(contact_at, due_at);
  `);
}
