/** Where backups go, and how the last ones went. */
import { z } from 'zod';
import { json, parsed, type Db, type ReadDb } from './db.ts';

const stateSchema = z.object({
  /** What a supervisor chose; null: beside the store. */
  folder: z.string().nullable(),
  /** It was another disk than the store's when it was chosen: the place a stick was mounted at is a folder also without the stick. */
  otherDisk: z.boolean(),
  /** The last good one. */
  last: z.object({ at: z.iso.datetime(), name: z.string(), bytes: z.number(), cases: z.number() }).nullable(),
  /** Why the last try failed; null: it did not. */
  failed: z.object({ at: z.iso.datetime(), code: z.string() }).nullable(),
  /** When this program first looked after backups here. */
  since: z.iso.datetime().nullable(),
});
export type BackupState = z.infer<typeof stateSchema>;

const none: BackupState = { folder: null, otherDisk: false, last: null, failed: null, since: null };

export function readBackupState(db: ReadDb): BackupState {
  const row = db.prepare(`SELECT value FROM settings WHERE name = 'backup'`).pluck().get();
  return row === undefined ? none : parsed(json(stateSchema), row);
}

export function changeBackupState(db: Db, change: Partial<BackupState>): void {
  db.prepare(`INSERT INTO settings (name, value) VALUES ('backup', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`).run(JSON.stringify({ ...readBackupState(db), ...change }));
}
