/** Both databases a hub may stand on: PGlite in memory, and Debian's PostgreSQL in a cluster of its own over a unix socket, where it is installed. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../hub/db/database.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';

export type TestDatabase = { name: string; open(): Promise<{ db: Database; url: string | null; end(): Promise<void> }> };

/** Folder of initdb and postgres; null where no server is installed. */
export function postgresqlPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => path.join(debian, version, 'bin')).find((bin) => existsSync(path.join(bin, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root: then as the user Debian made for it. */
function asServerUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim()));
  return { uid: uid!, gid: gid! };
}

/** A cluster in a temp folder, without TCP. */
export function startCluster(bin: string): { url: string; stop(): void } {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-pg-'));
  const user = asServerUser();
  if (user.uid !== undefined) chownSync(dir, user.uid, user.gid!);
  const run = (program: string, ...args: string[]): void => {
    const done = spawnSync(path.join(bin, program), args, { ...user, cwd: dir, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] });
    if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}`);
  };
  const data = path.join(dir, 'data');
  run('initdb', '-D', data, '-U', 'hub', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  run('pg_ctl', '-D', data, '-w', '-l', path.join(dir, 'log'), '-o', `-c listen_addresses='' -c unix_socket_directories=${dir}`, 'start');
  return {
    url: `postgresql://hub@/postgres?host=${encodeURIComponent(dir)}`,
    stop: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const pglite: TestDatabase = {
  name: 'PGlite',
  open: async () => {
    const db = await openPglite(null);
    return { db, url: null, end: () => db.close() };
  },
};

function postgresql(bin: string): TestDatabase {
  return {
    name: 'PostgreSQL',
    open: async () => {
      const cluster = startCluster(bin);
      const db = openPostgresql(cluster.url);
      return { db, url: cluster.url, end: async () => { await db.close(); cluster.stop(); } };
    },
  };
}

/** Says aloud when there is only one. */
export function testDatabases(): TestDatabase[] {
  const bin = postgresqlPrograms();
  if (bin === null) console.warn('SKIPPED  hub tests on a PostgreSQL server: none is installed (Debian: postgresql).');
  return bin === null ? [pglite] : [pglite, postgresql(bin)];
}
