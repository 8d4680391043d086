/**
 * Keeps one station process running: starts it, hands calls over, starts it again after a crash or when it hangs, stops it cleanly. Pure but for the
 * process it is given (station-process.ts), so that its promises are tested without Electron.
 */
import type { CallName, Envelope, EventName } from '../core/contract.ts';
import { failure } from './door.ts';
import type { OsKeystore } from './keyring.ts';
import { restartBudget } from './restart-budget.ts';
import { silenceLimits, watchSilence } from './silence.ts';
import { fillerBytes, type FromStation, type StationInit, type ToStation } from './station/protocol.ts';

/** A started process, whatever started it. */
export type StationProcess = {
  send(message: ToStation): void;
  onMessage(listener: (message: FromStation) => void): void;
  /** Exactly once, also when it never came to life. */
  onExit(listener: () => void): void;
  kill(): void;
};

export type StationHostOptions = {
  spawn(): StationProcess;
  init: StationInit;
  keystore: OsKeystore | null;
  tell(name: EventName, payload: unknown): void;
  timing?: Partial<typeof timing>;
};

export type StationHost = {
  call(name: CallName, input: unknown): Promise<Envelope<unknown>>;
  /** What the station's process has let go of is overwritten; not waited for. */
  sweep(): void;
  /** Resolves when the process has ended; no restart after it. */
  stop(): Promise<void>;
};

/** Chosen, not measured. The database is closed in milliseconds; SIGKILL after `stopMs` loses nothing that was confirmed. */
const timing = { restartMs: 125, longestRestartMs: 5_000, stopMs: 4_000, most: 8, withinMs: 60_000, pendingCalls: 64, silence: silenceLimits };

type State = {
  process: StationProcess | null;
  ready: boolean;
  stopping: boolean;
  /** True from the first exit that nobody asked for. */
  crashed: boolean;
  /** Exits in a row without a calm time between them: the back-off. */
  streak: number;
  readyAt: number;
  /** Calls the process has been given and not answered. */
  pending: Map<number, (answer: Envelope<unknown>) => void>;
  /** Calls that wait for `ready`. */
  waiting: (() => void)[];
  ended: (() => void)[];
};

export function createStationHost(options: StationHostOptions): StationHost {
  const limits = { ...timing, ...options.timing };
  const mayRestart = restartBudget({ most: limits.most, withinMs: limits.withinMs });
  const state: State = { process: null, ready: false, stopping: false, crashed: false, streak: 0, readyAt: 0, pending: new Map(), waiting: [], ended: [] };
  let nextId = 1;
  const silence = watchSilence({
    ...limits.silence,
    ask: () => state.process?.send({ kind: 'ping' }),
    // It hangs: what it had confirmed is stored, and its end is answered like any other.
    silent: () => state.process?.kill(),
  });

  const start = (): void => {
    const process = options.spawn();
    state.process = process;
    silence.pause(false);
    process.onMessage((message) => hear(message, process));
    process.onExit(() => exited());
    process.send({ kind: 'init', init: options.init });
  };

  const hear = (message: FromStation, from: StationProcess): void => {
    if (from !== state.process) return;
    silence.heard();
    if (message.kind === 'ready') becameReady();
    else if (message.kind === 'answer') take(state.pending, message.id)?.(message.answer);
    else if (message.kind === 'event') options.tell(message.name, message.payload);
    else if (message.kind === 'working') silence.pause(message.on);
    else if (message.kind === 'keystore') void useKeystore(options.keystore, message).then((answer) => from.send(answer));
  };

  const becameReady = (): void => {
    state.ready = true;
    state.readyAt = Date.now();
    if (state.crashed) options.tell('station.restarted', {});
    release(state.waiting);
  };

  const exited = (): void => {
    state.process = null;
    state.ready = false;
    silence.pause(true);
    // What was under way may or may not have been written: the window asks again, and the same caseId is never stored twice.
    for (const [, answer] of state.pending) answer(failure('station.unavailable'));
    state.pending.clear();
    if (state.stopping) release(state.ended);
    else restart();
  };

  const restart = (): void => {
    if (!mayRestart(Date.now())) {
      state.stopping = true;
      release(state.waiting);
      options.tell('station.stopped', {});
      return;
    }
    state.streak = Date.now() - state.readyAt > limits.withinMs ? 0 : state.streak + 1;
    state.crashed = true;
    const wait = Math.min(limits.restartMs * 2 ** state.streak, limits.longestRestartMs);
    setTimeout(() => !state.stopping && start(), wait);
  };

  const hand = (name: CallName, input: unknown): Promise<Envelope<unknown>> =>
    new Promise((resolve) => {
      if (!state.process || !state.ready) return resolve(failure('station.unavailable'));
      const id = nextId++;
      state.pending.set(id, resolve);
      state.process.send({ kind: 'call', id, name, input });
    });

  start();
  return {
    call: async (name, input) => {
      if (state.pending.size + state.waiting.length >= limits.pendingCalls) return failure('station.unavailable');
      // Only the first start is waited for: after a crash the window is told at once, and asks again on station.restarted.
      if (!state.ready && !state.stopping && !state.crashed) await new Promise<void>((resolve) => state.waiting.push(resolve));
      return hand(name, input);
    },
    sweep: () => { if (state.ready) state.process?.send({ kind: 'sweep', filler: new Uint8Array(fillerBytes) }); },
    stop: () =>
      new Promise((resolve) => {
        state.stopping = true;
        silence.stop();
        release(state.waiting);
        if (!state.process) return resolve();
        const process = state.process;
        const killer = setTimeout(() => process.kill(), limits.stopMs);
        state.ended.push(() => (clearTimeout(killer), resolve()));
        process.send({ kind: 'stop' });
      }),
  };
}

async function useKeystore(keystore: OsKeystore | null, asked: Extract<FromStation, { kind: 'keystore' }>): Promise<ToStation> {
  const bytes = keystore ? await keystore[asked.operation](asked.bytes).catch(() => null) : null;
  return { kind: 'keystore-answer', id: asked.id, bytes };
}

function take<K, V>(map: Map<K, V>, key: K): V | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

function release(listeners: (() => void)[]): void {
  for (const listener of listeners.splice(0)) listener();
}
