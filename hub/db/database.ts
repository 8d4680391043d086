/** What the hub asks of PostgreSQL, served by a real server (postgresql.ts) or the embedded one (pglite.ts). */
import pg from 'pg';

export type Row = Record<string, unknown>;
/** `name`: of a statement that is asked all the time; a server plans it once on each connection. Another text has another name. */
export type Sql = { query(text: string, values?: readonly unknown[], name?: string): Promise<Row[]> };

/** Roles of the database (migrations/0001, 0003): a branch's own rows for writing; `head` reads all of them; a person of head office sees their branches, null: all. */
export type Reach = { branch: string } | { branches: readonly string[] | null } | 'head' | 'owner';

export type Database = Sql & {
  kind: 'postgresql' | 'pglite';
  /** All or nothing, with the rights of `reach`: row-level security holds inside. */
  transaction<Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made>;
  /** All or nothing, as the owner, on a connection of its own where there are several: a statement may take as long as it takes. For migrations. */
  unhurried<Made>(work: (sql: Sql) => Promise<Made>): Promise<Made>;
  /** Whether it answers at all: on a connection of its own where there are several, however many ask. @throws DatabaseAway */
  answers(): Promise<void>;
  /** Several statements, without values. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Role and branch last until the end of the transaction. Each is a statement of its own, and `SET LOCAL`: of all ways to set something this alone is handed on
 * to the servers behind one that spreads tables, and with set_config() row-level security would show nothing there (docs/hub.md).
 */
export async function enter(sql: Sql, reach: Reach): Promise<void> {
  if (reach === 'owner') return;
  const { role, name, value } = settingOf(reach);
  await sql.query(`SET LOCAL ROLE ${role}`);
  await sql.query(`SET LOCAL ${name} = ${pg.escapeLiteral(value)}`);
}

export function settingOf(reach: Exclude<Reach, 'owner'>): { role: string; name: string; value: string } {
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
