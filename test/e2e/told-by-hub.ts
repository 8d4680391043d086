/** Rules that head office sends to a station which was set up by hand, through a hub in this process, while its window is closed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { createStation } from '../../electron/station/create.ts';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { enrol, settled, startHub } from '../fakes/hub-kit.ts';
import { must } from '../fakes/station-kit.ts';
import { root } from './harness.ts';
import { passphrase } from './walk.ts';

/** @param dir of the station's records @param change what is sent in place of the shipped policy of that name */
export async function toldByHub(dir: string, policy: 'coinex' | 'self-service', change: (shipped: Policy) => Policy): Promise<void> {
  const shipped = parsePolicy(JSON.parse(readFileSync(path.join(root, `resources/policies/${policy}.json`), 'utf8')));
  const db = await openPglite(null);
  const running = await startHub(db);
  await publish(running.hub, draftSchema.parse({ policies: [change(shipped)] }));
  const station = await createStation({ dir, resourcesDir: path.join(root, 'resources') });
  await must(station.call('session.login', { name: 'Ines Okafor', passphrase }));
  await enrol(station, running);
  await settled(station, ({ told }) => told.bundle !== null);
  station.close();
  await running.close();
  await db.close();
}
