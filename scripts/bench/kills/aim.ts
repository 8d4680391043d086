/** The moment of a kill: anywhere, or at a write of the station: when its transaction has begun and cannot commit, or right after it did. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './application.ts';
import { isRunning, sleep } from './wait.ts';
import type { AimOrder, AimReport } from './aim-child.ts';

export const aims = ['anywhere', 'before-commit', 'after-commit'] as const;
export type Aim = (typeof aims)[number];

/** Chosen: a step that writes does so within this; after it the kill falls where it falls. */
const patienceMs = 10_000;

/**
 * Kills `pids` at the aim while `act` runs. @param pause how long after the beginning of `act` where the aim is anywhere, ms
 * @returns what was hit: a write that was aimed at and never came is a kill anywhere.
 */
export async function killAt(aim: Aim, { dir, key, pids, stationPid, pause }: { dir: string; key: Uint8Array; pids: readonly number[]; stationPid: number; pause: number }, act: () => void): Promise<Aim> {
  if (aim === 'anywhere') {
    act();
    await sleep(pause);
    killAll(pids);
    return 'anywhere';
  }
  const helper = startHelper();
  try {
    await helper.ask({ kind: 'open', dir, key }, 'ready');
    if (aim === 'before-commit') {
      await helper.ask({ kind: 'hold' }, 'holding');
      act();
      const blocked = await until(() => waitsForLock(stationPid));
      killAll(pids);
      return blocked ? aim : 'anywhere';
    }
    await helper.ask({ kind: 'watch', pids: [...pids] }, 'watching');
    act();
    const hit = await until(() => helper.heard('killed'));
    if (!hit) killAll(pids);
    return hit ? aim : 'anywhere';
  } finally {
    helper.kill();
  }
}

function startHelper(): { ask(order: AimOrder, report: AimReport): Promise<void>; heard(report: AimReport): boolean; kill(): void } {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'aim-child.ts'), [], { execPath: path.join(root, 'node_modules/node/bin/node'), execArgv: ['--no-warnings'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'vestibule-compile-cache') } });
  const reports = new Set<AimReport>();
  child.on('message', (report) => reports.add(report as AimReport));
  const heard = (report: AimReport): boolean => reports.has(report);
  return {
    heard,
    ask: async (order, report) => {
      child.send(order);
      if (!(await until(() => heard(report), 240_000))) throw new Error(`The aiming process did not say ${report}.`);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** SQLite waits for a lock by sleeping; the station's main thread otherwise waits for events. Numbers: clock_nanosleep and nanosleep of Linux, x86-64 and arm64. */
const sleeping: Readonly<Record<string, readonly string[]>> = { x64: ['230', '35'], arm64: ['115', '101'] };
function waitsForLock(pid: number): boolean {
  try {
    return sleeping[process.arch]?.includes(readFileSync(`/proc/${pid}/syscall`, 'utf8').split(' ')[0]!) ?? false;
  } catch {
    return false;
  }
}

async function until(reached: () => boolean, ms = patienceMs): Promise<boolean> {
  const end = Date.now() + ms;
  while (!reached()) {
    if (Date.now() > end) return false;
    await sleep(2);
  }
  return true;
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
}
