/** How stations were, day by day, as each said it beside its question for what is new. */
import { z } from 'zod';
import { mostFindings, type StationHealth } from '../../core/sync/health.ts';
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import type { HubStation } from '../stations.ts';
import { bars, key, line } from './chart.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { tag } from './layout.ts';
import { dayOf, type Of } from './station-health.ts';

/** Chosen: a month, in which a lens that gets worse is seen to. */
const days = 30;
const dayMs = 86_400_000;
const firstOf = (now: Date): string => dayOf(new Date(now.getTime() - (days - 1) * dayMs));
const daysTo = (now: Date): string[] => Array.from({ length: days }, (_, n) => dayOf(new Date(now.getTime() - (days - 1 - n) * dayMs)));
const short = (day: string): string => day.slice(5);

/** One row a station and day (UTC), as it was last; findings of the whole day: one that somebody mended at noon is still told. */
export async function noteDay(hub: Hub, { branch, stationId }: Pick<HubStation, 'branch' | 'stationId'>, { waiting, waitingDays, parked, disk, clock, findings }: StationHealth): Promise<void> {
  const now = hub.clock();
  await hub.db.transaction({ branch }, (sql) => sql.query(
    `INSERT INTO station_days (branch, station_id, day, waiting, waiting_days, parked, disk, clock, findings, at) VALUES ($1, $2, $3::date, $4, $5, $6, $7, $8, $9::text[], $10)
     ON CONFLICT (branch, station_id, day) DO UPDATE SET waiting = excluded.waiting, waiting_days = excluded.waiting_days, parked = excluded.parked, disk = excluded.disk, clock = excluded.clock, at = excluded.at,
       findings = (ARRAY(SELECT DISTINCT unnest(station_days.findings || excluded.findings) ORDER BY 1))[1:${mostFindings}]`,
    [branch, stationId, dayOf(now), waiting, waitingDays, parked, disk, clock, findings, now]));
}

const foundSchema = z.object({ day: z.string(), heard: z.coerce.number().int(), found: z.coerce.number().int() });
export type FoundDay = z.infer<typeof foundSchema>;

/** Whose branches may be seen: row-level security. */
export async function foundByDay(sql: Sql, now: Date, { branch }: Of): Promise<FoundDay[]> {
  const rows = await sql.query(`SELECT day::text, count(*) AS heard, count(*) FILTER (WHERE cardinality(findings) > 0) AS found FROM station_days WHERE day >= $1::date AND ($2::text IS NULL OR branch = $2) GROUP BY day`, [firstOf(now), branch]);
  return rows.map((row) => foundSchema.parse(row));
}

export function foundCard(found: readonly FoundDay[], now: Date): Html {
  const list = daysTo(now);
  const of = (day: string): FoundDay => found.find((one) => one.day === day) ?? { day, heard: 0, found: 0 };
  const names = ['Nothing was found', 'Something was found'] as const;
  return html`<section class="card stack"><h2>Stations with findings</h2><p class="muted">By day. A finding is what the station warns its own staff of: clock, disk, cameras on the golden card, backups, what waits.</p>
${found.length === 0 ? html`<p class="lead" data-testid="no-days">No station has told of itself in these ${days} days. Stations of before say nothing.</p>` : html`${bars({ label: 'Stations with findings by day; the same figures stand in the table below', testId: 'found-chart', places: list, short }, names, (day, name) => (name === names[0] ? of(day).heard - of(day).found : of(day).found))}${key(names)}
<details><summary>As a table</summary><div class="table-scroll"><table class="table" data-testid="found-days"><thead><tr><th scope="col">Day</th><th scope="col">Stations heard</th><th scope="col">With findings</th></tr></thead><tbody>${list.map((day) => html`<tr><th scope="row">${day}</th><td class="tnum">${of(day).heard}</td><td class="tnum">${of(day).found}</td></tr>`)}</tbody></table></div></details>`}</section>`;
}

