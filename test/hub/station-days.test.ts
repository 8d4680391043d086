/** How stations are, as they tell it themselves, and what of a hundred closed cases was rejected. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { diskClassOf, stationHealthSchema } from '../../core/sync/health.ts';
import { paths } from '../../core/sync/protocol.ts';
import type { Manifest } from '../../core/sync/manifest.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { office } from '../../hub/db/migrations/0010-office.ts';
import { migrations } from '../../hub/db/migrations/index.ts';
import { createMonths } from '../../hub/db/months.ts';
import { noteDay } from '../../hub/review/station-days.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { personOf } from '../fakes/head-office.ts';
import { closeCase, enrol, hubOn, startStation, until } from '../fakes/hub-kit.ts';
import { letIn, reasonOf, sent } from '../fakes/raw-cases.ts';
import { newResources, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

it('the disk is told as a class', () => {
  expect([null, 0, 99, 100, 499, 500, 1999, 2000, 9e6].map(diskClassOf)).toEqual([null, 'under-100', 'under-100', 'under-500', 'under-500', 'under-2000', 'under-2000', 'more', 'more']);
});

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  const rows = (branch: string): Promise<Record<string, unknown>[]> => running().hub.db.transaction('head', (sql) => sql.query('SELECT day::text, waiting, waiting_days, parked, disk, clock, findings FROM station_days WHERE branch = $1 ORDER BY day', [branch]));
  const asks = async (raw: RawStation, more: object): Promise<string | null> => (await raw.ask({ method: 'POST', path: paths.bundle, body: Buffer.from(JSON.stringify({ have: null, refused: null, ...more })) })).verdict?.outcome ?? null;
  const health = { waiting: 12, waitingDays: 3, parked: 1, disk: 'under-500', clock: 'believed', findings: ['store.space-low'] };
  const on = async <Made>(day: string, work: () => Promise<Made>): Promise<Made> => {
    const { hub } = running();
    const { clock } = hub;
    hub.clock = () => new Date(`${day}T${clock().toISOString().slice(11)}`);
    return work().finally(() => { hub.clock = clock; });
  };

  it('one row a station and day: figures as they were last, findings of the whole day', async () => {
    const raw = await letIn(running(), 'Harbour');
    expect(await asks(raw, { health })).toBe('already-there');
    expect(await asks(raw, { health: { ...health, waiting: 0, waitingDays: 0, parked: 0, disk: 'more', findings: ['camera.unfit', 'store.space-low'] } })).toBe('already-there');
    expect(await asks(raw, { health: { ...health, waiting: 4, findings: [] } })).toBe('already-there');
    expect(await rows('Harbour')).toEqual([{ day: new Date().toISOString().slice(0, 10), waiting: 4, waiting_days: 3, parked: 1, disk: 'under-500', clock: 'believed', findings: ['camera.unfit', 'store.space-low'] }]);
  });

  it('a station of before says nothing of itself and is served; what a newer one says besides is not refused', async () => {
    const raw = await letIn(running(), 'Old Quay');
    expect(await asks(raw, {})).toBe('already-there');
    expect(await rows('Old Quay')).toEqual([]);
    const newer = { ...health, disk: 'on-a-tape', clock: 7, waiting: -1, temperature: 31, findings: ['a.new-finding'] };
    expect(await asks(raw, { health: newer, more: { of: 'it' } })).toBe('already-there');
    expect(await rows('Old Quay')).toMatchObject([{ waiting: null, waiting_days: 3, disk: null, clock: null, findings: ['a.new-finding'] }]);
    for (const odd of ['x', 7, null, [], { ...health, findings: ['C:\\Users\\ines'] }, { ...health, findings: Array(500).fill('a.b') }]) expect(await asks(raw, { health: odd })).toBe('already-there');
    // One that is odd, or too many, takes none of the others with it.
    expect(await asks(raw, { health: { ...health, findings: ['store.space-low', 'C:\\Users\\ines', 7] } })).toBe('already-there');
    expect((await rows('Old Quay'))[0]).toMatchObject({ findings: ['a.b', 'a.new-finding', 'store.space-low'] });
  });

  it('a real station tells counts and codes, and nothing of a customer or a place on its disk', async () => {
    const station = await startStation(newResources(), 'Sluice');
    await closeCase(station);
    await enrol(station, running());
    await until(async () => (await rows('Sluice')).length > 0);
    const [row] = await rows('Sluice');
    expect(row).toMatchObject({ parked: 0, clock: 'believed' });
    expect(Object.keys(stationHealthSchema.shape).sort()).toEqual(['clock', 'disk', 'findings', 'parked', 'waiting', 'waitingDays']);
    expect(JSON.stringify(row)).not.toMatch(/Mira|L898902C3|[/\\]/);
    station.close();
  });

  it('stations with findings are drawn by day, and one station\'s own history on its page; a branch that is not theirs is nobody\'s', async () => {
    const raw = await letIn(running(), 'Mill');
    const today = new Date().toISOString().slice(0, 10);
    const earlier = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    await asks(raw, { health: { ...health, waiting: 7, waitingDays: 2 } });
    const { branch, key: { stationId } } = raw;
    await on(earlier, () => noteDay(running().hub, { stationId, branch }, stationHealthSchema.parse({ ...health, findings: [] })));
    const auditor = await personOf(running(), 'Tilda Noor', 'auditor', ['Mill']);
    const figures = (await auditor.get('/review/figures')).text;
    const cells = (text: string, day: string): string[] => [...(new RegExp(`<th scope="row"[^>]*>${day}</th>(.*?)</tr>`).exec(text)?.[1] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell!.replaceAll(/<[^>]*>/g, ''));
    const ofFound = figures.slice(figures.indexOf('data-testid="found-days"'));
    expect([cells(ofFound, today), cells(ofFound, earlier)]).toEqual([['1', '1'], ['1', '0']]);
    expect(figures.slice(figures.indexOf('data-testid="found-chart"')).split('</svg>')[0]!.match(/<rect/g)).toHaveLength(2);
    const admin = await personOf(running(), 'Ada Quist', 'admin');
    const own = (await admin.get(`/review/station?station=${stationId}`)).text;
    expect(cells(own, today)).toEqual(['7', '2', '1', 'under 500 MB', 'right', 'Little space on the disk']);
    expect([own.includes('data-testid="waiting-chart"'), own.match(/<circle/g)?.length]).toEqual([true, 2]);
    for (const branches of [[], ['Nowhere']]) for (const table of ['station_days', 'closed_cases', 'document_keys']) {
      expect(await running().hub.db.transaction({ branches }, (sql) => sql.query(`SELECT 1 AS one FROM ${table} LIMIT 1`))).toEqual([]);
    }
  });

  it('reasons of rejections stand beside how many cases were closed, each case once and without demonstrations', async () => {
    const raw = await letIn(running(), 'Weir');
    const real = (): Partial<Manifest> => ({ case: { ...raw.manifest().case, demo: false } });
    const reject = [reasonOf('doc.expired', { lane: 'final', concern: 'eligibility' })];
    await sent(raw, 'reject', reject, real());
    for (let n = 0; n < 2; n += 1) await sent(raw, 'accept', [], real());
    const referred = await sent(raw, 'refer', [reasonOf('doc.glare')], real());
    await sent(raw, 'accept', [], { case: { ...raw.manifest().case, demo: true } });
    // Not closed yet, and a second person upon one that is.
    await sent(raw, 'retry', [], { ...real(), final: false });
    const review = { kind: 'referral', machine: 'refer', reason: 'original-seen', note: 'Seen.', clerk: { operatorId: randomUUID(), name: 'A' }, second: { operatorId: randomUUID(), name: 'B' } } as const;
    await sent(raw, 'accept', [], { case: referred.case, packetId: randomUUID(), sequence: 2, decision: { ...referred.decision, outcome: 'accept', reasons: [], review } });
    const auditor = await personOf(running(), 'Vera Holm', 'auditor', ['Weir']);
    const page = (await auditor.get('/review/figures')).text;
    const [, closed, rejected] = /data-testid="rejects-by-branch".*?<th scope="row">Weir<\/th><td class="tnum">(\d+)<\/td><td class="tnum">(.*?)<\/td>/.exec(page) ?? [];
    expect([closed, rejected?.replaceAll(/<[^>]*>/g, '')]).toEqual(['4', '1 25.0 %']);
    expect(page).toContain('>25 %</text>');
  });
});

it.each(testDatabases())('on $name what came before this version is counted: each closed case once, and no demonstration any more', async ({ open }) => {
  const { db, end } = await open();
  const before = migrations.indexOf(office);
  await migrate(db, migrations.slice(0, before));
  await createMonths(db).ensure('2026-11-01');
  const at = new Date('2026-11-26T12:00:00.000Z');
  const reject = JSON.stringify({ decision: { reasons: [{ code: 'doc.expired', lane: 'final' }] } });
  const [twice, once, shown] = [randomUUID(), randomUUID(), randomUUID()];
  await db.transaction({ branch: 'Harbour' }, async (sql) => {
    for (const [caseId, sequence, demo, outcome, manifest] of [[twice, 1, false, 'refer', '{}'], [twice, 2, false, 'accept', '{}'], [once, 1, false, 'reject', reject], [shown, 1, true, 'reject', reject]] as const) {
      await sql.query(`INSERT INTO packets (branch, month, packet_id, station_id, case_id, sequence, number, name, document_number, document_type, birth_date, demo, final, outcome, decided_at, audit_sequence, audit_hash, manifest, signature)
        VALUES ('Harbour', '2026-11-01', $1, 's', $2, $3, '1', '', '', '', '', $4, true, $5, $6, 1, '', $7, '')`, [randomUUID(), caseId, sequence, demo, outcome, at, manifest]);
    }
    await sql.query(`INSERT INTO reject_reasons (branch, week, code, count) VALUES ('Harbour', '2026-11-23', 'doc.expired', 2)`);
  });
  await migrate(db);
  const counted = (table: string): Promise<Record<string, unknown>[]> => db.transaction('head', (sql) => sql.query(`SELECT week::text, count FROM ${table}`));
  expect([await counted('closed_cases'), await counted('reject_reasons')]).toEqual([[{ week: '2026-11-23', count: 2 }], [{ week: '2026-11-23', count: 1 }]]);
  await end();
});
