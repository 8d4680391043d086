/** Copies of the station as a screen shows them. */
import { z } from 'zod';

const backupRow = { name: z.string(), madeAt: z.iso.datetime(), cases: z.number().int(), bytes: z.number() };
export const backupFolder = z.string().trim().min(1).max(1000);
export const backupStatusSchema = z.object({
  folder: z.string(),
  /** False: nobody chose one, and they lie beside the records. */
  chosen: z.boolean(),
  /** As the records are on; null: the folder cannot be reached. */
  sameDisk: z.boolean().nullable(),
  /** What the policy says; null: none by themselves. */
  everyHours: z.number().nullable(), keep: z.number().nullable(),
  last: z.object({ at: z.iso.datetime(), bytes: z.number(), cases: z.number() }).nullable(),
  /** Why the last try did not succeed. */
  failed: z.object({ at: z.iso.datetime(), code: z.string() }).nullable(),
  running: z.boolean(), nextAt: z.iso.datetime().nullable(),
  /** Newest first. */
  generations: z.array(z.object(backupRow)),
});
export type BackupStatus = z.infer<typeof backupStatusSchema>;
export const foundBackupSchema = z.object({ ...backupRow, set: z.string(), station: z.string(), branch: z.string(), /** Whose passphrase opens it. */ supervisors: z.array(z.string()), /** Error code; null: nothing is seen without a passphrase. */ fault: z.string().nullable() });
export type FoundBackup = z.infer<typeof foundBackupSchema>;
