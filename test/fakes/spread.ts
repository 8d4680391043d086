/** A hub's database over several real servers, as an engine that spreads tables by the branch would lay it: the rows of a branch on one of them, head office's on another. And what PostgreSQL's planner says of a statement where tables are cut by the branch. */
import type { Database, Reach, Sql } from '../../hub/db/database.ts';
import { distributionColumn } from '../../hub/db/spread.ts';

export type Asked = { text: string; values: readonly unknown[] };
export type Transaction = { reach: Reach; asked: Asked[] };
export type SpreadDatabase = Database & {
  transactions: Transaction[];
  /** What was asked outside of a transaction, of head office's server. */
  alone: Asked[];
};

export const changesTables = /^(CREATE|ALTER) TABLE /;

/** @param shards server of each branch; all of them at this program's version */
export function spreadDatabase(head: Database, shards: ReadonlyMap<string, Database>): SpreadDatabase {
  const [transactions, alone]: [Transaction[], Asked[]] = [[], []];
  const kept = (sql: Sql, asked: Asked[]): Sql => ({
    query: (text, values = []) => {
      asked.push({ text, values });
      return sql.query(text, values);
    },
  });
  const serverOf = (reach: Reach): Database => {
    const shard = typeof reach === 'object' && 'branch' in reach ? shards.get(reach.branch) : head;
    if (shard === undefined) throw new Error('a branch without a server');
    return shard;
  };
  const servers = [head, ...shards.values()];
  /** A table that is made or changed is so on every server. */
  const everywhere = (sql: Sql): Sql => ({
    query: async (text, values) => {
      const rows = await sql.query(text, values);
      if (changesTables.test(text)) for (const server of shards.values()) await server.script(text);
      return rows;
    },
  });
  return {
    kind: head.kind, transactions, alone, ...kept(head, alone),
    transaction: (reach, work) => {
      const asked: Asked[] = [];
      transactions.push({ reach, asked });
      return serverOf(reach).transaction(reach, (sql) => work(reach === 'owner' ? everywhere(kept(sql, asked)) : kept(sql, asked)));
    },
    unhurried: (work) => head.unhurried(work),
    answers: () => head.answers(),
    script: async (text) => {
      for (const server of servers) await server.script(text);
    },
    close: async () => {
      for (const server of servers) await server.close();
    },
  };
}

const pieces = 8;

/** The tables once more in a schema of their own, empty, each cut into pieces by a hash of the branch. PostgreSQL itself refuses this where a key lacks the branch. */
export async function cutByBranch(db: Database, tables: readonly string[]): Promise<void> {
  const cut = (table: string): string[] => [
    `CREATE TABLE pieces.${table} (LIKE public.${table} INCLUDING ALL) PARTITION BY HASH (${distributionColumn})`,
    ...Array.from({ length: pieces }, (_, n) => `CREATE TABLE pieces.${table}_${n} PARTITION OF pieces.${table} FOR VALUES WITH (MODULUS ${pieces}, REMAINDER ${n})`),
  ];
  await db.script(['CREATE SCHEMA pieces', ...tables.flatMap(cut)].join(';'));
}

/** What a statement may read or change by its plan: `packets 3` is the fourth piece of that table. A row that is added finds its piece by its own branch, so an INSERT names none. */
export async function piecesOf(db: Database, { text, values }: Asked): Promise<string[]> {
  const [row] = await db.transaction('owner', async (sql) => {
    await sql.query('SET LOCAL search_path = pieces');
    return sql.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
  });
  const names = JSON.stringify(row?.['QUERY PLAN']).matchAll(/"Relation Name":"(\w+)_(\d)"/g);
  return [...new Set([...names].map(([, table, n]) => `${table} ${n}`))].sort();
}
