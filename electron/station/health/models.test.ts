import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listFile, listText } from '../../../scripts/model-hashes.ts';
import { watchModels } from './models.ts';

let dir: string;
const put = (name: string, text: string): void => writeFileSync(path.join(dir, name), text);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const wanted = { 'models/a.bin': hash('a'), 'models/b.bin': hash('b') };
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'vestibule-models-'));
  mkdirSync(path.join(dir, 'models'));
  put('models/a.bin', 'a');
  put('models/b.bin', 'b');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('the list in the repository is that of the installed files: node scripts/model-hashes.ts', () => expect(readFileSync(listFile, 'utf8')).toBe(listText()));

it('files as they were shipped', async () => {
  const models = watchModels((name) => path.join(dir, name), wanted);
  expect(models.last()).toEqual([]);
  expect((await models.look()).map((m) => m.state)).toEqual(['as-shipped', 'as-shipped']);
  expect(models.last()[0]).toEqual({ name: 'models/a.bin', state: 'as-shipped', sha256: hash('a') });
});

it('a file that changes or goes away while the station runs is seen at the next look, and one that is put back as well', async () => {
  const models = watchModels((name) => path.join(dir, name), wanted);
  await models.look();
  put('models/a.bin', 'x');
  utimesSync(path.join(dir, 'models/a.bin'), new Date(1), new Date(1));
  rmSync(path.join(dir, 'models/b.bin'));
  expect((await models.look()).map((m) => m.state)).toEqual(['changed', 'missing']);
  put('models/a.bin', 'a');
  put('models/b.bin', 'b');
  expect((await models.look()).map((m) => m.state)).toEqual(['as-shipped', 'as-shipped']);
});

it('a file written over in place, with its size and its time put back, is seen while the station runs', async () => {
  const models = watchModels((name) => path.join(dir, name), wanted);
  const file = path.join(dir, 'models/a.bin');
  utimesSync(file, new Date(5000), new Date(5000));
  await models.look();
  put('models/a.bin', 'x');
  utimesSync(file, new Date(5000), new Date(5000));
  expect((await models.look()).map((m) => m.state)).toEqual(['changed', 'as-shipped']);
});
