/** How the stations are, as far as head office has heard of them. */
import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { html, type Html } from './html.ts';
import { span, tag, time } from './layout.ts';

/** Chosen: what somebody looks through; the others are found by their branch. */
const stationsShown = 200;

const stationSchema = z.object({
  stationId: z.string(), name: z.string(), branch: z.string(), state: z.string(), seenAt: z.date().nullable(), program: z.string().nullable(), committedAt: z.date().nullable(), receivedAt: z.date().nullable(),
  /** Of all that there are. */
  total: z.coerce.number().int(),
});
export type StationHealth = z.infer<typeof stationSchema>;

/** `branches`: that may be seen, null: all; `branch`: that was chosen, null: none. */
export type Of = { branches: readonly string[] | null; branch: string | null };
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Those not heard of for longest first, revoked ones last. */
export async function stationsOf(sql: Sql, { branches, branch }: Of): Promise<StationHealth[]> {
  const rows = await sql.query(
    `SELECT s.station_id AS "stationId", s.name, s.branch, s.state, h.seen_at AS "seenAt", h.program, h.committed_at AS "committedAt", h.received_at AS "receivedAt", count(*) OVER () AS total
     FROM stations s LEFT JOIN station_health h ON h.branch = s.branch AND h.station_id = s.station_id
     WHERE s.state <> 'pending' AND s.approved_at IS NOT NULL AND ($1::text[] IS NULL OR s.branch = ANY ($1)) AND ($2::text IS NULL OR s.branch = $2)
     ORDER BY s.state = 'revoked', h.seen_at NULLS FIRST, s.branch, s.name LIMIT $3`, [branches, branch, stationsShown]);
  return rows.map((row) => stationSchema.parse(row));
}

/** Chosen: a working day and a weekend; the station's own guard rails are stricter. */
const quiet = { warnMs: 86_400_000, dangerMs: 4 * 86_400_000 } as const;

export function seen({ seenAt }: StationHealth, now: Date): Html {
  if (seenAt === null) return tag('neutral', 'Never');
  const gone = now.getTime() - seenAt.getTime();
  return html`${tag(gone > quiet.dangerMs ? 'danger' : gone > quiet.warnMs ? 'warning' : 'success', `${span(gone)} ago`)} <span class="small muted">${time(seenAt)}</span>`;
}

export const cutOf = (stations: readonly StationHealth[]): Html | '' => {
  const total = stations[0]?.total ?? 0;
  return total <= stations.length ? '' : html`<p class="muted" data-testid="stations-cut">These are ${stations.length} of ${total} stations, those not heard of for longest. Choose a branch to see its others.</p>`;
};
