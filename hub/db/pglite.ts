import { PGlite } from '@electric-sql/pglite';
import { enter, type Database, type Reach, type Sql } from './database.ts';

/** PostgreSQL compiled to WASM, in this process: one connection, so transactions stand in line. `dir` null: in memory. */
export async function openPglite(dir: string | null): Promise<Database> {
  const db = await PGlite.create(dir === null ? {} : { dataDir: dir });
  const sqlOf = (client: Pick<PGlite, 'query'>): Sql => ({ query: async (text, values) => (await client.query(text, values as unknown[])).rows as never });
  return {
    kind: 'pglite', ...sqlOf(db),
    script: async (text) => void (await db.exec(text)),
    transaction: <Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made> =>
      db.transaction(async (tx) => {
        await enter(sqlOf(tx), reach);
        return work(sqlOf(tx));
      }),
    close: () => db.close(),
  };
}
