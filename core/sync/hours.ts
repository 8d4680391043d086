/** Hours in which a branch's line may be used: minutes of the local day. `from` after `to` goes over midnight; the same: all day. */
import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const sendingSchema = z.strictObject({
  /** null: at any hour. Decisions and pictures apart: the first are small. */
  pictureHours: z.strictObject({ from: clockTime, to: clockTime }).nullable(),
  /** null: as fast as the line goes. The hub waits eight minutes for a request: at 5 kB/s the largest decision there may be (2.2 MB) is through. */
  kilobytesPerSecond: z.number().min(5).max(1_000_000).nullable(),
});
export type SendingRules = z.infer<typeof sendingSchema>;
/** A policy that says nothing of sending bounds nothing. */
export const unbounded: SendingRules = { pictureHours: null, kilobytesPerSecond: null };

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** `minuteOfDay`: 0 to 1439, by the station's own clock. */
export function withinHours(hours: SendingRules['pictureHours'], minuteOfDay: number): boolean {
  if (hours === null) return true;
  const [from, to] = [minutes(hours.from), minutes(hours.to)];
  if (from === to) return true;
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
}
