import type { Database, Sql } from './database.ts';
import { migrations } from './migrations/index.ts';

/** Any number: hubs that start at once stand in line. */
const lockNumber = 7_340_112;

/** Brings the database to this program's version, each step whole or not at all. @param steps all of this program's; tests stop earlier. @throws Error when a newer program wrote it. */
export async function migrate(db: Database, steps: readonly string[] = migrations): Promise<void> {
  await db.script('CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  for (const [index, script] of steps.entries()) {
    await db.unhurried(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [lockNumber]);
      const version = await versionOf(sql);
      if (version > steps.length) throw new Error('The database was written by a newer hub.');
      if (version > index) return;
      for (const statement of statementsOf(script)) await sql.query(statement);
      await sql.query('INSERT INTO schema_version (version) VALUES ($1)', [index + 1]);
    });
  }
}

async function versionOf(sql: Sql): Promise<number> {
  const [row] = await sql.query('SELECT coalesce(max(version), 0)::int AS version FROM schema_version');
  return Number(row?.['version']);
}

/** At the semicolons that end a line; a DO block ends with its own mark. */
function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let open = '';
  for (const line of script.split('\n')) {
    open += `${line}\n`;
    const inBlock = (open.match(/\$\$/g) ?? []).length % 2 === 1;
    if (!inBlock && line.trimEnd().endsWith(';')) {
      statements.push(open);
      open = '';
    }
  }
  return statements;
}
