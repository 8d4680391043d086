/** What was seen of cameras and scanners, by day. */
import { z } from 'zod';
import { parsed, type ReadDb, type Tx } from './db.ts';

const rowSchema = z.object({ day: z.iso.date(), kind: z.string(), times: z.number().int(), rate: z.number().nullable() });
export type DeviceDayRow = z.infer<typeof rowSchema>;

/** `kind`: `used`, or the code of a fault. */
export type DeviceNote = { device: string; label: string; day: string; kind: string; rate: number | null };

/** Days that are kept, as many as golden cards. */
const keptDays = 130;

export const forgetDeviceDaysQuery = `DELETE FROM device_days WHERE day < date(?, '-${keptDays} days')`;

/** Once more on this day; of rates the lowest is kept: the one that staff would ask about. */
export function noteDevice(tx: Tx, note: DeviceNote): void {
  tx.prepare(`
    INSERT INTO device_days (device, day, kind, label, times, rate) VALUES (@device, @day, @kind, @label, 1, @rate)
    ON CONFLICT (device, day, kind) DO UPDATE SET times = times + 1, label = coalesce(nullif(excluded.label, ''), label), rate = min(coalesce(rate, excluded.rate), coalesce(excluded.rate, rate))
  `).run(note);
  // Of every device: one that was taken away is never noted again.
  tx.prepare(forgetDeviceDaysQuery).run(note.day);
}

export const deviceDaysQuery = `SELECT day, kind, times, rate FROM device_days WHERE device = ? AND day > ? ORDER BY day`;

/** Those after a day, oldest first. */
export function deviceDays(db: ReadDb, device: string, after: string): DeviceDayRow[] {
  return db.prepare(deviceDaysQuery).all(device, after).map((row) => parsed(rowSchema, row));
}

export const allDeviceDaysQuery = `SELECT label, day, kind, times, rate FROM device_days WHERE day > ? ORDER BY label, day, kind`;

/** Of every device, by its own name, those after a day. */
export function allDeviceDays(db: ReadDb, after: string): (DeviceDayRow & { label: string })[] {
  return db.prepare(allDeviceDaysQuery).all(after).map((row) => parsed(rowSchema.extend({ label: z.string() }), row));
}
