/** Files that are damaged, foreign, newer or half written, and a clock that goes backwards. */
import { copyFileSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor, type OsKeystore } from '../../electron/station/keyring.ts';
import { openStore } from '../../electron/station/store/open.ts';
import { attestation, captureInput, codeOf, must, newFolder, newResources, noon, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName } from '../fakes/station-kit.ts';

const resourcesDir = newResources();
let dir: string;
let now: Date;
let station: RunningStation;
let template: string | null = null;

/** Bytes as they are: the file damage is what is tested here. */
const keystore: OsKeystore = { wrap: async (key) => key, unwrap: async (wrapped) => wrapped };
const open = async (keyring: OsKeystore | null = null): Promise<RunningStation> => (station = await createStation({ dir, resourcesDir, keyring, clock: () => now }));
const login = () => station.call('session.login', { name: supervisorName, passphrase });
const store = (): string => path.join(dir, 'station.db');

/** A station with one case in it; made once, copied for each test. */
async function filledStation(): Promise<void> {
  if (template !== null) return cpSync(template, dir, { recursive: true });
  await newStation();
  template = newFolder();
  cpSync(dir, template, { recursive: true });
}

async function newStation(): Promise<void> {
  await open(keystore);
  await must(station.call('setup.complete', setupInput));
  const { evidence } = await prepareCase(station, undefined, 20_000);
  await must(station.call('case.submit', evidence));
  station.close();
}

beforeEach(async () => {
  dir = newFolder();
  now = new Date(noon);
  await filledStation();
});
afterEach(() => station.close());
afterAll(removeFolders);

/** Both ways of opening say `code`, and the file stays as it was. */
async function expectRefused(code: string): Promise<void> {
  const before = readFileSync(store());
  await open();
  expect((await must(station.call('station.status', {}))).state).toBe('locked');
  expect(await codeOf(login())).toBe(code);
  expect(await codeOf(login())).toBe(code);
  expect(await codeOf(station.call('kiosk.permit', { name: supervisorName, passphrase }))).toBe('ok');
  station.close();
  await open(keystore);
  for (const call of ['station.status', 'draft.list'] as const) expect(await codeOf(station.call(call, {}))).toBe(code);
  // A kiosk can be closed all the same, by whom the keyring knows.
  expect(await must(station.call('operators.names', {}))).toEqual([{ name: supervisorName, role: 'supervisor' }]);
  expect(await codeOf(station.call('kiosk.permit', { name: supervisorName, passphrase: 'not this one' }))).toBe('operator.unknown');
  expect(await codeOf(station.call('kiosk.permit', { name: supervisorName, passphrase }))).toBe('ok');
  expect(await codeOf(login())).toBe(code);
  expect(await codeOf(station.call('setup.complete', setupInput))).toBe(code);
  expect(await codeOf(station.call('station.about', {}))).toBe('ok');
  station.close();
  expect(readFileSync(store()).equals(before)).toBe(true);
}

function damage(at: number, count: number): void {
  const bytes = readFileSync(store());
  for (let n = at; n < at + count; n += 1) bytes[n] = (bytes[n] ?? 0) ^ 0xff;
  writeFileSync(store(), bytes);
}

