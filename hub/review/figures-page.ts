/** Why cases are rejected, week by week and branch by branch, in hundredths of what was closed; and how the stations are. */
import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { branchChoices } from './cases.ts';
import { bars, key } from './chart.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { selectBranch, span, tag } from './layout.ts';
import { page, type OwnRoute } from './route.ts';
import { foundByDay, foundCard } from './station-days.ts';
import { cutOf, dayOf, seen, stationsOf, type Of, type StationHealth } from './station-health.ts';

const weeks = 12;
const weekMs = 7 * 86_400_000;
/** Chosen: colours that can be told apart; what is rarer goes together. */
const mostSeries = 5;

/** Chosen: what somebody looks through; the others are found by their branch. */
const branchesShown = 50;

const countSchema = z.object({ code: z.string(), count: z.coerce.number().int() });
const weekSchema = countSchema.extend({ week: z.string() });
const branchSchema = countSchema.extend({ branch: z.string(), closed: z.coerce.number().int() });
const closedSchema = z.object({ week: z.string(), count: z.coerce.number().int() });
type WeekCount = z.infer<typeof weekSchema>;
/** Cases that were closed, rejected or not; demonstrations are none. */
type Closed = z.infer<typeof closedSchema>;
type BranchCount = z.infer<typeof branchSchema>;
export const figureRoutes: readonly OwnRoute[] = [{
  method: 'GET', path: '/figures', who: ['reviewer', 'auditor', 'admin'],
  handle: async ({ hub, words, visitor: { person }, query }) => {
    const branch = (query['branch'] ?? '').slice(0, 80);
    const of: Of = { branches: person.branches, branch: branch || null };
    const from = mondayOf(new Date(hub.clock().getTime() - (weeks - 1) * weekMs));
    const now = hub.clock();
    const { choices, byWeek, closed, byBranch, stations, found } = await hub.db.transaction({ branches: person.branches }, async (sql) => ({
      choices: await branchChoices(sql, person.branches), byWeek: await rejectsByWeek(sql, from, of), closed: await closedByWeek(sql, from, of), byBranch: of.branch === null ? await rejectsByBranch(sql, from) : null, stations: await stationsOf(sql, of), found: await foundByDay(sql, now, of),
    }));
    return page('Figures', html`<div class="spread"><h1>Figures</h1><form action="/review/figures" class="filters">${selectBranch(choices, branch)}<button class="button">Show</button></form></div>
${rejectsCard({ counts: byWeek, closed, byBranch, from }, words)}${foundCard(found, now)}${stationsCard(stations, now)}`);
  },
}];

/** Whose branches may be seen: row-level security. */
async function rejectsByWeek(sql: Sql, from: Date, { branch }: Of): Promise<WeekCount[]> {
  const rows = await sql.query('SELECT week::text, code, sum(count) AS count FROM reject_reasons WHERE week >= $1::date AND ($2::text IS NULL OR branch = $2) GROUP BY week, code', [dayOf(from), branch]);
  return rows.map((row) => weekSchema.parse(row));
}

async function closedByWeek(sql: Sql, from: Date, { branch }: Of): Promise<Closed[]> {
  const rows = await sql.query('SELECT week::text, sum(count) AS count FROM closed_cases WHERE week >= $1::date AND ($2::text IS NULL OR branch = $2) GROUP BY week', [dayOf(from), branch]);
  return rows.map((row) => closedSchema.parse(row));
}

export type ByBranch = { counts: BranchCount[]; /** Branches with rejections that are not among them. */ more: number };

/** The branches with most rejections, the first one first. */
async function rejectsByBranch(sql: Sql, from: Date): Promise<ByBranch> {
  const rows = await sql.query(
    `WITH counts AS (SELECT branch, code, sum(count) AS count FROM reject_reasons WHERE week >= $1::date GROUP BY branch, code),
       worst AS (SELECT branch, sum(count) AS total, count(*) OVER () AS branches FROM counts GROUP BY branch ORDER BY total DESC, branch LIMIT $2)
     SELECT counts.branch, code, counts.count, branches, coalesce((SELECT sum(c.count) FROM closed_cases c WHERE c.branch = counts.branch AND c.week >= $1::date), 0) AS closed
     FROM counts JOIN worst USING (branch) ORDER BY total DESC, branch, code`, [dayOf(from), branchesShown]);
  return { counts: rows.map((row) => branchSchema.parse(row)), more: Math.max(0, Number(rows[0]?.['branches'] ?? 0) - branchesShown) };
}

