import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { must, newFolder, newResources, noon, removeFolders, setupInput } from '../../../test/fakes/station-kit.ts';
import { CodedError } from '../../../core/errors.ts';
import { createStation } from '../create.ts';
import type { LogFields } from '../log.ts';
import type { Station } from '../station.ts';
import { lookAtStart } from './at-start.ts';
import type { LookedAtModel } from './models.ts';

afterAll(removeFolders);

type Line = LogFields & { event: string };
const keyring = { wrap: (key: Uint8Array) => Promise.resolve(Uint8Array.from(key)), unwrap: (wrapped: Uint8Array) => Promise.resolve(Uint8Array.from(wrapped)) };
const model = (name: string, state: LookedAtModel['state']): LookedAtModel => ({ name, state, sha256: null });

it('a station that starts writes down what it found: each finding by its code, models, clock, disk and queue by state or count', async () => {
  const dir = newFolder();
  const start = (clock: string, looked: readonly LookedAtModel[]) => createStation({ dir, resourcesDir: newResources(), clock: () => new Date(clock), keyring, tools: { models: { look: () => Promise.resolve(looked), last: () => looked } } });
  const first = await start(noon, []);
  await must(first.call('setup.complete', setupInput));
  first.close();
  const before = readFileSync(path.join(dir, 'station.log'), 'utf8').length;
  (await start('2026-11-23T09:00:00.000Z', [model('a', 'as-shipped'), model('b', 'missing')])).close();
  const lines = readFileSync(path.join(dir, 'station.log'), 'utf8').slice(before).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line).filter(({ event }) => event === 'health.looked');
  const of = (action: string) => lines.filter((line) => line.action === action).map(({ state, count, code }) => state ?? count ?? code);
  expect([of('models'), of('clock'), of('queue'), of('findings')]).toEqual([['changed'], ['set-back'], ['unknown'], [2]]);
  expect(of('disk')[0]).toBeGreaterThan(0);
  expect(lines.filter(({ action }) => action === 'finding').map(({ code, state }) => `${code} ${state}`)).toEqual(['clock.set-back refuses', 'model.missing refuses']);
});

it('what cannot be looked at is written down by its code, and the others are looked at all the same', async () => {
  const lines: LogFields[] = [];
  const db = { prepare: () => { throw new CodedError('store.corrupt'); } };
  const station = { tools: { uptimeMs: () => 0, log: (_event: string, fields: LogFields) => void lines.push(fields) }, dir: newFolder(), clock: () => new Date(noon), db: () => db, now: { open: { db } } } as unknown as Station;
  await lookAtStart(station, Promise.resolve([]), { startedMs: 0, startedCpu: process.cpuUsage() });
  expect(lines.slice(0, 4).map(({ action, code }) => [action, code])).toEqual([['models', undefined], ['clock', 'store.corrupt'], ['disk', undefined], ['queue', 'store.corrupt']]);
  expect(lines.at(-1)?.action).toBe('whole');
});
