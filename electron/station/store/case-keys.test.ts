/** The key of a case: in a file of its own, gone with the case, and with it every older copy of the store. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, noon, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from '../create.ts';
import { plainPages } from '../../../test/fakes/plain-copy.ts';
import { destroyCaseKey, ensureCaseKey, hasCaseKey, openSealed, sealFor } from './case-keys.ts';
import { createMemoryStore, createStore, fileSalt, openStore } from './open.ts';

const resourcesDir = newResources();
let dir: string;
let station: RunningStation;
const start = async (): Promise<void> => {
  station = await createStation({ dir, resourcesDir, clock: () => new Date(noon) });
};
const fileIn = (name: string): string => path.join(dir, name);
const login = () => must(station.call('session.login', { name: supervisorName, passphrase }));

beforeEach(async () => {
  dir = newFolder();
  await start();
  await must(station.call('setup.complete', setupInput));
  return () => station.close();
});
afterAll(removeFolders);

it('opens nothing without its own key, under another case, or as another thing', () => {
  const db = createMemoryStore();
  for (const id of ['a', 'b']) ensureCaseKey(db, id);
  const { bytes, seal } = sealFor(db, 'a', 'capture 1', Buffer.from('Quarrington'));
  expect(bytes.includes('Quarrington')).toBe(false);
  expect(Buffer.from(openSealed(db, 'a', 'capture 1', bytes, seal)).toString()).toBe('Quarrington');
  for (const [id, about] of [['b', 'capture 1'], ['a', 'capture 2']] as const) expect(() => openSealed(db, id, about, bytes, seal)).toThrow('store.corrupt');
  ensureCaseKey(db, 'a');
  expect(() => openSealed(db, 'a', 'capture 1', bytes, seal)).not.toThrow();
  destroyCaseKey(db, 'a');
  expect(() => openSealed(db, 'a', 'capture 1', bytes, seal)).toThrow('store.corrupt');
  ensureCaseKey(db, 'a');
  expect(() => openSealed(db, 'a', 'capture 1', bytes, seal)).toThrow('store.corrupt');
});

it('pictures, what was read and what goes to the hub lie sealed in the store; the keys lie in a file of their own, and leave no trace in it when they go', async () => {
  const { caseId, captureIds, evidence } = await prepareCase(station, { surname: 'Quarrington', givenNames: 'Zephyrine', documentNumber: 'ZQ7741903' }, 20_000, 5);
  const discarded = await prepareCase(station);
  await must(station.call('case.submit', evidence));
  const { file, log } = await plainPages(dir);
  const pages = Buffer.concat([file, log]);
  expect(pages.includes(Buffer.from(pictureOf(20_000, 5).subarray(700, 740)))).toBe(false);
  // The list of records is searched by them; they are overwritten when the case goes (docs/adr/0028-retention.md).
  expect(pages.includes('Quarrington')).toBe(true);
  expect(pages.includes('"source":"mrz"')).toBe(false);
  expect((await must(station.call('capture.get', { captureId: captureIds[0] }))).picture).toEqual(pictureOf(20_000, 5));
  expect((await must(station.call('records.open', { caseId }))).evidence.extraction.fields.surname?.value).toBe('Quarrington');
  const keysBefore = (await plainPages(dir, 'case-keys.db')).file;
  expect([caseId, discarded.caseId].map((id) => keysBefore.includes(id))).toEqual([true, true]);
  await must(station.call('draft.discard', { caseId: discarded.caseId }));
  const keysAfter = (await plainPages(dir, 'case-keys.db')).file;
  expect([caseId, discarded.caseId].map((id) => keysAfter.includes(id))).toEqual([true, false]);
});

it('an older copy of the store gives no picture of a case whose key is gone', async () => {
  const { captureIds, caseId } = await prepareCase(station);
  station.close();
  for (const name of ['station.db', 'audit-head.json']) copyFileSync(fileIn(name), fileIn(`${name}.old`));
  await start();
  await login();
  await must(station.call('draft.discard', { caseId }));
  station.close();
  for (const name of ['station.db', 'audit-head.json']) copyFileSync(fileIn(`${name}.old`), fileIn(name));
  await start();
  await login();
  expect(await codeOf(station.call('capture.get', { captureId: captureIds[0] }))).toBe('store.corrupt');
});

it('a store whose keys are gone is not opened as if nothing were missing', async () => {
  await prepareCase(station);
  station.close();
  rmSync(fileIn('case-keys.db'));
  await start();
  expect(await codeOf(station.call('session.login', { name: supervisorName, passphrase }))).toBe('store.corrupt');
});

it('ends a key that a power cut left of a deleted case', () => {
  const file = path.join(newFolder(), 'station.db');
  const key = randomBytes(32);
  createStore(file, key).close();
  const first = openStore(file, key, fileSalt(file));
  ensureCaseKey(first, 'k');
  first.exec(`INSERT INTO deletions VALUES ('k', '20260101-0001', '${noon}', '${noon}', 'coinex 1', 30, 1, 0, '[]')`);
  first.close();
  const again = openStore(file, key, fileSalt(file));
  expect(hasCaseKey(again, 'k')).toBe(false);
  again.close();
  expect(readFileSync(path.join(path.dirname(file), 'case-keys.db')).subarray(0, 6).toString('latin1')).not.toBe('SQLite');
});
