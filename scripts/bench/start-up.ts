/**
 * `npm run bench:start-up [-- --count 20] [--cold]`: what a station looks at when it starts (models, clock, disk, queue), in the real station process on a set-up
 * folder with cases in it, from its own log. `--cold`: the model files are put out of the disk cache before each start.
 */
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import shipped from '../../electron/station/health/model-hashes.json' with { type: 'json' };
import type { FromStation, StationInit, ToStation } from '../../electron/station/protocol.ts';
import { setupInput } from '../../test/fakes/station-kit.ts';
import { buildWhenNeeded } from '../build/when-needed.ts';
import { table, timeRow, type Row } from './station/statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { count: { type: 'string', default: '20' }, cold: { type: 'boolean', default: false } } });
/** Issue 7: start-up check under 300 ms. */
const target = 300;
if (!buildWhenNeeded(root, (line) => console.error(line))) process.exit(1);
const resourcesDir = path.join(root, 'out/resources');
const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-start-up-'));
const init: StationInit = { dir: path.join(dir, 'station'), resourcesDir, clock: null, watchModels: true, osKeystore: true, about: { version: '0.0.0', electron: '', chromium: '', developmentRuntime: true, updateKey: null } };

type Started = { readyMs: number; statusMs: number; warnings: string[]; call(name: string, input: unknown): Promise<unknown>; stop(): Promise<void> };

/** As electron/station-process.ts starts it on Node; the keystore of this bench keeps keys as they are. */
function start(): Promise<Started> {
  const from = performance.now();
  const child = fork(path.join(root, 'out/station/entry.mjs'), [], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const send = (message: ToStation): void => void child.send(message);
  const waiting = new Map<number, (value: unknown) => void>();
  const call = (name: string, input: unknown): Promise<unknown> => new Promise((resolve, reject) => {
    const id = waiting.size + 1;
    waiting.set(id, (answer) => {
      const { ok, value, error } = answer as { ok: boolean; value: unknown; error?: { code: string } };
      if (ok) resolve(value);
      else reject(new Error(`${name}: ${error?.code ?? ''}`));
    });
    send({ kind: 'call', id, name, input });
  });
  const stop = (): Promise<void> => new Promise((resolve) => { child.once('exit', () => resolve()); send({ kind: 'stop' }); });
  send({ kind: 'init', init });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message: FromStation) => {
      if (message.kind === 'keystore') send({ kind: 'keystore-answer', id: message.id, bytes: message.bytes });
      else if (message.kind === 'answer') waiting.get(message.id)?.(message.answer);
      else if (message.kind === 'ready') {
        const readyMs = performance.now() - from;
        void call('station.status', {}).then((status) => resolve({
          readyMs, statusMs: performance.now() - from, warnings: (status as { warnings: { code: string }[] }).warnings.map((w) => w.code), call, stop,
        }), reject);
      }
    });
  });
}

/** POSIX_FADV_DONTNEED by coreutils: needs no rights. */
function dropFromCache(): void {
  for (const name of Object.keys(shipped)) {
    const done = spawnSync('dd', [`if=${path.join(resourcesDir, name)}`, 'iflag=nocache', 'count=0', 'status=none']);
    if (done.status !== 0) throw new Error('dd with iflag=nocache is not there: --cold cannot be measured.');
  }
}

const parts = new Map<string, number[]>();
const add = (name: string, ms: number): void => void parts.set(name, [...(parts.get(name) ?? []), ms]);
try {
  const first = await start();
  await first.call('setup.complete', setupInput);
  await first.stop();
  const log = path.join(init.dir, 'station.log');
  for (let i = 0; i < Number(values.count); i++) {
    const before = existsSync(log) ? readFileSync(log, 'utf8').length : 0;
    if (values.cold) dropFromCache();
    const station = await start();
    await station.stop();
    if (station.warnings.length > 0) throw new Error(`The station is not fit here: ${station.warnings.join(', ')}.`);
    for (const line of readFileSync(log, 'utf8').slice(before).split('\n').filter(Boolean)) {
      const { event, action, ms } = JSON.parse(line) as { event: string; action?: string; ms?: number };
      if (event === 'health.looked' && action !== undefined && ms !== undefined) add(action, ms);
    }
    add('process started to first status', station.statusMs);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
const row = (name: string, text: string, limit: number | null): Row => timeRow(text, parts.get(name) ?? [], limit, 'p95');
const rows = [
  row('models', `${Object.keys(shipped).length} model files hashed, beside the opening of the store`, null), row('clock', 'clock', null), row('disk', 'disk', null), row('queue', 'queue', null), row('findings', 'all once more, as the screen is told', null),
  row('processor', 'processor time of all of it, whatever else runs here', null),
  row('whole', `whole start-up check, store opened${values.cold ? ', models not in the disk cache' : ''}`, target), row('process started to first status', 'process started to first status (Node starts, program loads)', null),
];
console.log(table(rows));
process.exit(rows.every((r) => r.met !== false && r.n === Number(values.count)) ? 0 : 1);
