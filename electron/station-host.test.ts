import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStationHost, type StationProcess } from './station-host.ts';
import type { FromStation, StationInit, ToStation } from './station/protocol.ts';

const init: StationInit = { dir: '/d', resourcesDir: '/r', clock: null, watchModels: false, osKeystore: false, about: { version: '0', electron: '45', chromium: '0', developmentRuntime: false, updateKey: null } };
const unavailable = { ok: false, error: { code: 'station.unavailable', values: {} } };

/** A process in our hands: what it was sent, and what it says or does next. */
class FakeProcess implements StationProcess {
  readonly sent: ToStation[] = [];
  killed = false;
  say: (message: FromStation) => void = () => {};
  die: () => void = () => {};
  send(message: ToStation): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: FromStation) => void): void {
    this.say = listener;
  }
  onExit(listener: () => void): void {
    this.die = listener;
  }
  kill(): void {
    this.killed = true;
    this.die();
  }
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

function setUp(keystore: Parameters<typeof createStationHost>[0]['keystore'] = null) {
  const processes: FakeProcess[] = [];
  const told: string[] = [];
  const host = createStationHost({
    spawn: () => {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    init, keystore,
    tell: (name) => told.push(name),
  });
  const last = (): FakeProcess => processes.at(-1)!;
  return { host, processes, told, last };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('station host', () => {
  it('tells a station that takes calls to sweep, with more than Node reads at a time', () => {
    const { host, last } = setUp();
    host.sweep();
    last().say({ kind: 'ready' });
    host.sweep();
    const [init, sweep, ...rest] = last().sent;
    expect([init!.kind, rest]).toEqual(['init', []]);
    expect(sweep!.kind === 'sweep' && sweep.filler.byteLength).toBeGreaterThan(65_536);
  });

  it('starts a station again that hangs: within 25 s it is killed, and what was open is answered', async () => {
    const { host, processes, told, last } = setUp();
    last().say({ kind: 'ready' });
    const open = host.call('station.status', {});
    const hanging = last();
    await vi.advanceTimersByTimeAsync(24_999);
    expect([hanging.killed, hanging.sent.filter(({ kind }) => kind === 'ping').length]).toEqual([false, 4]);
    await vi.advanceTimersByTimeAsync(1);
    expect(hanging.killed).toBe(true);
    expect(await open).toEqual(unavailable);
    await vi.advanceTimersByTimeAsync(300);
    expect(processes).toHaveLength(2);
    last().say({ kind: 'ready' });
    expect(told).toEqual(['station.restarted']);
  });

  it('leaves one alone that answers, and one that said it works', async () => {
    const { last } = setUp();
    last().say({ kind: 'ready' });
    for (let n = 0; n < 20; n += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      last().say({ kind: 'pong' });
    }
    last().say({ kind: 'working', on: true });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(last().killed).toBe(false);
    const working = last();
    working.say({ kind: 'working', on: false });
    await vi.advanceTimersByTimeAsync(24_999);
    expect(working.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(working.killed).toBe(true);
  });

  it('sends init first, holds calls until ready, then answers each by its number', async () => {
    const { host, last } = setUp();
    const status = host.call('station.status', {});
    const about = host.call('station.about', {});
    await settled();
    expect(last().sent).toEqual([{ kind: 'init', init }]);
    last().say({ kind: 'ready' });
    await settled();
    expect(last().sent.slice(1)).toEqual([
      { kind: 'call', id: 1, name: 'station.status', input: {} },
      { kind: 'call', id: 2, name: 'station.about', input: {} },
    ]);
    last().say({ kind: 'answer', id: 2, answer: { ok: true, value: 'about' } });
    last().say({ kind: 'answer', id: 1, answer: { ok: true, value: 'status' } });
    expect([await status, await about]).toEqual([{ ok: true, value: 'status' }, { ok: true, value: 'about' }]);
  });

  it('after a crash answers what was open, starts again and says so once it is ready', async () => {
    const { host, processes, told, last } = setUp();
    last().say({ kind: 'ready' });
    const open = host.call('station.status', {});
    await settled();
    last().die();
    expect(await open).toEqual(unavailable);
    expect(await host.call('station.status', {})).toEqual(unavailable);
    await vi.advanceTimersByTimeAsync(300);
    expect(processes).toHaveLength(2);
    expect(told).toEqual([]);
    last().say({ kind: 'ready' });
    expect(told).toEqual(['station.restarted']);
    const again = host.call('station.status', {});
    await settled();
    last().say({ kind: 'answer', id: 2, answer: { ok: true, value: 'back' } });
    expect(await again).toEqual({ ok: true, value: 'back' });
  });

  it('does not listen to a process that is gone', async () => {
    const { host, processes, last } = setUp();
    last().say({ kind: 'ready' });
    last().die();
    await vi.advanceTimersByTimeAsync(300);
    processes[0]!.say({ kind: 'ready' });
    expect(await host.call('station.status', {})).toEqual(unavailable);
  });

  it('waits longer after each crash and gives up aloud', async () => {
    const { host, processes, told, last } = setUp();
    const waiting = host.call('station.status', {});
    for (let crash = 0; crash < 20; crash += 1) {
      if (last().killed) break;
      last().die();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(processes).toHaveLength(9);
    expect(told).toEqual(['station.stopped']);
    expect(await waiting).toEqual(unavailable);
  });

  it('stops with a message, and with a kill when that is not heard', async () => {
    const polite = setUp();
    polite.last().say({ kind: 'ready' });
    const stopped = polite.host.stop();
    expect(polite.last().sent.at(-1)).toEqual({ kind: 'stop' });
    polite.last().die();
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(polite.processes).toHaveLength(1);
    expect(polite.last().killed).toBe(false);

    const deaf = setUp();
    deaf.last().say({ kind: 'ready' });
    const killed = deaf.host.stop();
    await vi.advanceTimersByTimeAsync(4_000);
    await killed;
    expect(deaf.last().killed).toBe(true);
    expect(await deaf.host.call('station.status', {})).toEqual(unavailable);
  });

  it('passes events on', () => {
    const { told, last } = setUp();
    last().say({ kind: 'event', name: 'session.ended', payload: { why: 'idle' } });
    expect(told).toEqual(['session.ended']);
  });

  it('takes 64 calls at once and no more', async () => {
    const { host, last } = setUp();
    last().say({ kind: 'ready' });
    for (let call = 0; call < 64; call += 1) void host.call('station.status', {});
    expect(await host.call('station.status', {})).toEqual(unavailable);
  });

  it('wraps keys with the keystore it has, and says null when it cannot', async () => {
    const reversed = async (bytes: Uint8Array): Promise<Uint8Array> => bytes.toReversed();
    const withStore = setUp({ wrap: reversed, unwrap: () => Promise.reject(new Error('other user')) });
    withStore.last().say({ kind: 'keystore', id: 7, operation: 'wrap', bytes: Uint8Array.of(1, 2) });
    withStore.last().say({ kind: 'keystore', id: 8, operation: 'unwrap', bytes: Uint8Array.of(1) });
    const without = setUp();
    without.last().say({ kind: 'keystore', id: 9, operation: 'wrap', bytes: Uint8Array.of(1) });
    await settled();
    expect(withStore.last().sent.slice(1)).toEqual([
      { kind: 'keystore-answer', id: 7, bytes: Uint8Array.of(2, 1) },
      { kind: 'keystore-answer', id: 8, bytes: null },
    ]);
    expect(without.last().sent.slice(1)).toEqual([{ kind: 'keystore-answer', id: 9, bytes: null }]);
  });
});
