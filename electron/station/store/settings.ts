import { z } from 'zod';
import { deviceChoiceSchema } from '../../../core/contract.ts';
import { noScanSettings, scanSettingsSchema } from '../../../core/scanning.ts';
import { modes } from '../../../core/case/case.ts';
import { json, parsed, type Db, type ReadDb } from './db.ts';

export const settingsSchema = z.object({
  stationName: z.string(),
  branch: z.string(),
  mode: z.enum(modes),
  policyId: z.string(),
  devices: deviceChoiceSchema,
  /** Stations set up earlier have none. */
  scanning: scanSettingsSchema.default(noScanSettings),
});
export type Settings = z.infer<typeof settingsSchema>;
export type NewSettings = z.input<typeof settingsSchema>;

export function readSettings(db: ReadDb): Settings {
  const row = db.prepare(`SELECT value FROM settings WHERE name = 'station'`).pluck().get();
  return parsed(json(settingsSchema), row);
}

export function writeSettings(db: Db, settings: NewSettings): void {
  db.prepare(`INSERT INTO settings (name, value) VALUES ('station', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`).run(JSON.stringify(settings));
}
