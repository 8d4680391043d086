/** A hub that stands elsewhere, or is another one, and the station that is led to it: what a supervisor does under Sending. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { approve } from '../fakes/approve.ts';
import { replaceIdentity } from '../../hub/identity.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, settled, startHub, startStation, until, type RunningHub } from '../fakes/hub-kit.ts';
import { must, newFolder, newResources, removeFolders } from '../fakes/station-kit.ts';
import type { RunningStation } from '../../electron/station/create.ts';

const resourcesDir = newResources();
afterAll(removeFolders);

/** Left for the one at this address; a hub that knows the station lets it in by itself. */
async function choose(station: RunningStation, { hub, url }: RunningHub): Promise<void> {
  await must(station.call('hub.leave', {}));
  const code = (await must(station.call('hub.enrol', { url, hubCode: hub.keys.code }))).hub!.enrolmentCode!;
  await until(async () => (await approve(hub.db, code, hub.keys, hub.clock())) !== null || (await must(station.call('sync.status', {}))).hub?.state === 'enrolled');
  await must(station.call('sync.now', {}));
  await settled(station, ({ hub: link }) => link?.state === 'enrolled');
}

describe.each(testDatabases())('on $name', ({ open }) => {
  it('at another port it is the same: what it has it need not get again; with another identity it is another', async () => {
    const keys = path.join(newFolder(), 'keys.json');
    const { db, end } = await open();
    const first = await startHub(db, { keys });
    const station = await startStation(resourcesDir, 'Harbour');
    await enrol(station, first);
    await closeCase(station);
    await settled(station, ({ counts }) => counts.receipted === 2);
    const kept = async () => { const { counts } = await must(station.call('retention.status', {})); return { kept: counts.kept, unsent: counts.unsent }; };
    await first.close();

    const moved = await startHub(db, { keys });
    expect(moved.url).not.toBe(first.url);
    await choose(station, moved);
    await closeCase(station, undefined, 3000, 7);
    await settled(station, ({ counts }) => counts.receipted === 4);
    expect(await kept()).toEqual({ kept: 2, unsent: 0 });
    await moved.close();

    rmSync(keys);
    await replaceIdentity(db, keys, new Date());
    const other = await startHub(db, { keys });
    await choose(station, other);
    await closeCase(station, undefined, 3000, 13);
    await settled(station, ({ counts }) => counts.receipted === 6);
    expect(await kept()).toEqual({ kept: 1, unsent: 2 });
    station.close();
    await other.close();
    await end();
  });
});
