/** A hub on its folder: keys, database at this program's version. */
import { mkdirSync } from 'node:fs';
import { CodedError } from '../core/errors.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { createMonths } from './db/months.ts';
import { openPglite } from './db/pglite.ts';
import { openPostgresql } from './db/postgresql.ts';
import type { Hub } from './hub.ts';
import { openIdentity } from './identity.ts';
import { lockFolder } from './lock.ts';
import type { Log } from './log.ts';

export type OpenedHub = { hub: Hub; close(): Promise<void> };

/** `identity`: replaceIdentity() where the key file is lost. @throws Error when the embedded database is in use by another process. @throws CodedError hub.keys-* · hub.database-unsafe · hub.database-rights */
export async function openHub(config: Config, clock: () => Date, log: Log, identity = openIdentity): Promise<OpenedHub> {
  mkdirSync(config.dir, { recursive: true, mode: 0o700 });
  const unlock = config.databaseUrl === null ? lockFolder(config.files.lock) : (): void => {};
  try {
    const db = config.databaseUrl === null ? await openPglite(config.files.database) : openPostgresql(config.databaseUrl);
    try {
      await refuseUnsafe(db);
      await migrate(db);
      const hub: Hub = { db, keys: await identity(db, config.files.keys, clock()), months: createMonths(db, (table) => log('month-attached', { code: table })), name: config.name, clock, keysFile: config.files.keys };
      return { hub, close: async () => { await db.close(); unlock(); } };
    } catch (thrown) {
      await db.close();
      throw thrown;
    }
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

/** A receipt is for ever, and so must be what it was given for. */
export async function refuseUnsafe(db: Database): Promise<void> {
  const [row] = await db.query(`SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages`);
  if (row?.['fsync'] !== 'on' || row['pages'] !== 'on') throw new CodedError('hub.database-unsafe');
}
