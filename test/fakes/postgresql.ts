/** Debian's PostgreSQL in a cluster of its own over a unix socket. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const postgresqlMissing = 'SKIPPED  hub tests on a PostgreSQL server: none is installed (Debian: postgresql).';

/** Folder of initdb and postgres; null where no server is installed. @throws Error where one must be: a run that skips them must not look like one that passed. */
export function postgresqlPrograms(debian = '/usr/lib/postgresql'): string | null {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => path.join(debian, version, 'bin')).find((bin) => existsSync(path.join(bin, 'initdb')));
  if (found === undefined && (process.env['CI'] || process.env['VESTIBULE_REQUIRE_POSTGRESQL'])) throw new Error(`${postgresqlMissing} CI or VESTIBULE_REQUIRE_POSTGRESQL is set.`);
  return found ?? null;
}

/** PostgreSQL refuses to run as root: then as the user Debian made for it. */
function asServerUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim()));
  return { uid: uid!, gid: gid! };
}

export type Cluster = {
  url: string;
  /** Of the process that started all others of the server. */
  pid(): number;
  /** As a power cut would; start() brings it back on the same files. */
  halt(): void;
  start(): void;
  /** For good. */
  stop(): void;
};

/** A cluster in a temp folder, without TCP. @param settings of the server, other than its own */
export function startCluster(bin: string, settings: Readonly<Record<string, string>> = {}): Cluster {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-pg-'));
  const user = asServerUser();
  if (user.uid !== undefined) chownSync(dir, user.uid, user.gid!);
  const run = (program: string, ...args: string[]): void => {
    const done = spawnSync(path.join(bin, program), args, { ...user, cwd: dir, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] });
    if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}`);
  };
  const data = path.join(dir, 'data');
  run('initdb', '-D', data, '-U', 'hub', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  let runs = false;
  const start = (): void => {
    run('pg_ctl', '-D', data, '-w', '-l', path.join(dir, 'log'), '-o', `-c listen_addresses='' -c unix_socket_directories=${dir} ${Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(' ')}`, 'start');
    runs = true;
  };
  const halt = (): void => {
    if (runs) run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    runs = false;
  };
  start();
  return {
    url: `postgresql://hub@/postgres?host=${encodeURIComponent(dir)}`, pid: () => parseInt(readFileSync(path.join(data, 'postmaster.pid'), 'utf8'), 10), halt, start,
    stop: () => {
      halt();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
