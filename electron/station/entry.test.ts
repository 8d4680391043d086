/** The program as the shell starts it: over a child's channel, and over a parent port as Electron's utility process has one. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { captureInput, newFolder, newResources, pictureOf, removeFolders, root, setupInput } from '../../test/fakes/station-kit.ts';
import type { FromStation, StationInit, ToStation } from './protocol.ts';

/** What Electron puts on `process` in a utility process, over the channel this test has. */
const parentPort = `
  const listeners = [];
  process.parentPort = { postMessage: (m) => process.send({ port: m }), on: (_name, listener) => listeners.push(listener) };
  process.on('message', (data) => listeners.forEach((listener) => listener({ data })));
`;

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(removeFolders);

function start(execArgv: string[], init: Partial<StationInit>): { heard: FromStation[]; send(message: ToStation): void; next(fits: (m: FromStation) => boolean): Promise<FromStation>; gone: Promise<number | null> } {
  const child = fork(path.join(root, 'electron/station/entry.ts'), [], {
    execPath: path.join(root, 'node_modules/node/bin/node'), execArgv: ['--no-warnings', ...execArgv], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const heard: FromStation[] = [];
  const waiting: (() => void)[] = [];
  child.on('message', (message: FromStation | { port: FromStation }) => {
    heard.push('port' in message ? message.port : message);
    waiting.splice(0).forEach((again) => again());
  });
  const send = (message: ToStation): void => void child.send(message);
  const next = async (fits: (m: FromStation) => boolean): Promise<FromStation> => {
    for (;;) {
      const found = heard.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const about = { version: '0.1.0', electron: '', chromium: '', developmentRuntime: true, updateKey: null };
  send({ kind: 'init', init: { dir: newFolder(), resourcesDir: newResources(), clock: '2026-11-23T12:00:00.000Z', watchModels: false, osKeystore: false, about, ...init } });
  return { heard, send, next, gone: new Promise((resolve) => child.once('exit', (code) => resolve(code))) };
}

it('answers by number, carries bytes both ways, tells events and stops with 0', { timeout: 60_000 }, async () => {
  const station = start([], {});
  await station.next((m) => m.kind === 'ready');
  const ask = async (id: number, name: string, input: unknown): Promise<unknown> => {
    station.send({ kind: 'call', id, name, input });
    return ((await station.next((m) => m.kind === 'answer' && m.id === id)) as Extract<FromStation, { kind: 'answer' }>).answer;
  };
  expect(await ask(1, 'nonsense', {})).toEqual({ ok: false, error: { code: 'call.unknown', values: {} } });
  expect(await ask(2, 'setup.complete', setupInput)).toMatchObject({ ok: true, value: { state: 'ready', date: '2026-11-23', version: '0.1.0' } });
  const [caseId, captureId, picture] = [randomUUID(), randomUUID(), pictureOf(100_000)];
  await ask(6, 'draft.save', { caseId, state: {} });
  expect(await ask(3, 'capture.put', captureInput(caseId, captureId, 'face', picture))).toMatchObject({ ok: true, value: { bytes: 100_000 } });
  expect(await ask(4, 'capture.get', { captureId })).toMatchObject({ value: { picture } });
  await ask(5, 'session.logout', {});
  expect(await station.next((m) => m.kind === 'event')).toEqual({ kind: 'event', name: 'session.ended', payload: { why: 'logout' } });
  station.send({ kind: 'stop' });
  expect(await station.gone).toBe(0);
});

it('speaks over the parent port of a utility process, and has its key wrapped by the host', { timeout: 60_000 }, async () => {
  const preload = path.join(newFolder(), 'port.mjs');
  writeFileSync(preload, parentPort);
  const station = start(['--import', preload], { osKeystore: true });
  await station.next((m) => m.kind === 'ready');
  station.send({ kind: 'call', id: 1, name: 'setup.complete', input: setupInput });
  const asked = await station.next((m) => m.kind === 'keystore');
  expect(asked).toMatchObject({ kind: 'keystore', operation: 'wrap', bytes: { length: 32 } });
  station.send({ kind: 'keystore-answer', id: 1, bytes: new Uint8Array(40) });
  expect(await station.next((m) => m.kind === 'answer')).toMatchObject({ id: 1, answer: { ok: true, value: { state: 'ready' } } });
  station.send({ kind: 'call', id: 2, name: 'station.about', input: {} });
  expect(await station.next((m) => m.kind === 'answer' && m.id === 2)).toMatchObject({ answer: { value: { keyProtection: 'os-keystore', developmentRuntime: true, updateKey: null } } });
});

it('holds the models against the program\'s own list where the shell asks for it', { timeout: 60_000 }, async () => {
  const station = start([], { watchModels: true });
  await station.next((m) => m.kind === 'ready');
  station.send({ kind: 'call', id: 1, name: 'setup.complete', input: setupInput });
  await station.next((m) => m.kind === 'answer' && m.id === 1);
  station.send({ kind: 'call', id: 2, name: 'capture.put', input: captureInput(randomUUID(), randomUUID(), 'face', pictureOf(100)) });
  expect(await station.next((m) => m.kind === 'answer' && m.id === 2)).toMatchObject({ answer: { ok: false, error: { code: 'model.missing' } } });
});
