/** What the hub has confirmed is on the disk: the power is cut right after the receipt, and only what was synced until then is left. */
import { copyFileSync, cpSync, fstatSync, fsyncSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPglite } from '../../hub/db/pglite.ts';
import { readConfig } from '../../hub/config.ts';
import { silent } from '../../hub/log.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { openHub, refuseUnsafe } from '../../hub/open.ts';
import { approve } from '../fakes/approve.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
import { startHub } from '../fakes/hub-kit.ts';
import { postgresqlMissing, postgresqlPrograms, startCluster } from '../fakes/postgresql.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

it.runIf(process.platform === 'linux')('a receipt is for what a power cut leaves, before and after a checkpoint', async () => {
  const [live, left] = [path.join(newFolder(), 'database'), path.join(newFolder(), 'database')];
  let syncing = false;
  /** What a disk holds that keeps only what it was told to. */
  const sync = (descriptor: number): void => {
    fsyncSync(descriptor);
    if (!syncing || !fstatSync(descriptor).isFile()) return;
    const file = readlinkSync(`/proc/self/fd/${descriptor}`);
    copyFileSync(file, path.join(left, path.relative(live, file)));
  };
  const db = await openPglite(live, sync);
  await refuseUnsafe(db);
  const hub = await startHub(db);
  const station = await rawStation(hub.url, 'Harbour');
  await station.enrol();
  await approve(hub.hub.db, station.code, hub.hub.keys, new Date());
  expect((await station.sendFacts(station.manifest())).receipt).not.toBeNull();
  await db.script('CHECKPOINT');
  cpSync(live, left, { recursive: true });
  syncing = true;
  const confirmed: string[] = [];
  const send = async (): Promise<void> => {
    const { receipt } = await station.sendFacts(station.manifest());
    confirmed.push(receipt!.packetId);
  };
  await send();
  await db.script('CHECKPOINT');
  await send();
  syncing = false;
  await hub.close();
  await db.close();
  const after = await openPglite(left);
  const rows = await after.query('SELECT packet_id AS id FROM packet_keys WHERE receipt_body IS NOT NULL');
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(confirmed));
  expect(rows).toHaveLength(3);
  await after.close();
});

it('a database that confirms before it has written is refused', async () => {
  const inMemory = await openPglite(null);
  await expect(refuseUnsafe(inMemory)).rejects.toMatchObject({ code: 'hub.database-unsafe' });
  await inMemory.close();
});

const bin = postgresqlPrograms();
if (bin === null) console.warn(postgresqlMissing);

it.runIf(bin !== null)('on a server that confirms before it has written, by its user\'s setting or the address\'s, every connection of the hub waits for the disk', async () => {
  const cluster = startCluster(bin!);
  const admin = openPostgresql(cluster.url);
  await admin.query('ALTER ROLE hub SET synchronous_commit = off');
  const asked = async (url: string): Promise<unknown[]> => {
    const db = openPostgresql(url);
    const setting = `SELECT current_setting('synchronous_commit') AS says`;
    const said = [await db.query(setting), ...(await Promise.all(Array.from({ length: 3 }, () => db.transaction('owner', (sql) => sql.query(setting))))), await db.unhurried((sql) => sql.query(setting))];
    await db.close();
    return said.map(([row]) => row?.['says']);
  };
  for (const url of [cluster.url, `${cluster.url}&options=${encodeURIComponent('-c synchronous_commit=off')}`]) expect(await asked(url)).toEqual(Array(5).fill('on'));
  await admin.close();
  cluster.stop();
});

it.runIf(bin !== null).each(['fsync', 'full_page_writes'])('a server with %s off is refused before anything is written there', async (setting) => {
  const cluster = startCluster(bin!, { [setting]: 'off' });
  const db = openPostgresql(cluster.url);
  await expect(openHub(readConfig({ DATABASE_URL: cluster.url, HUB_DIR: newFolder() }), () => new Date(), silent)).rejects.toMatchObject({ code: 'hub.database-unsafe' });
  expect(await db.query(`SELECT to_regclass('packets') AS found`)).toEqual([{ found: null }]);
  await db.close();
  cluster.stop();
});
