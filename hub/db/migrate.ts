import { CodedError } from '../../core/errors.ts';
import type { Database, Sql } from './database.ts';
import { migrations } from './migrations/index.ts';

/** Any number: hubs that start at once stand in line. */
const lockNumber = 7_340_112;

/** Roles belong to the server and come with no copy of a database: whoever put one back on another server made them (docs/hub.md), and this user is a member of them from here on. From PostgreSQL 16 on whoever made a role is a member that may not become it (createrole_self_grant). */
const ensureRoles = `DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['vestibule_branch', 'vestibule_head', 'vestibule_review'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF;
    IF NOT pg_has_role(current_user, name, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN EXECUTE format('GRANT %I TO %I', name, current_user); END IF;
  END LOOP;
END $$`;

/** Brings the database to this program's version, each step whole or not at all. @param steps all of this program's; tests stop earlier. @throws Error when a newer program wrote it. @throws CodedError hub.database-rights */
export async function migrate(db: Database, steps: readonly string[] = migrations): Promise<void> {
  await inLine(db, async (sql) => {
    await sql.query('CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
    await sql.query(ensureRoles);
  });
  for (const [index, script] of steps.entries()) {
    await inLine(db, async (sql) => {
      const version = await versionOf(sql);
      if (version > steps.length) throw new Error('The database was written by a newer hub.');
      if (version > index) return;
      for (const statement of statementsOf(script)) await sql.query(statement);
      await sql.query('INSERT INTO schema_version (version) VALUES ($1)', [index + 1]);
    });
  }
  await inLine(db, async (sql) => {
    const [rights] = await sql.query(`SELECT has_table_privilege('vestibule_branch', 'packets', 'INSERT') AND has_table_privilege('vestibule_head', 'packets', 'SELECT') AS there`);
    if (rights?.['there'] !== true) throw new CodedError('hub.database-rights');
  });
}

const inLine = (db: Database, work: (sql: Sql) => Promise<void>): Promise<void> => db.unhurried(async (sql) => {
  await sql.query('SELECT pg_advisory_xact_lock($1)', [lockNumber]);
  await work(sql);
});

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
