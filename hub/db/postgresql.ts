import pg from 'pg';
import { enter, type Database, type Reach, type Sql } from './database.ts';

/** Chosen: more do not help on the few cores such a server has, and PostgreSQL pays for each. */
const connections = 8;

/** `url`: as PostgreSQL reads it, also over a socket: postgresql://user@/name?host=/folder */
export function openPostgresql(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, statement_timeout: 30_000 });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const sqlOf = (client: pg.Pool | pg.PoolClient): Sql => ({ query: async (text, values) => (await client.query(text, values as unknown[])).rows as never });
  return {
    kind: 'postgresql', ...sqlOf(pool),
    script: async (text) => void (await pool.query(text)),
    transaction: async <Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made> => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        await enter(sqlOf(client), reach);
        const made = await work(sqlOf(client));
        await client.query('COMMIT');
        return made;
      } catch (thrown) {
        await client.query('ROLLBACK').catch((cause: Error) => { broken = cause; });
        throw thrown;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
