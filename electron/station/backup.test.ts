/** Backups of a real station on a real disk: made while it works, put back into an empty folder, refused where they are not what they say. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { filesBelow } from '../../test/fakes/files-below.ts';
import { attestation, codeOf, mira, must, newFolder, newResources, passphrase, prepareCase, removeFolders, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { openStationStore } from '../../test/fakes/station-store.ts';
import { generationsIn, setsIn } from './backup/manifest.ts';
import { createStation, type RunningStation } from './create.ts';
import { readKeyring } from './keyring.ts';
import { verifyAuditChain } from './store/audit-chain.ts';
import { readHead } from './audit-head.ts';

const resourcesDir = newResources();
writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), backup: { everyHours: 24, keep: 2, warnAfterDays: 3 } }));
const claim = { name: supervisorName, passphrase };
const running = new Set<RunningStation>();
afterEach(() => {
  vi.useRealTimers();
  for (const station of running) station.close();
  running.clear();
});
afterAll(removeFolders);

type Here = RunningStation & { dir: string };
async function open(dir: string, clock?: () => Date): Promise<Here> {
  const station = await createStation({ dir, resourcesDir, ...(clock && { clock }) });
  running.add(station);
  return { ...station, dir };
}
async function newStation(clock?: () => Date): Promise<Here> {
  const station = await open(newFolder(), clock);
  await must(station.call('setup.complete', setupInput));
  return station;
}
async function closed(station: RunningStation, seed = 1): Promise<string> {
  const { caseId, evidence } = await prepareCase(station, mira, 20_000, seed);
  await must(station.call('case.submit', evidence));
  await must(station.call('case.finish', { caseId, attestation }));
  return caseId;
}
type Status = Awaited<ReturnType<typeof settled>>;
async function settled(station: RunningStation) {
  for (;;) {
    const status = await must(station.call('backup.status', {}));
    if (!status.running) return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function backup(station: RunningStation): Promise<Status> {
  await must(station.call('backup.run', {}));
  const status = await settled(station);
  expect(status.failed).toBeNull();
  return status;
}
const setOf = (dir: string): string => setsIn(path.join(dir, 'backups'))[0]!;
const newest = (set: string) => generationsIn(set)[0]!;
const restore = (station: RunningStation, set: string, name = newest(set).name, by = claim) => station.call('backup.restore', { set, name, claim: by });
async function numbers(station: RunningStation): Promise<string[]> {
  return (await must(station.call('records.search', { limit: 100, offset: 0 }))).rows.map(({ number }) => number).sort();
}

it('copies a station that goes on writing, and another computer becomes that station', { timeout: 240_000 }, async () => {
  const station = await newStation();
  const first = await closed(station);
  const made = station.call('backup.run', {});
  const later = [await closed(station, 3), await closed(station, 5)];
  await must(made);
  const status = await settled(station);
  expect(status).toMatchObject({ failed: null, sameDisk: true, chosen: false, everyHours: 24, keep: 2 });
  expect(status.generations).toHaveLength(1);
  await backup(station);
  const { row } = await must(station.call('records.open', { caseId: first }));
  const all = await numbers(station);
  const elsewhere = newFolder();
  cpSync(setOf(station.dir), path.join(elsewhere, path.basename(setOf(station.dir))), { recursive: true });
  const [set] = setsIn(elsewhere);

  const other = await open(newFolder());
  const { found } = await must(other.call('backup.find', { folder: elsewhere }));
  expect(found).toHaveLength(2);
  expect(found[0]).toMatchObject({ station: 'Counter 3', branch: 'Harbour', cases: 3, supervisors: [supervisorName], fault: null });
  expect(await codeOf(restore(other, set!, undefined, { name: supervisorName, passphrase: 'something else entirely' }))).toBe('operator.unknown');
  expect((await must(other.call('station.status', {}))).state).toBe('setup');
  const restored = await must(restore(other, set!));
  expect(restored).toMatchObject({ cases: 3, deletedAgain: 0, linesLost: 0, status: { state: 'ready', stationName: 'Counter 3', operator: null, warnings: [] } });
  await must(other.call('session.login', claim));
  expect(await numbers(other)).toEqual(all);
  const opened = await must(other.call('records.open', { caseId: later[1]! }));
  const picture = await must(other.call('capture.get', { captureId: opened.captures[0]!.captureId }));
  expect(picture.picture).toEqual((await must(station.call('capture.get', { captureId: opened.captures[0]!.captureId }))).picture);
  expect(await must(other.call('audit.verify', {}))).toMatchObject({ ok: true });
  const line = (await must(other.call('audit.list', { before: null, limit: 10 }))).find(({ action }) => action === 'station.restored');
  expect(line).toMatchObject({ operatorName: supervisorName, facts: { made: restored.madeAt, lost: 0 } });
  // A number that was given after the copy was made is never given again.
  const next = await must(other.call('records.open', { caseId: await closed(other, 9) }));
  expect(Number(next.row.number.slice(-4))).toBeGreaterThan(500);
  expect(next.row.number.slice(0, 8)).toBe(row.number.slice(0, 8));
  expect(await codeOf(restore(other, set!))).toBe('backup.not-empty');
  expect(await codeOf(other.call('backup.find', { folder: elsewhere }))).toBe('backup.not-empty');
});

it('a draft that was discarded since is discarded again, and keeps no generation from being put back', { timeout: 180_000 }, async () => {
  const station = await newStation();
  await closed(station);
  const { caseId } = await prepareCase(station, mira, 3000, 7);
  await backup(station);
  await must(station.call('draft.discard', { caseId }));
  await backup(station);
  const set = setOf(station.dir);
  const first = generationsIn(set).at(-1)!.name;
  const other = await open(newFolder());
  expect(await must(restore(other, set, first))).toMatchObject({ cases: 1, deletedAgain: 0 });
  await must(other.call('session.login', claim));
  expect(await must(other.call('draft.list', {}))).toEqual([]);
  expect((await must(other.call('audit.list', { before: null, limit: 10 }))).find(({ action }) => action === 'draft.discarded')).toMatchObject({ subject: caseId, facts: { captures: 2, again: true } });
  expect(await must(other.call('audit.verify', {}))).toMatchObject({ ok: true });
});

it('is made by itself when it is due, keeps as many as the policy says, and warns when it cannot', { timeout: 240_000 }, async () => {
  let later = 0;
  const station = await newStation(() => new Date(Date.now() + later));
  for (let n = 0; n < 3; n += 1) {
    later += 1000 * 60 * 60;
    await backup(station);
  }
  const set = setOf(station.dir);
  expect(generationsIn(set)).toHaveLength(2);
  expect(readdirSync(set).filter((name) => name.startsWith('case-keys-'))).toHaveLength(1);
  expect((await must(station.call('station.status', {}))).warnings).toEqual([]);
  const stick = newFolder();
  expect(await must(station.call('backup.folder', { folder: stick }))).toMatchObject({ folder: stick, chosen: true, sameDisk: true });
  expect(await codeOf(station.call('backup.folder', { folder: 'backups' }))).toBe('backup.folder-path');
  expect(await codeOf(station.call('backup.folder', { folder: path.join(stick, 'not-there') }))).toBe('backup.folder-missing');
  rmSync(stick, { recursive: true });
  await must(station.call('backup.run', {}));
  expect(await settled(station)).toMatchObject({ failed: { code: 'backup.folder-missing' }, sameDisk: null, generations: [] });
  later += 4 * 86_400_000;
  expect((await must(station.call('station.status', {}))).warnings).toContainEqual({ code: 'backup.old', values: { days: 4 }, refuses: false });
  await must(station.call('session.login', claim));
  mkdirSync(stick);
  await backup(station);
  expect((await must(station.call('station.status', {}))).warnings.map(({ code }) => code)).not.toContain('backup.old');
});

it('is not tried again at once by a station that was started again: its target may have taken it along', { timeout: 120_000 }, async () => {
  let later = 0;
  const clock = (): Date => new Date(Date.now() + later);
  const station = await newStation(clock);
  const stick = newFolder();
  await must(station.call('backup.folder', { folder: stick }));
  rmSync(stick, { recursive: true });
  await must(station.call('backup.run', {}));
  const { failed } = await settled(station);
  station.close();
  later += 90_000;
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  const again = await open(station.dir, clock);
  await must(again.call('session.login', claim));
  vi.advanceTimersByTime(60_000);
  expect(await must(again.call('backup.status', {}))).toMatchObject({ running: false, failed });
  later += 15 * 60_000;
  vi.advanceTimersByTime(15 * 60_000);
  await must(again.call('session.login', claim));
  expect((await must(again.call('backup.status', {}))).failed).not.toEqual(failed);
  vi.useRealTimers();
  await must(again.call('session.login', claim));
  await settled(again);
});

it.each<[string, (set: string) => void, string]>([
  ['a changed page of the store', (set) => change(path.join(newest(set).folder, 'station.db'), 9000), 'backup.damaged'],
  ['a store that is cut short', (set) => writeFileSync(path.join(newest(set).folder, 'station.db'), readFileSync(path.join(newest(set).folder, 'station.db')).subarray(0, 8192)), 'backup.damaged'],
  ['a changed manifest', (set) => edit(path.join(newest(set).folder, 'manifest.json'), 'Counter 3', 'Counter 4'), 'backup.none'],
  ['a keyring that was changed', (set) => edit(path.join(newest(set).folder, 'keyring.json'), supervisorName, 'Somebody'), 'backup.damaged'],
  ['damaged keys of cases', (set) => change(path.join(set, readdirSync(set).find((name) => name.startsWith('case-keys-'))!), 5000), 'backup.damaged'],
  ['no list of deletions', (set) => rmSync(path.join(set, 'deletions.json')), 'backup.damaged'],
  ['a forged list of deletions', (set) => edit(path.join(set, 'deletions.json'), 'Counter 3', 'Counter 4'), 'backup.damaged'],
  ['another name than its key has', (set) => cpSync(set, path.join(path.dirname(set), 'vestibule-0123456789abcdef'), { recursive: true }), 'backup.other-station'],
])('refuses a backup with %s, and the folder stays empty', { timeout: 180_000 }, async (what, spoil, code) => {
  const elsewhere = newFolder();
  cpSync(await sound(), elsewhere, { recursive: true });
  const set = setsIn(elsewhere)[0]!;
  const { name } = newest(set);
  spoil(set);
  const chosen = what.startsWith('another') ? path.join(elsewhere, 'vestibule-0123456789abcdef') : set;
  const other = await open(newFolder());
  expect(await codeOf(other.call('backup.restore', { set: chosen, name, claim }))).toBe(code);
  expect((await must(other.call('station.status', {}))).state).toBe('setup');
  expect(readdirSync(other.dir).filter((file) => /station\.db|keyring|case-keys/.test(file))).toEqual([]);
});

it('a store put back by hand is told as before; only a restore explains what is missing, and only what came before it', { timeout: 180_000 }, async () => {
  const station = await newStation();
  await closed(station);
  await backup(station);
  await closed(station, 3);
  const lost = readHead(path.join(station.dir, 'audit-head.json'))!;
  const publicKey = readKeyring(path.join(station.dir, 'keyring.json'))!.signing!.publicKey;
  const other = await open(newFolder());
  await must(restore(other, setOf(station.dir)));
  other.close();
  const db = await openStationStore(other.dir);
  const walked = verifyAuditChain(db, { publicKey, anchors: [lost] });
  expect(walked).toMatchObject({ ok: true, lostToRestore: 1, restores: [{ from: newest(setOf(station.dir)).manifest.head.sequence }] });
  // The same end, said to be of a moment after the restore, is one that somebody took away.
  const after = new Date(Date.parse(walked.restores[0]!.at) + 1000).toISOString();
  expect(verifyAuditChain(db, { publicKey, anchors: [{ ...lost, at: after }] }).ok).toBe(false);
  // What lies before the copy was not lost by it.
  expect(verifyAuditChain(db, { publicKey, anchors: [{ sequence: 1, hash: 'f'.repeat(64), at: lost.at }] })).toMatchObject({ ok: false, why: 'replaced' });
  db.close();
  // Without the restore: the file of the backup simply laid into the folder.
  station.close();
  for (const end of ['-wal', '-shm']) rmSync(path.join(station.dir, `station.db${end}`), { force: true });
  cpSync(path.join(newest(setOf(station.dir)).folder, 'station.db'), path.join(station.dir, 'station.db'));
  const back = await open(station.dir);
  await must(back.call('session.login', claim));
  expect((await must(back.call('station.status', {}))).warnings.map(({ code }) => code)).toContain('audit.conflict');
});

it('gives the records a new key: the old one opens nothing, other supervisors open it again from their next login, old copies go', { timeout: 240_000 }, async () => {
  const station = await newStation();
  const caseId = await closed(station);
  await must(station.call('operators.add', { name: 'Oda Brandt', role: 'supervisor', passphrase: 'another good sentence' }));
  await backup(station);
  const before = readKeyring(path.join(station.dir, 'keyring.json'))!;
  const oldKey = await openStationStore(station.dir);
  oldKey.close();
  expect(await codeOf(station.call('key.change', { passphrase: 'not the passphrase' }))).toBe('operator.unknown');
  expect(await must(station.call('key.change', { passphrase }))).toEqual({ waiting: ['Oda Brandt'] });
  const after = readKeyring(path.join(station.dir, 'keyring.json'))!;
  expect(after.signing!.publicKey).toBe(before.signing!.publicKey);
  expect((await must(station.call('records.open', { caseId }))).captures).toHaveLength(2);
  await closed(station, 3);
  expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true, conflicts: 0 });
  expect((await must(station.call('audit.list', { before: null, limit: 20 }))).map(({ action }) => action)).toContain('key.changed');
  await settled(station);
  // The one made under the new key is the only one left, and holds no wrap of the old.
  const wraps = before.supervisors.map(({ wrapped }) => wrapped);
  for (const file of filesBelow(station.dir).filter((name) => existsSync(name))) for (const wrap of wraps) expect(readFileSync(file).includes(wrap), file).toBe(false);
  expect(generationsIn(setOf(station.dir))).toHaveLength(1);
  station.close();
  const morning = await open(station.dir);
  expect(await codeOf(morning.call('session.login', { name: 'Oda Brandt', passphrase: 'another good sentence' }))).toBe('store.locked');
  await must(morning.call('session.login', claim));
  await must(morning.call('session.login', { name: 'Oda Brandt', passphrase: 'another good sentence' }));
  morning.close();
  const next = await open(station.dir);
  await must(next.call('session.login', { name: 'Oda Brandt', passphrase: 'another good sentence' }));
  expect((await must(next.call('records.open', { caseId }))).captures).toHaveLength(2);
});

/** The folder of one good backup, made once. */
let made: Promise<string> | null = null;
const sound = (): Promise<string> => (made ??= (async () => {
  const station = await newStation();
  await closed(station);
  await backup(station);
  return path.join(station.dir, 'backups');
})());

function change(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at % bytes.length] = bytes[at % bytes.length]! ^ 0x5a;
  writeFileSync(file, bytes);
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
