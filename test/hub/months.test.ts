/** The month changes while somebody reads all of it, as a backup does: intake goes on. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DatabaseAway, type Database } from '../../hub/db/database.ts';
import { createMonths, keepAhead } from '../../hub/db/months.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { testDatabases } from '../fakes/databases.ts';
import { letIn, sent } from '../fakes/raw-cases.ts';
import { hubOn, startHub, type RunningHub } from '../fakes/hub-kit.ts';
import { postgresqlMissing, postgresqlPrograms, startCluster, type Cluster } from '../fakes/postgresql.ts';

const bin = postgresqlPrograms();
if (bin === null) console.warn(postgresqlMissing);

const madeOf = async (db: Database, table: string): Promise<unknown> => ({
  indexes: (await db.query('SELECT indexdef FROM pg_indexes WHERE tablename = $1', [table])).map(({ indexdef }) => String(indexdef).replaceAll(table, 'T').replace(/INDEX \S+ ON/, 'INDEX ON')).sort(),
  constraints: await db.query('SELECT contype, pg_get_constraintdef(oid) AS says FROM pg_constraint WHERE conrelid = $1::regclass ORDER BY 1, 2', [table]),
  columns: await db.query('SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position', [table]),
  rights: await db.query('SELECT relrowsecurity, relacl::text FROM pg_class WHERE oid = $1::regclass', [table]),
  parent: (await db.query('SELECT count(*)::int AS count FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid WHERE x.indrelid = $1::regclass', [table]))[0]?.['count'],
});

describe.each(testDatabases())('on $name', ({ open }) => {
  it('a month is made as the database makes one itself: the same columns, indexes, rights', async () => {
    const { db, end } = await open();
    await migrate(db);
    await createMonths(db).ensure('2026-11-01');
    for (const table of ['packets', 'part_chunks']) {
      await db.script(`CREATE TABLE ${table}_2026_12 PARTITION OF ${table} FOR VALUES FROM ('2026-12-01') TO ('2027-01-01')`);
      expect(await madeOf(db, `${table}_2026_11`)).toEqual(await madeOf(db, `${table}_2026_12`));
    }
    await end();
  });
});

describe.each(testDatabases())('a month that somebody detached, on $name', ({ open }) => {
  const running = hubOn(open);
  it('is attached again with its rows for what comes late, told, and what comes is taken', async () => {
    const { hub } = running();
    const harbour = await letIn(running(), 'Harbour');
    const committedAt = '2026-10-05T12:00:00.000Z';
    await sent(harbour, 'accept', [], { committedAt });
    const told: string[] = [];
    hub.months = createMonths(hub.db, (table) => told.push(table));
    await hub.months.ensure('2026-10-01');
    for (const table of ['packets', 'part_chunks']) await hub.db.script(`ALTER TABLE ${table} DETACH PARTITION ${table}_2026_10`);
    await sent(harbour, 'accept', [], { committedAt });
    expect(told).toEqual(['packets_2026_10', 'part_chunks_2026_10']);
    expect(await hub.db.transaction('head', (sql) => sql.query(`SELECT count(*)::int AS count FROM packets WHERE month = '2026-10-01'`))).toEqual([{ count: 2 }]);
  });
});

describe.runIf(bin !== null)('on a server that others use as well', () => {
  let cluster: Cluster;
  let db: Database;
  let running: RunningHub;
  let other: pg.Client;
  beforeAll(async () => {
    cluster = startCluster(bin!);
    db = openPostgresql(cluster.url);
    running = await startHub(db);
    other = new pg.Client({ connectionString: cluster.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await running.close();
    await db.close();
    cluster.stop();
  });

  it('a month is made and packets of it are taken while another session reads all tables', async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE packets, packet_keys, parts, packet_parts, part_chunks IN ACCESS SHARE MODE');
    const harbour = await letIn(running, 'Harbour');
    await sent(harbour, 'accept', [], { committedAt: '2026-10-05T12:00:00.000Z' });
    await other.query('COMMIT');
    expect(await db.query(`SELECT to_regclass('packets_2026_10') IS NOT NULL AS packets, to_regclass('part_chunks_2026_10') IS NOT NULL AS chunks`)).toEqual([{ packets: true, chunks: true }]);
  });

  it('whoever changes the table itself is not waited for: stations come back, and then it is made', async () => {
    await other.query('BEGIN');
    await other.query('LOCK TABLE packets IN SHARE UPDATE EXCLUSIVE MODE');
    const months = createMonths(db);
    await expect(months.ensure('2026-09-01')).rejects.toBeInstanceOf(DatabaseAway);
    await other.query('COMMIT');
    await months.ensure('2026-09-01');
  });

  it('two hubs that make the same month at once both find it', async () => {
    await Promise.all([createMonths(db).ensure('2026-08-01'), createMonths(db).ensure('2026-08-01')]);
  });
});

it('this month and the next one are there at the start, and each day; what fails is told and tried again', async () => {
  vi.useFakeTimers();
  const [made, failed]: [string[], unknown[]] = [[], []];
  let now = '2026-12-31T23:00:00.000Z';
  const stop = await keepAhead({ again: () => Promise.reject(new Error('nothing was dropped')), ensure: (month) => (month === '2027-02-01' ? Promise.reject(new Error('no')) : Promise.resolve(void made.push(month))) }, () => new Date(now), (thrown) => failed.push(thrown));
  expect(made).toEqual(['2026-12-01', '2027-01-01']);
  now = '2027-01-01T23:00:00.000Z';
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect([made.slice(2), failed.length]).toEqual([['2027-01-01'], 1]);
  stop();
  await vi.advanceTimersByTimeAsync(5 * 86_400_000);
  expect(made).toHaveLength(3);
  vi.useRealTimers();
});
