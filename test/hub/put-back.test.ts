/** A database that is put back on another server, as docs/hub.md says it; and one that was put back without its roles. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { migrate } from '../../hub/db/migrate.ts';
import type { Database } from '../../hub/db/database.ts';
import { postgresqlMissing, postgresqlPrograms, startCluster, type Cluster } from '../fakes/postgresql.ts';
import { newFolder, removeFolders, root } from '../fakes/station-kit.ts';

const bin = postgresqlPrograms();
if (bin === null) console.warn(postgresqlMissing);
afterAll(removeFolders);

it('where a server must be there, a run without one fails', () => {
  const before = process.env['VESTIBULE_REQUIRE_POSTGRESQL'];
  process.env['VESTIBULE_REQUIRE_POSTGRESQL'] = '1';
  try {
    expect(() => postgresqlPrograms(path.join(newFolder(), 'nowhere'))).toThrow('VESTIBULE_REQUIRE_POSTGRESQL');
  } finally {
    if (before === undefined) delete process.env['VESTIBULE_REQUIRE_POSTGRESQL'];
    else process.env['VESTIBULE_REQUIRE_POSTGRESQL'] = before;
  }
});

describe.runIf(bin !== null)('on another server', () => {
  let [first, second]: Cluster[] = [];
  const file = path.join(newFolder(), 'hub.sql');
  const opened: Database[] = [];
  const open = (url: string): Database => {
    opened.push(openPostgresql(url));
    return opened.at(-1)!;
  };
  const run = (program: string, args: readonly string[]): void => {
    const { status, stderr } = spawnSync(path.join(bin!, program), args, { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  const on = (cluster: Cluster, database: string): string => cluster.url.replace('/postgres?', `/${database}?`);
  const caseId = randomUUID();

  beforeAll(async () => {
    [first, second] = [startCluster(bin!), startCluster(bin!)];
    const db = open(first!.url);
    await migrate(db);
    await db.transaction({ branch: 'Harbour' }, (sql) => sql.query(`INSERT INTO case_stations (branch, case_id, station_id) VALUES ('Harbour', $1, 's')`, [caseId]));
    run('pg_dump', ['-f', file, first!.url]);
    for (const name of ['early', 'late']) run('psql', ['-q', '-d', second!.url, '-c', `CREATE DATABASE ${name}`]);
  });
  afterAll(async () => {
    for (const db of opened) await db.close();
    for (const cluster of [first, second]) cluster?.stop();
  });

  it('without the roles it is told, and no hub runs on half of the rights', async () => {
    run('psql', ['-q', '-d', on(second!, 'early'), '-f', file]);
    await expect(migrate(open(on(second!, 'early')))).rejects.toMatchObject({ code: 'hub.database-rights' });
  });

  it('with the roles that the page names, all of it is there, and a branch sees its own alone', async () => {
    const statements = readFileSync(path.join(root, 'docs/hub.md'), 'utf8').match(/CREATE ROLE vestibule_\w+ NOLOGIN;/g)!;
    expect(statements).toHaveLength(3);
    // As on a server that never had them.
    await opened.splice(1, 1)[0]?.close();
    run('psql', ['-q', '-d', second!.url, '-c', 'DROP DATABASE early WITH (FORCE)']);
    for (const statement of statements) run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', second!.url, '-c', statement.replace('CREATE ROLE', 'DROP ROLE').replace(' NOLOGIN', ''), '-c', statement]);
    run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', on(second!, 'late'), '-f', file]);
    const db = open(on(second!, 'late'));
    await migrate(db);
    const seen = (branch: string): Promise<unknown> => db.transaction({ branch }, (sql) => sql.query('SELECT case_id AS id FROM case_stations'));
    expect([await seen('Harbour'), await seen('Mill')]).toEqual([[{ id: caseId }], []]);
  });
});
