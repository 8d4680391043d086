/** A hub on its folder: keys, database at this program's version. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import { createMonths } from './db/months.ts';
import { openPglite } from './db/pglite.ts';
import { openPostgresql } from './db/postgresql.ts';
import type { Hub } from './hub.ts';
import { openHubKeys } from './keys.ts';

export type OpenedHub = { hub: Hub; close(): Promise<void> };

/** @throws Error when the embedded database is in use by another process. */
export async function openHub(config: Config, clock: () => Date): Promise<OpenedHub> {
  mkdirSync(config.dir, { recursive: true, mode: 0o700 });
  const unlock = config.databaseUrl === null ? lockFolder(config.files.lock) : (): void => {};
  try {
    const db = config.databaseUrl === null ? await openPglite(config.files.database) : openPostgresql(config.databaseUrl);
    await migrate(db);
    const hub: Hub = { db, keys: openHubKeys(config.files.keys), months: createMonths(db), name: config.name, clock };
    return { hub, close: async () => { await db.close(); unlock(); } };
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

/** The embedded database has no lock of its own: two processes on its files would ruin them. */
function lockFolder(file: string): () => void {
  try {
    const held = openSync(file, 'wx');
    writeSync(held, String(process.pid));
    closeSync(held);
  } catch {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isRunning(pid)) throw new Error('This hub is running already (its embedded database takes one process).');
    rmSync(file, { force: true });
    return lockFolder(file);
  }
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: there is one, of another user.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