describe('a store that is', () => {
  it('damaged in its first page', async () => {
    damage(1000, 200);
    await expectRefused('store.corrupt');
  });

  it('damaged in the middle', async () => {
    damage(Math.floor(readFileSync(store()).length / 2), 64);
    await expectRefused('store.corrupt');
  });

  it('cut off', async () => {
    truncateSync(store(), 10_000);
    await expectRefused('store.corrupt');
  });

  it('empty', async () => {
    truncateSync(store(), 0);
    await expectRefused('store.corrupt');
  });

  it('another kind of file', async () => {
    writeFileSync(store(), 'this is not a database. '.repeat(2000));
    await expectRefused('store.corrupt');
  });

  it('a plain SQLite file', async () => {
    const { default: Database } = await import('better-sqlite3');
    rmSync(store());
    new Database(store()).exec('CREATE TABLE cases (a)').close();
    await expectRefused('store.corrupt');
  });

  it('keyed otherwise: the store of another station', async () => {
    const [own, other] = [dir, newFolder()];
    dir = other;
    await newStation();
    dir = own;
    copyFileSync(path.join(other, 'station.db'), store());
    await expectRefused('store.wrong-key');
  });

  it('of a newer program', async () => {
    const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
    const db = openStore(store(), (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!, keyring.salt);
    db.pragma('user_version = 999');
    db.close();
    await expectRefused('store.newer');
  });
});

describe('a keyring that is', () => {
  const keyringFile = (): string => path.join(dir, 'keyring.json');

  it.each([['cut off', (text: string) => text.slice(0, text.length / 2)], ['empty', () => ''], ['of another shape', () => '{"format":1}']])('%s', async (_what, change) => {
    const text = change(readFileSync(keyringFile(), 'utf8'));
    writeFileSync(keyringFile(), text);
    await open(keystore);
    expect(await codeOf(station.call('station.status', {}))).toBe('keyring.damaged');
    expect(await codeOf(login())).toBe('keyring.damaged');
    for (const refused of [station.call('operators.names', {}), station.call('kiosk.permit', { name: supervisorName, passphrase })]) expect(await codeOf(refused)).toBe('keyring.damaged');
    expect(await codeOf(station.call('setup.complete', setupInput))).toBe('keyring.damaged');
    expect(readFileSync(keyringFile(), 'utf8')).toBe(text);
  });

  it('gone: nobody sets up over the records, nobody restores over them, and with the keyring put back they open as they were', async () => {
    const kept = readFileSync(keyringFile(), 'utf8');
    const files = readdirSync(dir).filter((name) => /^(station|case-keys)\.db/.test(name));
    const bytes = () => files.map((name) => readFileSync(path.join(dir, name)).toString('base64'));
    const before = bytes();
    rmSync(keyringFile());
    await open(keystore);
    expect(await codeOf(station.call('station.status', {}))).toBe('keyring.missing');
    for (const refused of [station.call('setup.complete', setupInput), station.call('backup.find', { folder: dir }), login()]) expect(await codeOf(refused)).toBe('keyring.missing');
    expect(existsSync(keyringFile())).toBe(false);
    expect(bytes()).toEqual(before);
    station.close();
    writeFileSync(keyringFile(), kept);
    await open();
    await must(login());
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
  });

  it('gone while somebody sets up what was an empty folder', async () => {
    const bytes = readFileSync(store());
    dir = newFolder();
    await open();
    const done = codeOf(station.call('setup.complete', setupInput));
    writeFileSync(store(), bytes);
    expect(await done).toBe('keyring.missing');
    expect(readFileSync(store())).toEqual(bytes);
  });

  it('gone with the store, but not the store\'s log: a new station is not opened with the pages of the old one', async () => {
    await open();
    await must(login());
    const log = readFileSync(`${store()}-wal`);
    expect(log.length).toBeGreaterThan(0);
    station.close();
    for (const name of ['keyring.json', 'station.db']) rmSync(path.join(dir, name));
    writeFileSync(`${store()}-wal`, log);
    await open();
    await must(station.call('setup.complete', setupInput));
    station.close();
    await open();
    await must(login());
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
  });

  it('asking for a scrypt that would stall the station', async () => {
    writeFileSync(keyringFile(), readFileSync(keyringFile(), 'utf8').replaceAll('"n": 32768', '"n": 1073741824'));
    await open();
    expect(await codeOf(station.call('station.status', {}))).toBe('keyring.damaged');
  });

  it('holding a wrap under the name of somebody else', async () => {
    const text = readFileSync(keyringFile(), 'utf8');
    writeFileSync(keyringFile(), text.replace(/"operatorId": "[^"]+"/, `"operatorId": "${randomUUID()}"`));
    await open();
    expect(await codeOf(login())).toBe('operator.unknown');
    expect(await codeOf(station.call('kiosk.permit', { name: supervisorName, passphrase }))).toBe('operator.unknown');
  });
});

describe('a set-up that was interrupted', () => {
  it('before the keyring stands, starts again', async () => {
    renameSync(store(), path.join(dir, 'station.db.new'));
    rmSync(path.join(dir, 'keyring.json'));
    await open();
    expect((await must(station.call('station.status', {}))).state).toBe('setup');
    expect((await must(station.call('setup.complete', setupInput))).state).toBe('ready');
    expect(existsSync(path.join(dir, 'station.db.new'))).toBe(false);
  });

  it('in a folder where an earlier station left the keys of its cases, is set up and opens again', async () => {
    rmSync(path.join(dir, 'keyring.json'));
    rmSync(store());
    await open();
    expect((await must(station.call('setup.complete', setupInput))).state).toBe('ready');
    const { evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    station.close();
    await open();
    expect(await codeOf(login())).toBe('ok');
  });

  it('after it, is finished', async () => {
    renameSync(store(), path.join(dir, 'station.db.new'));
    await open();
    expect(await codeOf(login())).toBe('ok');
    expect((await must(station.call('records.search', { limit: 5, offset: 0 }))).total).toBe(1);
  });
});

describe('a clock that was set back', () => {
  it('warns and refuses new cases until it is right again; what is under way goes on', async () => {
    await open();
    await must(login());
    const { caseId, captureIds, evidence } = await prepareCase(station);
    now = new Date(Date.parse(noon) - 3_600_000);
    expect((await must(station.call('station.status', {}))).warnings).toContainEqual({ code: 'clock.set-back', values: {}, refuses: true });
    const fresh = randomUUID();
    expect(await codeOf(station.call('draft.save', { caseId: fresh, state: {} }))).toBe('clock.set-back');
    expect(await codeOf(station.call('capture.put', captureInput(fresh, randomUUID(), 'face', pictureOf(100))))).toBe('clock.set-back');
    expect(await codeOf(station.call('draft.save', { caseId, state: { captureIds } }))).toBe('ok');
    expect(await codeOf(station.call('case.submit', evidence))).toBe('clock.set-back');
    // A line written now must not lower the mark.
    await must(station.call('session.logout', {}));
    await must(login());
    expect(await codeOf(station.call('draft.save', { caseId: fresh, state: {} }))).toBe('clock.set-back');
    now = new Date(noon);
    expect((await must(station.call('station.status', {}))).warnings).not.toContainEqual({ code: 'clock.set-back', values: {}, refuses: true });
    expect(await codeOf(station.call('case.submit', evidence))).toBe('ok');
    expect(await codeOf(station.call('case.finish', { caseId, attestation }))).toBe('ok');
  });

  it('by the seconds a time server corrects, is nothing', async () => {
    await open();
    await must(login());
    now = new Date(Date.parse(noon) - 50_000);
    expect((await must(station.call('station.status', {}))).warnings).not.toContainEqual({ code: 'clock.set-back', values: {}, refuses: true });
    expect(await codeOf(station.call('draft.save', { caseId: randomUUID(), state: {} }))).toBe('ok');
  });
});
