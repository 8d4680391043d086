import pg from 'pg';
import { DatabaseAway, enter, type Database, type Reach, type Sql } from './database.ts';

/** Chosen: more do not help on the few cores such a server has, and PostgreSQL pays for each. */
const connections = 8;
/** Chosen: a statement may take half a minute; whoever hears nothing for longer than that, or gets no connection for five seconds, has no database. */
const statementMs = 30_000;
const silenceMs = 35_000;
const connectMs = 5_000;

/**
 * `url`: as PostgreSQL reads it, also over a socket: postgresql://user@/name?host=/folder
 * A connection that breaks, at rest or in a transaction, is replaced; who was using it is told by DatabaseAway.
 */
export function openPostgresql(url: string, limits = { statementMs, silenceMs }): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, statement_timeout: limits.statementMs, query_timeout: limits.silenceMs, connectionTimeoutMillis: connectMs, keepAlive: true });
  // Without listeners a broken connection would end the process: the pool listens while one is at rest, transaction() while it is lent.
  pool.on('error', () => {});
  // Whatever the server's or the address's own setting: what is confirmed is on the disk. It stands in line before the first thing that is asked.
  pool.on('connect', (client) => void client.query('SET synchronous_commit = on').catch(() => {}));
  const sqlOf = (client: pg.Pool | pg.PoolClient | pg.Client): Sql => ({ query: async (text, values) => (await known(client.query(text, values as unknown[]))).rows as never });
  return {
    kind: 'postgresql', ...sqlOf(pool),
    script: async (text) => void (await known(pool.query(text))),
    transaction: async <Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made> => {
      const client = await known(pool.connect());
      let broken: Error | undefined;
      const onError = (thrown: Error): void => { broken = thrown; };
      client.on('error', onError);
      const sql = sqlOf(client);
      try {
        await sql.query('BEGIN');
        await enter(sql, reach);
        const made = await work(sql);
        await sql.query('COMMIT');
        return made;
      } catch (thrown) {
        if (thrown instanceof DatabaseAway) broken ??= thrown;
        else await client.query('ROLLBACK').catch(onError);
        throw thrown;
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    },
    unhurried: async <Made>(work: (sql: Sql) => Promise<Made>): Promise<Made> => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs, keepAlive: true });
      // What breaks is told by the query that waits for it.
      client.on('error', () => {});
      await known(client.connect());
      try {
        const sql = sqlOf(client);
        await sql.query('SET synchronous_commit = on');
        await sql.query('BEGIN');
        await sql.query('SET LOCAL statement_timeout = 0');
        const made = await work(sql);
        await sql.query('COMMIT');
        return made;
      } finally {
        // Ends what was not committed.
        await client.end().catch(() => {});
      }
    },
    close: () => pool.end(),
  };
}

/** Classes and codes of the PostgreSQL manual, appendix A: connection exception, insufficient resources, operator intervention. */
const away = /^(08|53|57P0)/;

/** Foreign errors are told apart here, once: of the server's own only those of a database that is away; of the driver's all but what we asked wrongly. */
async function known<Made>(asked: Promise<Made>): Promise<Made> {
  try {
    return await asked;
  } catch (thrown) {
    const ours = thrown instanceof TypeError || thrown instanceof RangeError || (thrown instanceof pg.DatabaseError && !away.test(thrown.code ?? ''));
    throw ours ? thrown : new DatabaseAway(thrown);
  }
}
