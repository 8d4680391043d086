/** What the hub asks of PostgreSQL, served by a real server (postgresql.ts) or the embedded one (pglite.ts). */

export type Row = Record<string, unknown>;
export type Sql = { query(text: string, values?: readonly unknown[]): Promise<Row[]> };

/** Roles of the database (migrations/0001, 0003): a branch's own rows for writing; `head` reads all of them; a person of head office sees their branches, null: all. */
export type Reach = { branch: string } | { branches: readonly string[] | null } | 'head' | 'owner';

export type Database = Sql & {
  kind: 'postgresql' | 'pglite';
  /** All or nothing, with the rights of `reach`: row-level security holds inside. */
  transaction<Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made>;
  /** All or nothing, as the owner, on a connection of its own where there are several: a statement may take as long as it takes. For migrations. */
  unhurried<Made>(work: (sql: Sql) => Promise<Made>): Promise<Made>;
  /** Several statements, without values. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
};

/** One round trip: role and branch last until the end of the transaction. */
export async function enter(sql: Sql, reach: Reach): Promise<void> {
  if (reach === 'owner') return;
  const { role, name, value } = settingOf(reach);
  await sql.query(`SELECT set_config('role', $1, true), set_config($2, $3, true)`, [role, name, value]);
}

function settingOf(reach: Exclude<Reach, 'owner'>): { role: string; name: string; value: string } {
  if (reach === 'head') return { role: 'vestibule_head', name: 'vestibule.branch', value: '' };
  if ('branch' in reach) return { role: 'vestibule_branch', name: 'vestibule.branch', value: reach.branch };
  return { role: 'vestibule_review', name: 'vestibule.branches', value: reach.branches === null ? '*' : JSON.stringify(reach.branches) };
}

/** The database does not answer now: it is starting, stopping, full, or the line to it broke. What was asked may be asked again; whether it was done is not known. */
export class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super('The database does not answer.', { cause });
    this.name = 'DatabaseAway';
  }
}
