/** The hub on a PostgreSQL server that breaks off connections, stops and comes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseAway, type Database } from '../../hub/db/database.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { approve } from '../fakes/approve.ts';
import { rawStation, type RawStation } from '../../scripts/hub/raw-station.ts';
import { startHub, until, type RunningHub } from '../fakes/hub-kit.ts';
import { postgresqlMissing, postgresqlPrograms, startCluster, type Cluster } from '../fakes/postgresql.ts';

const bin = postgresqlPrograms();
if (bin === null) console.warn(postgresqlMissing);

describe.runIf(bin !== null)('a database that goes away', () => {
  let cluster: Cluster;
  let db: Database;
  let running: RunningHub;
  let station: RawStation;
  beforeAll(async () => {
    cluster = startCluster(bin!);
    db = openPostgresql(cluster.url);
    running = await startHub(db);
    station = await rawStation(running.url, 'Harbour');
    await station.enrol();
    await approve(db, station.code, running.hub.keys, new Date());
  });
  afterAll(async () => {
    await running.close();
    await db.close();
    cluster.stop();
  });

  it('a connection broken in the middle of a transaction ends that transaction, nothing else', async () => {
    const lent = db.transaction('head', async (sql) => {
      const [row] = await sql.query('SELECT pg_backend_pid() AS pid');
      await db.query('SELECT pg_terminate_backend($1)', [row!['pid']]);
      // At rest when it is told: nothing is asked of it at that moment.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return sql.query('SELECT 1 AS one');
    });
    await expect(lent).rejects.toBeInstanceOf(DatabaseAway);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('while it is stopped every station is asked to come back, and when it is back the packet is taken once', async () => {
    const manifest = station.manifest();
    expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(/vestibule_hub_database_answers 1/);
    cluster.halt();
    const body = station.sealFacts(manifest);
    const away = await fetch(`${running.url}/ready`);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await station.ask({ method: 'PUT', path: `/v1/packets/${manifest.packetId}`, body })).toMatchObject({ status: 503, verdict: null, text: '{"code":"busy"}' });
    expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(/vestibule_hub_database_answers 0/);
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
    cluster.start();
    await until(async () => (await fetch(`${running.url}/ready`)).ok);
    expect((await station.sendFacts(manifest)).verdict).toMatchObject({ outcome: 'accepted' });
    expect((await station.sendFacts(manifest)).verdict).toMatchObject({ outcome: 'already-there' });
  });

  it('a fault of ours is not taken for a database that is away', async () => {
    await expect(db.query('SELECT nothing FROM nowhere')).rejects.not.toBeInstanceOf(DatabaseAway);
  });
});
