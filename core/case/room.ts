/** For about how many customers a station has room until its guard rails take nobody any more. */
import type { GuardLimits } from './guard.ts';

/** One customer with all pictures, MB. Chosen: the upper end of what a case measures (guard.ts). */
export const megabytesEach = 5;

export type RoomFacts = {
  /** On the disk of the records, MB; null: cannot be told. */
  free: number | null;
  /** The records as they are, MB. */
  records: number;
  /** Copies that come to lie on the same disk, and what those that are there take, MB; null: none is made there. */
  copies: { count: number; megabytes: number } | null;
  /** Records that wait for head office; null: no hub is enrolled, and none is counted. */
  waiting: number | null;
};

/** Each copy is of all records: what is there now still grows to that, and a further customer is in each. @returns null: cannot be told */
export function roomFor({ free, records, copies, waiting }: RoomFacts, limits: GuardLimits | null): number | null {
  if (free === null) return null;
  const kept = (limits?.freeMegabytes.refuse ?? 0) + (copies === null ? 0 : Math.max(0, copies.count * records - copies.megabytes));
  const onDisk = Math.floor((free - kept) / (megabytesEach * (1 + (copies?.count ?? 0))));
  const inQueue = waiting === null || limits === null ? Infinity : limits.waiting.refuse - waiting + 1;
  return Math.max(0, Math.min(onDisk, inQueue));
}
