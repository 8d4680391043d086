/** What waits for head office. */
import type { ReadDb } from '../store/db.ts';
import { readHubLink } from '../store/hub-link.ts';
import { parkedSince, waitingSince } from '../store/outbox.ts';

const dayMs = 86_400_000;

/** `days`: since the oldest was made, or the hub was asked if that was later, whole ones; `silentDays`: since the hub was last heard of, by line or by file. null: no hub has let this station in, so nothing waits for one. */
export function queueOf(db: ReadDb, now: Date): { waiting: number; days: number; silentDays: number } | null {
  const link = readHubLink(db);
  // Only a request can be too old: whoever was let in is not asked for a code again.
  if (link === null || link.state === 'pending' || link.reason === 'station.expired') return null;
  const { waiting, oldest } = waitingSince(db);
  const asked = Date.parse(link.askedAt);
  return { waiting, days: oldest === null ? 0 : wholeDays(now, Math.max(Date.parse(oldest), asked)), silentDays: wholeDays(now, Math.max(asked, Date.parse(link.contactAt ?? link.askedAt))) };
}

const wholeDays = (now: Date, from: number): number => Math.max(0, Math.floor((now.getTime() - from) / dayMs));

/** What head office did not take, or what is damaged here: it goes no further before a person looks at it. `days`: since the oldest was made. */
export function parkedOf(db: ReadDb, now: Date): { parked: number; days: number } {
  const { parked, oldest } = parkedSince(db);
  return { parked, days: oldest === null ? 0 : wholeDays(now, Date.parse(oldest)) };
}
