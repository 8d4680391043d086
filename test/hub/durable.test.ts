/** What the hub has confirmed is on the disk: the power is cut right after the receipt, and only what was synced until then is left. */
import { copyFileSync, cpSync, fstatSync, fsyncSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPglite } from '../../hub/db/pglite.ts';
import { refuseUnsafe } from '../../hub/open.ts';
import { approve } from '../../hub/stations.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
import { startHub } from '../fakes/hub-kit.ts';
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
