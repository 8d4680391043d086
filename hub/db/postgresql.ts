import pg from 'pg';
import { DatabaseAway, settingOf, type Database, type Reach, type Sql } from './database.ts';

/** Chosen: more do not help on the few cores such a server has, and PostgreSQL pays for each. Pages and lists of head office may go through many rows: stations do not wait for them. `asking`: whether it answers. */
const connections = { stations: 8, people: 3, asking: 1 } as const;
/** Chosen: a statement may take half a minute; whoever hears nothing for longer than that, or gets no connection for five seconds, has no database. */
const statementMs = 30_000;
const silenceMs = 35_000;
const connectMs = 5_000;

/**
 * `url`: as PostgreSQL reads it, also over a socket: postgresql://user@/name?host=/folder
 * A connection that breaks, at rest or in a transaction, is replaced; who was using it is told by DatabaseAway.
 */
export function openPostgresql(url: string, limits = { statementMs, silenceMs }): Database {
  const poolOf = (max: number): pg.Pool => {
    const pool = new pg.Pool({ connectionString: url, max, statement_timeout: limits.statementMs, query_timeout: limits.silenceMs, connectionTimeoutMillis: connectMs, keepAlive: true, onConnect: keepPromise });
    // Without listeners a broken connection would end the process: the pool listens while one is at rest, transaction() while it is lent.
    pool.on('error', () => {});
    return pool;
  };
  const [pool, people, asking] = [poolOf(connections.stations), poolOf(connections.people), poolOf(connections.asking)];
  const sqlOf = (client: pg.Pool | pg.PoolClient | pg.Client): Sql => ({
    query: async (text, values, name) => (await known(client.query({ text, ...(values && { values: [...values] }), ...(name !== undefined && { name }) }))).rows as never,
  });
  return {
    kind: 'postgresql', ...sqlOf(pool),
    answers: async () => void (await known(asking.query('SELECT 1'))),
    script: async (text) => void (await known(pool.query(text))),
    transaction: async <Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made> => {
      const client = await known((isOfPeople(reach) ? people : pool).connect());
      let broken: Error | undefined;
      const onError = (thrown: Error): void => { broken = thrown; };
      client.on('error', onError);
      const sql = sqlOf(client);
      try {
        await sql.query(beginning(client, reach));
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
        await keepPromise(client);
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
    close: async () => void (await Promise.all([pool, people, asking].map((one) => one.end()))),
  };
}

/** Whatever the server's or the address's own setting: what is confirmed is on the disk. The pool lends no connection before. */
const keepPromise = (client: pg.ClientBase): Promise<unknown> => client.query('SET synchronous_commit = on');

const isOfPeople = (reach: Reach): boolean => reach === 'head' || (reach !== 'owner' && 'branches' in reach);

/** As `enter`, in one way to the server. */
function beginning(client: pg.PoolClient, reach: Reach): string {
  if (reach === 'owner') return 'BEGIN';
  const { role, name, value } = settingOf(reach);
  return `BEGIN; SET LOCAL ROLE ${role}; SET LOCAL ${name} = ${client.escapeLiteral(value)}`;
}

/** Classes and codes of the PostgreSQL manual, appendix A: connection exception, insufficient resources, operator intervention, a lock that was not to be had in time. */
const away = /^(08|53|57P0|55P03)/;

/** Foreign errors are told apart here, once: of the server's own only those of a database that is away; of the driver's all but what we asked wrongly. */
async function known<Made>(asked: Promise<Made>): Promise<Made> {
  try {
    return await asked;
  } catch (thrown) {
    const ours = thrown instanceof TypeError || thrown instanceof RangeError || (thrown instanceof pg.DatabaseError && !away.test(thrown.code ?? ''));
    throw ours ? thrown : new DatabaseAway(thrown);
  }
}
