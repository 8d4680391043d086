/** A hub on loopback for tests, and a station that is enrolled at it the way people do it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../hub/db/database.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { createMonths } from '../../hub/db/months.ts';
import type { Hub } from '../../hub/hub.ts';
import { openIdentity } from '../../hub/identity.ts';
import { silent } from '../../hub/log.ts';
import type { Oidc } from '../../hub/review/oidc.ts';
import { buildServer } from '../../hub/server.ts';
import type { SyncStatus } from '../../core/sync/status.ts';
import { createStation, type RunningStation, type StationOptions } from '../../electron/station/create.ts';
import { approve } from './approve.ts';
import type { TestDatabase } from './databases.ts';
import { attestation, must, newFolder, passphrase, prepareCase, setupInput, supervisorName, type Person, type PreparedCase } from './station-kit.ts';

export type RunningHub = { hub: Hub; url: string; close(): Promise<void> };

export async function startHub(db: Database, { keys = path.join(mkdtempSync(path.join(tmpdir(), 'vestibule-hub-')), 'keys.json'), clock = (): Date => new Date(), port = 0, oidc = null as Oidc | null } = {}): Promise<RunningHub> {
  await migrate(db);
  const hub: Hub = { db, keys: await openIdentity(db, keys, clock()), months: createMonths(db), name: 'Head office', clock, keysFile: keys };
  const app = await buildServer(hub, { log: silent, oidc });
  const url = await app.listen({ host: '127.0.0.1', port });
  return { hub, url, close: () => app.close() };
}

/** One hub for the tests of a block; call it where they are described. */
export function hubOn(open: TestDatabase['open']): () => RunningHub {
  let running: RunningHub;
  let ended: () => Promise<void>;
  beforeAll(async () => {
    const { db, end } = await open();
    running = await startHub(db);
    ended = end;
  });
  afterAll(async () => {
    await running.close();
    await ended();
  });
  return () => running;
}

/** A new station of that branch; the supervisor is logged in. */
export async function startStation(resourcesDir: string, branch: string, options: Partial<StationOptions> = {}): Promise<RunningStation & { dir: string }> {
  const dir = options.dir ?? newFolder();
  const station = await createStation({ dir, resourcesDir, ...options });
  await must(station.call('setup.complete', { ...setupInput, branch }));
  return { ...station, dir };
}

/** Both codes typed by hand, as it were. */
export async function enrol(station: RunningStation, { hub, url }: RunningHub): Promise<void> {
  const asked = await must(station.call('hub.enrol', { url, hubCode: hub.keys.code }));
  const code = asked.hub!.enrolmentCode!;
  await until(async () => (await approve(hub.db, code, hub.keys, hub.clock())) !== null);
  await must(station.call('sync.now', {}));
  await settled(station, (status) => status.hub?.state === 'enrolled');
}

export async function login(station: RunningStation): Promise<void> {
  await must(station.call('session.login', { name: supervisorName, passphrase }));
}

/** A case with two pictures, submitted and finished: two decisions, two packets. */
export async function closeCase(station: RunningStation, person?: Person, bytes = 3000, seed = 1, demo = true): Promise<PreparedCase> {
  const prepared = await prepareCase(station, person, bytes, seed, { demo });
  await must(station.call('case.submit', prepared.evidence));
  await must(station.call('case.finish', { caseId: prepared.caseId, attestation }));
  return prepared;
}

export async function settled(station: RunningStation, holds: (status: SyncStatus) => boolean, seconds = 30): Promise<SyncStatus> {
  let last: SyncStatus | null = null;
  await until(async () => {
    last = await must(station.call('sync.status', {}));
    return holds(last);
  }, seconds).catch((thrown: unknown) => {
    throw new Error(`${String(thrown)}: ${JSON.stringify(last)}`);
  });
  return last!;
}

export async function until(holds: () => Promise<boolean> | boolean, seconds = 30): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
