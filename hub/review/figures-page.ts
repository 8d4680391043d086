/** Why cases are rejected, week by week and branch by branch; and how the stations are. */
import { z } from 'zod';
import type { Sql } from '../db/database.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { select, span, tag, time } from './layout.ts';
import { page, type OwnRoute } from './route.ts';

const weeks = 12;
const weekMs = 7 * 86_400_000;
/** Chosen: colours that can be told apart; what is rarer goes together. */
const mostSeries = 5;

const countSchema = z.object({ week: z.string(), branch: z.string(), code: z.string(), count: z.coerce.number().int() });
type Count = z.infer<typeof countSchema>;
const stationSchema = z.object({ stationId: z.string(), name: z.string(), branch: z.string(), state: z.string(), seenAt: z.date().nullable(), program: z.string().nullable(), committedAt: z.date().nullable(), receivedAt: z.date().nullable() });
type StationHealth = z.infer<typeof stationSchema>;

export const figureRoutes: readonly OwnRoute[] = [{
  method: 'GET', path: '/figures', who: ['reviewer', 'auditor', 'admin'],
  handle: async ({ hub, words, visitor: { person }, query }) => {
    const branch = (query['branch'] ?? '').slice(0, 80);
    const from = mondayOf(new Date(hub.clock().getTime() - (weeks - 1) * weekMs));
    const { counts, health } = await hub.db.transaction({ branches: person.branches }, async (sql) => ({ counts: await rejects(sql, from), health: await healthRows(sql) }));
    const stations = (await hub.db.query(`SELECT station_id AS "stationId", name, branch, state FROM stations WHERE state <> 'pending' ORDER BY branch, name LIMIT 5000`))
      .filter((row) => person.branches === null || person.branches.includes(String(row['branch'])))
      .map((row) => stationSchema.parse({ seenAt: null, program: null, committedAt: null, receivedAt: null, ...row, ...health.get(String(row['stationId'])) }));
    const branches = [...new Set([...counts.map((one) => one.branch), ...stations.map((one) => one.branch)])].sort();
    const shown = counts.filter((one) => branch === '' || one.branch === branch);
    return page('Figures', html`<div class="spread"><h1>Figures</h1><form action="/review/figures" class="filters">${select('branch', 'Branch', [['', 'All branches'], ...branches.map((one) => [one, one] as const)], branch)}<button class="button">Show</button></form></div>
${rejectsCard(shown, from, words, branch === '')}${stationsCard(stations.filter((one) => branch === '' || one.branch === branch), hub.clock())}`);
  },
}];

async function rejects(sql: Sql, from: Date): Promise<Count[]> {
  return (await sql.query('SELECT week::text, branch, code, count FROM reject_reasons WHERE week >= $1::date ORDER BY week, branch, code', [from.toISOString().slice(0, 10)])).map((row) => countSchema.parse(row));
}

async function healthRows(sql: Sql): Promise<Map<string, Record<string, unknown>>> {
  const rows = await sql.query('SELECT station_id, seen_at AS "seenAt", program, committed_at AS "committedAt", received_at AS "receivedAt" FROM station_health');
  return new Map(rows.map(({ station_id: id, ...rest }) => [String(id), rest]));
}

const mondayOf = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - ((at.getUTCDay() + 6) % 7)));
const sum = (counts: readonly Count[]): number => counts.reduce((total, { count }) => total + count, 0);
const reviewCode = 'review.';
const nameOf = (words: Words, code: string): string => (code === '' ? 'Others' : code.startsWith(reviewCode) ? `Second person: ${code.slice(reviewCode.length).replaceAll('-', ' ')}` : words.checkName(code));

function rejectsCard(counts: readonly Count[], from: Date, words: Words, byBranch: boolean): Html {
  if (counts.length === 0) return html`<section class="card stack"><h2>Reasons of rejections</h2><p class="lead" data-testid="no-rejects">No case was rejected in these twelve weeks.</p></section>`;
  const totals = [...new Set(counts.map(({ code }) => code))].map((code) => ({ code, total: sum(counts.filter((one) => one.code === code)) })).sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1));
  const series = totals.slice(0, mostSeries).map(({ code }) => code);
  const all = totals.length > mostSeries ? [...series, ''] : series;
  const list = Array.from({ length: weeks }, (_, n) => new Date(from.getTime() + n * weekMs).toISOString().slice(0, 10));
  const of = (week: string, code: string): number => sum(counts.filter((one) => one.week === week && (code === '' ? !series.includes(one.code) : one.code === code)));
  return html`<section class="card stack"><h2>Reasons of rejections</h2><p class="muted">By week, beginning on Monday. A case may have several.</p>${bars(list, all, of)}
<ul class="key">${all.map((code, n) => html`<li><svg viewBox="0 0 14 14" class="chart" aria-hidden="true"><rect width="14" height="14" class="c${n}"/></svg>${nameOf(words, code)}</li>`)}</ul>
<details><summary>As a table</summary><div class="table-scroll"><table class="table" data-testid="rejects"><thead><tr><th scope="col">Week of</th>${all.map((code) => html`<th scope="col">${nameOf(words, code)}</th>`)}</tr></thead><tbody>${list.map((week) => html`<tr><th scope="row">${week}</th>${all.map((code) => html`<td class="tnum">${of(week, code)}</td>`)}</tr>`)}</tbody></table></div></details>
${byBranch ? branchTable(counts, all, series, words) : ''}</section>`;
}