const daySchema = z.object({ day: z.string(), waiting: z.number().nullable(), waitingDays: z.number().nullable(), parked: z.number().nullable(), disk: z.string().nullable(), clock: z.string().nullable(), findings: z.array(z.string()) });
export type StationDay = z.infer<typeof daySchema>;

export async function daysOf(sql: Sql, { branch, stationId }: Pick<HubStation, 'branch' | 'stationId'>, now: Date): Promise<StationDay[]> {
  const rows = await sql.query(`SELECT day::text, waiting, waiting_days AS "waitingDays", parked, disk, clock, findings FROM station_days WHERE branch = $1 AND station_id = $2 AND day >= $3::date ORDER BY day`, [branch, stationId, firstOf(now)]);
  return rows.map((row) => daySchema.parse(row));
}

const diskNames: Readonly<Record<string, string>> = { 'under-100': 'under 100 MB', 'under-500': 'under 500 MB', 'under-2000': 'under 2 GB', 'more': '2 GB or more' };
const clockNames: Readonly<Record<string, string>> = { 'believed': 'right', 'moved': 'was put forward', 'set-back': 'was set back' };
/** A finding's values stay at the station: sentences that need one are said without. */
const findingNames: Readonly<Record<string, string>> = {
  'queue.parked': 'Decisions wait there for a person', 'queue.long': 'Many decisions wait', 'queue.full': 'Too many decisions wait: no new customer', 'queue.old': 'A decision has waited long', 'queue.too-old': 'A decision has waited too long: no new customer',
  'store.space-low': 'Little space on the disk', 'store.space-out': 'No space on the disk: no new customer', 'backup.old': 'The last backup is old', 'backup.never': 'No backup was made', 'camera.card-overdue': 'The golden card is overdue: no new customer',
};
const findingName = (code: string, words: Words): string => findingNames[code] ?? words.why(code);

export function daysCard(own: readonly StationDay[], now: Date, words: Words): Html {
  if (own.length === 0) return html`<section class="card stack"><h2>How it was</h2><p class="muted" data-testid="no-history">It has told nothing of itself in these ${days} days. A station of an earlier version says nothing.</p></section>`;
  const list = daysTo(now);
  const of = (day: string): StationDay | undefined => own.find((one) => one.day === day);
  const names = ['Wait to be sent', 'Wait for a person there'] as const;
  const figure = (value: number | null): string => (value === null ? '-' : String(value));
  return html`<section class="card stack" data-testid="history"><h2>How it was</h2><p class="muted">As it said last on each day of these ${days}; findings of the whole day.</p>
<h3>Decisions that wait</h3>${bars({ label: 'Decisions that wait at the station by day; the same figures stand in the table below', testId: 'waiting-chart', places: list, short }, names, (day, name) => (name === names[0] ? of(day)?.waiting : of(day)?.parked) ?? 0)}${key(names)}
<h3>Days that the oldest has waited</h3>${line({ label: 'Days that the oldest decision has waited; the same figures stand in the table below', testId: 'age-chart', places: list, short }, (day) => of(day)?.waitingDays ?? null)}
<div class="table-scroll"><table class="table" data-testid="days"><thead><tr><th scope="col">Day</th><th scope="col">Wait</th><th scope="col">Oldest, days</th><th scope="col">For a person</th><th scope="col">Disk</th><th scope="col">Clock</th><th scope="col">Findings</th></tr></thead><tbody>${[...own].reverse().map((one) => html`<tr><th scope="row" class="tnum">${one.day}</th><td class="tnum">${figure(one.waiting)}</td><td class="tnum">${figure(one.waitingDays)}</td><td class="tnum">${figure(one.parked)}</td><td>${one.disk === null ? '-' : (diskNames[one.disk] ?? one.disk)}</td><td>${one.clock === null ? '-' : (clockNames[one.clock] ?? one.clock)}</td><td>${one.findings.length === 0 ? '-' : html`<div class="tags">${one.findings.map((code) => tag('warning', findingName(code, words)))}</div>`}</td></tr>`)}</tbody></table></div></section>`;
}
