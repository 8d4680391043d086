/** The real station program as a child process, spoken to as the shell does, and killed as a power cut would. */
import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallInput, CallName, CallOutput, Envelope } from '../../core/contract.ts';
import type { FromStation, StationInit, ToStation } from '../../electron/station/protocol.ts';
import { root } from './station-kit.ts';

export type StationChild = {
  start(init: StationInit): Promise<void>;
  /** Never answers when the process is killed before it does. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Envelope<CallOutput<Name>>>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** The clean way. @returns the exit code. */
  stop(): Promise<number | null>;
  killed(): boolean;
  /** Calls answered so far. */
  answers(): number;
  pid: number;
};

/** Starts loading at once; start() gives it its folder. */
export function spawnStationChild(): StationChild {
  const child: ChildProcess = fork(path.join(root, 'electron/station/entry.ts'), [], {
    execPath: path.join(root, 'node_modules/node/bin/node'), execArgv: ['--no-warnings'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Sixty starts of the same program.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'vestibule-compile-cache') },
  });
  const open = new Map<number, (answer: Envelope<unknown>) => void>();
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let ready: () => void = () => {};
  let dead = false;
  let nextId = 1;
  let answers = 0;
  child.on('message', (message) => {
    const heard = message as FromStation;
    if (dead) return;
    if (heard.kind === 'ready') ready();
    if (heard.kind === 'answer') answers += 1;
    if (heard.kind === 'answer') open.get(heard.id)?.(heard.answer);
  });
  const send = (message: ToStation): void => void child.send(message, () => {});
  return {
    start: (init) =>
      new Promise((resolve) => {
        ready = resolve;
        send({ kind: 'init', init });
      }),
    call: (name, input) =>
      new Promise((resolve) => {
        const id = nextId++;
        open.set(id, resolve as (answer: Envelope<unknown>) => void);
        send({ kind: 'call', id, name, input });
      }),
    kill: async () => {
      // What arrives after this moment is not confirmed: the window would not have seen it.
      dead = true;
      child.kill('SIGKILL');
      await gone;
    },
    stop: () => {
      send({ kind: 'stop' });
      return gone;
    },
    killed: () => dead,
    answers: () => answers,
    pid: child.pid ?? 0,
  };
}