const mondayOf = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - ((at.getUTCDay() + 6) % 7)));
const sum = (counts: readonly { count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);
const reviewCode = 'review.';
const nameOf = (words: Words, code: string): string => (code === '' ? 'Others' : code.startsWith(reviewCode) ? `Second person: ${code.slice(reviewCode.length).replaceAll('-', ' ')}` : words.checkName(code));

/** In hundredths of the cases that were closed; null: none was, as where a rejection was decided weeks later. */
const shareOf = (count: number, closed: number): number | null => (closed === 0 ? null : (100 * count) / closed);
const figure = (count: number, closed: number): Html => {
  const share = shareOf(count, closed);
  return html`${count}${share === null || count === 0 ? '' : html` <span class="small muted">${share.toFixed(1)} %</span>`}`;
};

type Rejects = { counts: readonly WeekCount[]; closed: readonly Closed[]; byBranch: ByBranch | null; from: Date };

function rejectsCard({ counts, closed, byBranch, from }: Rejects, words: Words): Html {
  if (counts.length === 0) return html`<section class="card stack"><h2>Reasons of rejections</h2><p class="lead" data-testid="no-rejects">No case was rejected in these twelve weeks${closed.length === 0 ? '' : html`, of <span data-testid="closed">${sum(closed)}</span> that were closed`}.</p></section>`;
  const totals = [...new Set(counts.map(({ code }) => code))].map((code) => ({ code, total: sum(counts.filter((one) => one.code === code)) })).sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1));
  const series = totals.slice(0, mostSeries).map(({ code }) => code);
  const all = totals.length > mostSeries ? [...series, ''] : series;
  const names = all.map((code) => nameOf(words, code));
  const list = Array.from({ length: weeks }, (_, n) => dayOf(new Date(from.getTime() + n * weekMs)));
  const closedIn = (week: string): number => sum(closed.filter((one) => one.week === week));
  const of = (week: string, code: string): number => sum(counts.filter((one) => one.week === week && (code === '' ? !series.includes(one.code) : one.code === code)));
  return html`<section class="card stack"><h2>Reasons of rejections</h2><p class="muted">Of a hundred cases that were closed, by week, beginning on Monday. A case may have several reasons; demonstrations are left out.</p>
${bars({ label: 'Reasons of rejections by week, in percent of closed cases; the same figures stand in the table below', testId: 'chart', places: list, short: (week) => week.slice(5) }, all, (week, code) => shareOf(of(week, code), closedIn(week)) ?? 0, ' %')}${key(names)}
<details><summary>As a table</summary><div class="table-scroll"><table class="table" data-testid="rejects"><thead><tr><th scope="col">Week of</th><th scope="col">Cases closed</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${list.map((week) => html`<tr><th scope="row">${week}</th><td class="tnum">${closedIn(week)}</td>${all.map((code) => html`<td class="tnum">${figure(of(week, code), closedIn(week))}</td>`)}</tr>`)}</tbody></table></div></details>
${byBranch ? branchTable(byBranch, { all, series, names }) : ''}</section>`;
}

function branchTable({ counts, more }: ByBranch, { all, series, names }: { all: readonly string[]; series: readonly string[]; names: readonly string[] }): Html {
  const branches = [...new Set(counts.map(({ branch }) => branch))].map((branch) => ({ branch, own: counts.filter((one) => one.branch === branch) }));
  return html`<h3>By branch, these twelve weeks</h3><div class="table-scroll"><table class="table" data-testid="rejects-by-branch"><thead><tr><th scope="col">Branch</th><th scope="col">Cases closed</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${branches.map(({ branch, own }) => html`<tr><th scope="row">${branch}</th><td class="tnum">${own[0]?.closed ?? 0}</td>${all.map((code) => html`<td class="tnum">${figure(sum(own.filter((one) => (code === '' ? !series.includes(one.code) : one.code === code))), own[0]?.closed ?? 0)}</td>`)}</tr>`)}</tbody></table></div>
${more === 0 ? '' : html`<p class="muted" data-testid="branches-cut">These are the ${branchesShown} branches with most rejections; ${more} more have some. Choose one above.</p>`}`;
}

const stationsCard = (stations: readonly StationHealth[], now: Date): Html => html`<section class="card stack"><h2>Stations</h2><p class="muted">What a station waits with is known when it comes: how long its latest record had waited. One that is not heard of may have more.</p>
${stations.length === 0 ? html`<p class="lead">No station is let in yet.</p>` : html`<div class="table-scroll"><table class="table" data-testid="stations"><thead><tr><th scope="col">Station</th><th scope="col">Branch</th><th scope="col">Last heard</th><th scope="col">Latest record had waited</th><th scope="col">Program</th></tr></thead><tbody>${stations.map((one) => html`<tr><td><strong>${one.name}</strong>${one.state === 'revoked' ? html` ${tag('danger', 'Revoked')}` : ''}</td><td>${one.branch}</td><td>${seen(one, now)}</td><td class="tnum">${one.committedAt && one.receivedAt ? span(one.receivedAt.getTime() - one.committedAt.getTime()) : '-'}</td><td>${one.program ?? '-'}</td></tr>`)}</tbody></table></div>`}${cutOf(stations)}</section>`;
