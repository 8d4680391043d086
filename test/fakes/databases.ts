/** Both databases a hub may stand on: PGlite in memory, and Debian's PostgreSQL in a cluster of its own over a unix socket, where it is installed. */
import type { Database } from '../../hub/db/database.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { postgresqlMissing, postgresqlPrograms, startCluster } from './postgresql.ts';

export type TestDatabase = { name: string; open(): Promise<{ db: Database; url: string | null; end(): Promise<void> }> };

const pglite: TestDatabase = {
  name: 'PGlite',
  open: async () => {
    const db = await openPglite(null);
    return { db, url: null, end: () => db.close() };
  },
};

function postgresql(bin: string): TestDatabase {
  return {
    name: 'PostgreSQL',
    open: async () => {
      const cluster = startCluster(bin);
      const db = openPostgresql(cluster.url);
      return { db, url: cluster.url, end: async () => { await db.close(); cluster.stop(); } };
    },
  };
}

/** Says aloud when there is only one. */
export function testDatabases(): TestDatabase[] {
  const bin = postgresqlPrograms();
  if (bin === null) console.warn(postgresqlMissing);
  return bin === null ? [pglite] : [pglite, postgresql(bin)];
}
