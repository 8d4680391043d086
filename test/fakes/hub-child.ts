/** The hub as `npm run hub` starts it: a process of its own, killed as a power cut would, started again on the same files and port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { askRunning, type Asked } from '../../hub/admin.ts';
import type { Said } from '../../hub/hub.ts';
import { root } from './station-kit.ts';

export type HubChild = {
  url: string; port: number;
  /** Of the process that runs now. */
  pid(): number;
  /** What a supervisor types. */
  code: string;
  ask(asked: Asked): Promise<Said>;
  /** What it has printed since its start. */
  said(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it listens. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** `databaseUrl` null: the embedded database, in `dir`. */
export async function startHubChild(dir: string, databaseUrl: string | null): Promise<HubChild> {
  const port = await freePort();
  let child: ChildProcess;
  let said = '';
  const start = (): Promise<void> => {
    said = '';
    child = spawn(path.join(root, 'node_modules/node/bin/node'), ['--no-warnings', 'hub/main.ts'], {
      cwd: root, env: { ...process.env, HUB_DIR: dir, HUB_PORT: String(port), HUB_NAME: 'Head office', DATABASE_URL: databaseUrl ?? undefined }, stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Promise((resolve, reject) => {
      child.stdout?.on('data', (piece: Buffer) => {
        said += piece.toString();
        if (said.includes('Hub code')) resolve();
      });
      child.once('exit', () => reject(new Error('the hub ended')));
    });
  };
  const end = (signal: NodeJS.Signals): Promise<void> => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
  await start();
  return {
    url: `http://127.0.0.1:${port}`, port, code: /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(said)?.[0] ?? '',
    ask: async (asked) => {
      const answer = await askRunning(path.join(dir, 'admin.sock'), asked);
      if (answer === null) throw new Error('the hub does not run');
      return answer;
    },
    said: () => said, pid: () => child.pid ?? 0, start, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'),
  };
}

/** The same one after each start: the station keeps its address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