function branchTable(counts: readonly Count[], all: readonly string[], series: readonly string[], words: Words): Html {
  const branches = [...new Set(counts.map(({ branch }) => branch))].map((branch) => ({ branch, own: counts.filter((one) => one.branch === branch) })).sort((a, b) => sum(b.own) - sum(a.own));
  return html`<h3>By branch, these twelve weeks</h3><div class="table-scroll"><table class="table" data-testid="rejects-by-branch"><thead><tr><th scope="col">Branch</th>${all.map((code) => html`<th scope="col">${nameOf(words, code)}</th>`)}</tr></thead><tbody>${branches.map(({ branch, own }) => html`<tr><th scope="row">${branch}</th>${all.map((code) => html`<td class="tnum">${sum(own.filter((one) => (code === '' ? !series.includes(one.code) : one.code === code)))}</td>`)}</tr>`)}</tbody></table></div>`;
}

const [width, height, left, bottom] = [960, 240, 40, 24];

/** Stacked. What it shows stands in the table as well. */
function bars(list: readonly string[], codes: readonly string[], of: (week: string, code: string) => number): Html {
  const most = Math.max(1, ...list.map((week) => codes.reduce((total, code) => total + of(week, code), 0)));
  const slot = (width - left) / list.length;
  const scale = (height - bottom - 10) / most;
  const pieces = list.flatMap((week, at) => {
    let y = height - bottom;
    return codes.map((code, n) => {
      const tall = of(week, code) * scale;
      y -= tall;
      return tall === 0 ? '' : html`<rect x="${(left + at * slot + slot * 0.15).toFixed(1)}" y="${y.toFixed(1)}" width="${(slot * 0.7).toFixed(1)}" height="${tall.toFixed(1)}" class="c${n}"/>`;
    });
  });
  return html`<svg viewBox="0 0 ${width} ${height}" class="chart" role="img" aria-label="Reasons of rejections by week; the same figures stand in the table below" data-testid="chart"><line x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}" class="axis"/><text x="${left - 8}" y="16" text-anchor="end">${most}</text><text x="${left - 8}" y="${height - bottom}" text-anchor="end">0</text>
${pieces}${list.map((week, at) => html`<text x="${(left + at * slot + slot / 2).toFixed(1)}" y="${height - 6}" text-anchor="middle">${week.slice(5)}</text>`)}</svg>`;
}

/** Chosen: a working day and a weekend; the station's own guard rails are stricter. */
const quiet = { warnMs: 86_400_000, dangerMs: 4 * 86_400_000 } as const;

const stationsCard = (stations: readonly StationHealth[], now: Date): Html => html`<section class="card stack"><h2>Stations</h2><p class="muted">What a station waits with is known when it comes: how long its latest record had waited. One that is not heard of may have more.</p>
${stations.length === 0 ? html`<p class="lead">No station is let in yet.</p>` : html`<div class="table-scroll"><table class="table" data-testid="stations"><thead><tr><th scope="col">Station</th><th scope="col">Branch</th><th scope="col">Last heard</th><th scope="col">Latest record had waited</th><th scope="col">Program</th></tr></thead><tbody>${[...stations].sort((a, b) => (a.seenAt?.getTime() ?? 0) - (b.seenAt?.getTime() ?? 0)).map((one) => html`<tr><td><strong>${one.name}</strong>${one.state === 'revoked' ? html` ${tag('danger', 'Revoked')}` : ''}</td><td>${one.branch}</td><td>${seen(one, now)}</td><td class="tnum">${one.committedAt && one.receivedAt ? span(one.receivedAt.getTime() - one.committedAt.getTime()) : '-'}</td><td>${one.program ?? '-'}</td></tr>`)}</tbody></table></div>`}</section>`;

function seen({ seenAt }: StationHealth, now: Date): Html {
  if (seenAt === null) return tag('neutral', 'Never');
  const gone = now.getTime() - seenAt.getTime();
  return html`${tag(gone > quiet.dangerMs ? 'danger' : gone > quiet.warnMs ? 'warning' : 'success', `${span(gone)} ago`)} <span class="small muted">${time(seenAt)}</span>`;
}
