/** A change of the key beside another program that opens the same folder, or changes the key itself. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { attestation, codeOf, must, newFolder, newResources, passphrase, prepareCase, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';
import { changeKey, type KeyChange } from './key-change.ts';
import { readKeyring, unwrapForSupervisor, wrapOf, writeKeyring } from './keyring.ts';
import { recoverRekey } from './rekeyed-files.ts';
import { holdFiles } from './store/hold.ts';

const resourcesDir = newResources();
const claim = { name: supervisorName, passphrase };
const running = new Set<RunningStation>();
let dir: string;
let files: KeyChange['files'];

async function open(): Promise<RunningStation> {
  const station = await createStation({ dir, resourcesDir });
  running.add(station);
  return station;
}
beforeEach(async () => {
  for (const station of running) station.close();
  running.clear();
  dir = newFolder();
  const at = (file: string): string => path.join(dir, file);
  files = { keyring: at('keyring.json'), store: at('station.db'), caseKeys: at('case-keys.db'), head: at('audit-head.json') };
  const station = await open();
  await must(station.call('setup.complete', setupInput));
  const { caseId, evidence } = await prepareCase(station);
  await must(station.call('case.submit', evidence));
  await must(station.call('case.finish', { caseId, attestation }));
  station.close();
});
afterAll(() => {
  for (const station of running) station.close();
  removeFolders();
});

/** As `vestibule key change` has it when the passphrase is typed. */
async function asked(): Promise<KeyChange> {
  const keyring = readKeyring(files.keyring)!;
  const by = wrapOf(keyring, supervisorName)!;
  return { files, keyring, key: (await unwrapForSupervisor(by, passphrase))!, keystore: null, by, passphrase, at: '2026-11-23T12:00:00.000Z' };
}
const cases = async (station: RunningStation): Promise<number> => (await must(station.call('records.search', { limit: 5, offset: 0 }))).total;

it('nobody opens the records meanwhile, and a station that was started before opens them with the new key afterwards', { timeout: 120_000 }, async () => {
  const before = await open();
  const changing = changeKey(await asked());
  const meanwhile = await open();
  expect(await codeOf(before.call('session.login', claim))).toBe('key.changing');
  expect(await codeOf(meanwhile.call('session.login', claim))).toBe('key.changing');
  await changing;
  // It had read the keyring of before.
  expect(await codeOf(before.call('session.login', claim))).toBe('key.changing');
  await must(before.call('session.login', claim));
  expect(await cases(before)).toBe(1);
  expect(await must(before.call('audit.verify', {}))).toMatchObject({ ok: true });
});

it('a second run does nothing, and what the first one has written so far stays', { timeout: 120_000 }, async () => {
  const [first, second] = [await asked(), await asked()];
  const release = holdFiles(files.store);
  writeFileSync(`${files.store}.rekeyed`, 'of the first run');
  recoverRekey(files);
  await expect(changeKey(second)).rejects.toMatchObject({ code: 'key.changing' });
  expect(existsSync(`${files.store}.rekeyed`)).toBe(true);
  release();
  await changeKey(first);
  // Its passphrase was typed before the first one was done.
  await expect(changeKey(second)).rejects.toMatchObject({ code: 'store.in-use' });
  const station = await open();
  await must(station.call('session.login', claim));
  expect(await cases(station)).toBe(1);
});

it('copies stay while a station has the records open: they may be those of a change that waits for its names', { timeout: 120_000 }, async () => {
  const change = await asked();
  const station = await open();
  await must(station.call('session.login', claim));
  writeFileSync(`${files.store}.rekeyed`, 'of another');
  await expect(changeKey(change)).rejects.toMatchObject({ code: 'store.in-use' });
  expect(existsSync(`${files.store}.rekeyed`)).toBe(true);
});

it('the mark stays where no file is the store that the keyring opens', { timeout: 120_000 }, async () => {
  const keyring = readKeyring(files.keyring)!;
  writeKeyring(files.keyring, { ...keyring, salt: 'f'.repeat(32), rekeyed: true });
  expect(() => recoverRekey(files)).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  writeFileSync(`${files.store}.rekeyed`, 'half of a copy, cut off');
  expect(() => recoverRekey(files)).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  expect(readKeyring(files.keyring)!.rekeyed).toBe(true);
  expect(await codeOf((await open()).call('session.login', claim))).toBe('store.corrupt');
  writeKeyring(files.keyring, keyring);
  await must((await open()).call('session.login', claim));
});
