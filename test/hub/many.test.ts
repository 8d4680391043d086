/** Head office of a thousand branches: a case is found by its number, figures say what they leave out, and pages and a walk through the trail are not in the stations' way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Row } from '../../hub/db/database.ts';
import { addLineAlone, verifyAlone, verifyTrail } from '../../hub/review/trail.ts';
import { testDatabases } from '../fakes/databases.ts';
import { countOf, firstAdmin, personOf, type Browser } from '../fakes/head-office.ts';
import { hubOn, startHub } from '../fakes/hub-kit.ts';
import { letIn, sent } from '../fakes/raw-cases.ts';
import { removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

const number = '20261130-0001';

/** Branch 1 to 1,200, of five stations each; each has a case of the same number and, but for the last, a rejection. */
async function fill(db: Database): Promise<void> {
  const of = (n: string): string => `'Branch ' || lpad((${n})::text, 4, '0')`;
  await db.script(`
    INSERT INTO stations (station_id, public_key, name, branch, state, nonce, asked_at, approved_at) SELECT 'a' || n, 'k', 'Counter ' || n, ${of('n % 1200 + 1')}, 'approved', 'n', now(), now() FROM generate_series(1, 6000) AS n;
    INSERT INTO station_health (branch, station_id, seen_at) SELECT branch, station_id, now() - make_interval(mins => substr(station_id, 2)::int) FROM stations WHERE station_id <> 'a7' AND state = 'approved';
    UPDATE stations SET state = 'revoked' WHERE station_id = 'a5999';
    INSERT INTO reject_reasons (branch, week, code, count) SELECT ${of('n')}, date_trunc('week', now())::date, code, CASE WHEN n = 700 THEN 9 ELSE 1 END FROM generate_series(1, 1199) AS n, (VALUES ('doc.expired'), ('doc.glare')) AS given (code);
    INSERT INTO packets (branch, month, packet_id, station_id, case_id, sequence, number, name, document_number, document_type, birth_date, demo, final, outcome, decided_at, audit_sequence, audit_hash, manifest, signature)
      SELECT ${of('n')}, '2026-11-01', gen_random_uuid(), 'a' || n, gen_random_uuid(), 1, '${number}', 'Mira', 'L898902C3', 'passport', '1990-03-14', false, true, 'accept', now(), 1, '', '{}', '' FROM generate_series(1, 1200) AS n;`);
}

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let auditor: Browser;
  let own: Browser;
  beforeAll(async () => {
    const { hub } = running();
    await hub.months.ensure('2026-11-01');
    await fill(hub.db);
    await firstAdmin(running());
    auditor = await personOf(running(), 'Ana Pires', 'auditor');
    own = await personOf(running(), 'Olu Bello', 'reviewer', ['Branch 0700']);
  });

  it('a number that every branch gives is found by the branch', async () => {
    const all = await auditor.get(`/review/search?number=${number}`);
    expect(all.text).toContain('these are 100 of them. Choose the branch');
    expect(all.text).not.toContain('branch=Branch+1187');
    const one = await auditor.get(`/review/search?number=${number}&branch=Branch+1187`);
    expect(one.text.match(/review\/case\?branch=[^&"]*/g)).toEqual(['review/case?branch=Branch+1187']);
    expect((await auditor.get('/review')).text).toContain('<option value="Branch 1187">');
    const foreign = await own.get(`/review/search?number=${number}&branch=Branch+1187`);
    expect([foreign.text.includes('No case with this number'), foreign.text.includes('<option value="Branch 1187"')]).toEqual([true, false]);
    const plan = await running().hub.db.transaction('owner', async (sql) => {
      await sql.query('ANALYZE packets');
      return sql.query(`EXPLAIN SELECT 1 FROM packets WHERE number = '${number}' AND branch = 'Branch 1187'`);
    });
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond: \(\(number = .* AND \(branch = /);
  });

  it('figures are of all branches, and what they leave out is said', async () => {
    const all = (await auditor.get('/review/figures')).text;
    const [chart, byBranch] = [/data-testid="rejects".*?<\/table>/s.exec(all)![0], /data-testid="rejects-by-branch".*?<\/table>/s.exec(all)![0]];
    expect(chart).toContain('<td class="tnum">1207</td><td class="tnum">1207</td>');
    expect(byBranch.match(/<th scope="row">[^<]*/g)).toHaveLength(50);
    expect(byBranch.indexOf('Branch 0700')).toBeLessThan(byBranch.indexOf('Branch 0001'));
    expect(all).toContain('These are the 50 branches with most rejections; 1149 more have some.');
    expect(all).toContain('These are 200 of 6000 stations, those not heard of for longest.');
    const stations = /data-testid="stations".*?<\/table>/s.exec(all)![0].match(/<strong>[^<]*/g)!;
    expect([stations.length, ...stations.slice(0, 3)]).toEqual([200, '<strong>Counter 7', '<strong>Counter 6000', '<strong>Counter 5998']);
  });

  it('of one branch figures show all of it, and to whoever sees one branch nothing else', async () => {
    for (const page of [await auditor.get('/review/figures?branch=Branch+0700'), await own.get('/review/figures')]) {
      expect(/data-testid="rejects".*?<\/table>/s.exec(page.text)![0]).toContain('<td class="tnum">9</td><td class="tnum">9</td>');
      expect(countOf(page, 'stations-cut') + countOf(page, 'branches-cut')).toBe(0);
      expect(new Set(/data-testid="stations".*?<\/table>/s.exec(page.text)![0].match(/Branch \d+/g))).toEqual(new Set(['Branch 0700']));
    }
    expect((await own.get('/review/figures?branch=Branch+0001')).text).not.toMatch(/Counter \d/);
  });
});

it.each(testDatabases().slice(1))('on $name stations are served while people go through everything, and whether the database answers is told while everybody asks', async ({ open }) => {
  const { db, end } = await open();
  const running = await startHub(db);
  const harbour = await letIn(running, 'Harbour');
  let busy = true;
  const asleep = { people: Array.from({ length: 12 }, (_, n) => db.transaction(n % 2 ? 'head' : { branches: null }, (sql) => sql.query('SELECT pg_sleep(0.4)'))), stations: [] as Promise<unknown>[] };
  const all = Promise.all(asleep.people).then(() => { busy = false; });
  await sent(harbour, 'accept');
  expect(busy).toBe(true);
  await all;
  busy = true;
  asleep.stations = Array.from({ length: 32 }, () => db.query('SELECT pg_sleep(0.5)'));
  const every = Promise.all(asleep.stations).then(() => { busy = false; });
  expect((await fetch(`${running.url}/ready`)).status).toBe(200);
  expect(busy).toBe(true);
  await every;
  await running.close();
  await end();
});

it('a walk through the trail leaves the others their turn, and is one at a time', async () => {
  const { db, end } = await testDatabases()[0]!.open();
  const running = await startHub(db);
  const { hub } = running;
  for (let n = 0; n < 210; n += 1) await addLineAlone(hub, { action: 'session.refused', person: null });
  const [lines, ends] = [await db.query('SELECT sequence, at, action, person_id AS "personId", branch, case_id AS "caseId", body, hash, signature FROM hub_trail ORDER BY sequence'), await db.query('SELECT sequence, hash FROM hub_trail_end')];
  const most: number[] = [];
  const answered = (rows: Row[]): Promise<Row[]> => { most.push(rows.length); return Promise.resolve(rows); };
  const atOnce: Database = { ...db, query: (text, [after, , limit] = []) => answered(text.includes('hub_trail_end') ? ends : lines.slice(Number(after), Number(after) + Number(limit))) };
  let turns = 0;
  const turn = (): void => { turns += 1; next = setImmediate(turn); };
  let next = setImmediate(turn);
  expect(await verifyTrail(atOnce, hub.keys)).toMatchObject({ lines: 210, broken: null, sound: true });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(2);
  expect(Math.max(...most)).toBeLessThanOrEqual(100);
  const [first, second] = await Promise.all([verifyAlone(db, hub.keys), verifyAlone(db, hub.keys)]);
  expect([first?.sound, second]).toEqual([true, null]);
  expect((await verifyAlone(db, hub.keys))?.sound).toBe(true);
  await running.close();
  await end();
});
