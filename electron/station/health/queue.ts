/** What waits for head office. */
import type { ReadDb } from '../store/db.ts';
import { readHubLink } from '../store/hub-link.ts';
import { waitingSince } from '../store/outbox.ts';

const dayMs = 86_400_000;

/** `days`: since the oldest was made, whole ones. null: no hub takes from this station, so nothing waits for one. */
export function queueOf(db: ReadDb, now: Date): { waiting: number; days: number } | null {
  const link = readHubLink(db);
  if (link === null || link.state === 'pending') return null;
  const { waiting, oldest } = waitingSince(db);
  return { waiting, days: oldest === null ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(oldest)) / dayMs)) };
}
