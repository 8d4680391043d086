/**
 * The station as a process of its own: under Electron's utilityProcess, or as a child of Node 24 with `serialization: 'advanced'`.
 * Messages: protocol.ts.
 */
import path from 'node:path';
import { createStation, type RunningStation } from './create.ts';
import { watchModels } from './health/models.ts';
import type { OsKeystore } from './keyring.ts';
import { fillerBytes, type FromStation, type StationInit, type ToStation } from './protocol.ts';
import { overwriteFreed } from './sweep.ts';

type Port = { send(message: FromStation): void; onMessage(listener: (message: ToStation) => void): void };

/** What Electron adds to `process` in a utility process. */
type ParentPort = { postMessage(message: unknown): void; on(event: 'message', listener: (event: { data: unknown }) => void): void };

function portOfThisProcess(): Port {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data as ToStation)),
    };
  }
  return {
    // A host that has just gone needs no answer; disconnect ends this process.
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToStation)),
  };
}

overwriteFreed();
const port = portOfThisProcess();
const keystore = hostKeystore();
let station: Promise<RunningStation> | null = null;

port.onMessage((message) => {
  if (message.kind === 'init') station ??= start(message.init);
  else if (message.kind === 'call') void answerCall(message);
  else if (message.kind === 'ping') port.send({ kind: 'pong' });
  else if (message.kind === 'keystore-answer') keystore.answered(message.id, message.bytes);
  else if (message.kind === 'sweep') void sweep();
  else if (message.kind === 'stop') void stop();
});
process.once('disconnect', () => void stop());

async function start(init: StationInit): Promise<RunningStation> {
  const clock = init.clock === null ? undefined : fixedClock(init.clock);
  const started = await createStation({
    dir: init.dir, resourcesDir: init.resourcesDir, about: init.about, keyring: init.osKeystore ? keystore.store : null, ...(clock && { clock }),
    tools: { working: (on) => port.send({ kind: 'working', on }), ...(init.watchModels && { models: watchModels((name) => path.join(init.resourcesDir, name)) }) },
  });
  started.on((name, payload) => port.send({ kind: 'event', name, payload }));
  port.send({ kind: 'ready' });
  return started;
}

async function answerCall({ id, name, input }: Extract<ToStation, { kind: 'call' }>): Promise<void> {
  const running = await station;
  const answer = running ? await running.answer(name, input) : { ok: false as const, error: { code: 'station.unavailable', values: {} } };
  port.send({ kind: 'answer', id, answer });
}

/** A store that is in use for longer than it is waited for, or full, is swept after the next case. */
async function sweep(): Promise<void> {
  await (await station)?.sweep().catch(() => undefined);
  port.send({ kind: 'swept', filler: new Uint8Array(fillerBytes) });
}

async function stop(): Promise<void> {
  (await station)?.close();
  process.exit(0);
}

function fixedClock(instant: string): () => Date {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new Error('The test clock is not a date.');
  return () => new Date(at);
}

/** The operating system's keystore is reached only from the main process. */
function hostKeystore(): { store: OsKeystore; answered(id: number, bytes: Uint8Array | null): void } {
  const open = new Map<number, (bytes: Uint8Array | null) => void>();
  let nextId = 1;
  const ask = (operation: 'wrap' | 'unwrap', bytes: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      open.set(id, (made) => (made ? resolve(made) : reject(new Error('keystore'))));
      port.send({ kind: 'keystore', id, operation, bytes });
    });
  return {
    store: { wrap: (key) => ask('wrap', key), unwrap: (wrapped) => ask('unwrap', wrapped) },
    answered: (id, bytes) => {
      open.get(id)?.(bytes);
      open.delete(id);
    },
  };
}
