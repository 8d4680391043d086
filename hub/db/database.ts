/** What the hub asks of PostgreSQL, served by a real server (postgresql.ts) or the embedded one (pglite.ts). */

export type Row = Record<string, unknown>;
export type Sql = { query(text: string, values?: readonly unknown[]): Promise<Row[]> };

/** Roles of the database (migrations/0001): a branch's own rows for writing; `head` reads all of them. */
export type Reach = { branch: string } | 'head' | 'owner';

export type Database = Sql & {
  kind: 'postgresql' | 'pglite';
  /** All or nothing, with the rights of `reach`: row-level security holds inside. */
  transaction<Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made>;
  /** Several statements, without values. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
};

/** One round trip: role and branch last until the end of the transaction. */
export async function enter(sql: Sql, reach: Reach): Promise<void> {
  if (reach === 'owner') return;
  const [role, branch] = reach === 'head' ? ['vestibule_head', ''] : ['vestibule_branch', reach.branch];
  await sql.query(`SELECT set_config('role', $1, true), set_config('vestibule.branch', $2, true)`, [role, branch]);
}

/** The database does not answer now: it is starting, stopping, full, or the line to it broke. What was asked may be asked again; whether it was done is not known. */
export class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super('The database does not answer.', { cause });
    this.name = 'DatabaseAway';
  }
}
