/** A backup that is older than what happened since: put back, nothing that was deleted returns, and nothing that was sent is there twice. */
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { generationsIn, setsIn } from '../../electron/station/backup/manifest.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { closeCase, enrol, hubOn, login, settled, startStation, until } from '../fakes/hub-kit.ts';
import { plainPages } from '../fakes/plain-copy.ts';
import { codeOf, must, newFolder, newResources, passphrase, removeFolders, root, supervisorName, testPolicy, type Person } from '../fakes/station-kit.ts';

afterAll(removeFolders);
const days = 30;
const resourcesDir = newResources();
writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), retention: { daysAfterReceipt: days }, backup: { everyHours: 24, keep: 5, warnAfterDays: 30 } }));

const deleted: Person = { surname: 'Quarrington', givenNames: 'Zephyrine', documentNumber: 'ZQ7741903' };
const kept: Person = { surname: 'Abernethy', givenNames: 'Osric', documentNumber: 'HB5520118' };

function vestibule(args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { err += d.toString(); });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(`${passphrase}\n`);
  });
}

async function backup(station: RunningStation): Promise<void> {
  await must(station.call('backup.run', {}));
  await until(async () => !(await must(station.call('backup.status', {}))).running, 120);
  expect((await must(station.call('backup.status', {}))).failed).toBeNull();
}

describe('an old backup', () => {
  const running = hubOn(async () => {
    const db = await openPglite(null);
    return { db, url: null, end: () => db.close() };
  });
  let later = 0;
  const clock = (): Date => new Date(Date.now() + later);
  const atHub = async (): Promise<number> => {
    const [row] = await running().hub.db.transaction('head', (sql) => sql.query('SELECT count(*)::int AS count FROM packets', []));
    return (row as { count: number }).count;
  };

  it('brings nobody back, doubles nothing at head office, and the trail, the report and the command line say so', { timeout: 300_000 }, async () => {
    const station = await startStation(resourcesDir, 'Old Harbour', { clock });
    await enrol(station, running());
    const { caseId: gone } = await closeCase(station, deleted, 30_000, 7);
    await settled(station, ({ counts }) => counts.receipted === 2);
    await must(station.call('sync.pause', { paused: true }));
    const { caseId: sentLater, captureIds } = await closeCase(station, kept, 5_000, 21);
    await backup(station);
    const [set] = setsIn(path.join(station.dir, 'backups'));
    const old = generationsIn(set!)[0]!;

    // What happens after it: the waiting case is sent, and the first one's time is over.
    await must(station.call('sync.pause', { paused: false }));
    await settled(station, ({ counts }) => counts.receipted === 4);
    await must(station.call('retention.hold', { caseId: sentLater, reason: 'Asked for by the court.' }));
    const before = await atHub();
    await must(station.call('retention.run', {}));
    later += (days + 1) * 86_400_000;
    await login(station);
    expect(await must(station.call('retention.run', {}))).toMatchObject({ deleted: 1 });
    await backup(station);
    station.close();
    expect(generationsIn(set!)).toHaveLength(2);

    const dir = newFolder();
    // By the clock of this computer the deletion is a month ahead: a restore before it would explain nothing.
    expect((await vestibule(['restore', old.folder, dir])).err).toContain('clock.set-back');
    const again = await createStation({ dir, resourcesDir, clock });
    expect(await must(again.call('backup.restore', { set: set!, name: old.name, claim: { name: supervisorName, passphrase } }))).toMatchObject({ cases: 2, deletedAgain: 1 });
    await login(again);
    expect(await codeOf(again.call('records.open', { caseId: gone }))).toBe('store.not-found');
    expect((await must(again.call('records.search', { text: 'Quarrington', limit: 5, offset: 0 }))).total).toBe(0);
    for (const where of ['file', 'log'] as const) for (const trace of ['Quarrington', 'quarrington', 'ZQ7741903']) expect((await plainPages(dir))[where].includes(trace)).toBe(false);
    expect((await plainPages(dir, 'case-keys.db')).file.includes(gone)).toBe(false);
    expect((await must(again.call('capture.get', { captureId: captureIds[0] }))).picture).toHaveLength(5_000);
    // Its receipts are newer than the copy: it is sent once more, and head office says that it has it.
    await must(again.call('sync.pause', { paused: false }));
    await settled(again, ({ counts }) => counts.waiting === 0 && counts.parked === 0);
    expect(await atHub()).toBe(before);
    expect(await must(again.call('audit.verify', {}))).toMatchObject({ ok: true, conflicts: 0 });
    again.close();
    const report = await vestibule(['retention', 'report', dir, '--json']);
    expect(JSON.parse(report.out)).toMatchObject({ ok: true, rows: [{ caseId: gone, remains: [] }] });
    const audit = JSON.parse((await vestibule(['audit', 'verify', dir, '--anchor', path.join(station.dir, 'audit-head.json'), '--json'])).out) as { ok: boolean; lostToRestore: number; restores: unknown[] };
    expect(audit).toMatchObject({ ok: true, lostToRestore: 1, restores: [{ from: old.manifest.head.sequence }] });
    // Neither in an old generation: its key is in no file of the set.
    for (const name of readdirSync(set!).filter((file) => file.startsWith('case-keys-'))) expect((await plainPages(station.dir, path.join('backups', path.basename(set!), name))).file.includes(gone)).toBe(false);
    const looked = await vestibule(['backup', 'verify', old.folder, '--json']);
    expect(JSON.parse(looked.out)).toMatchObject({ ok: true, deletedSince: 1 });
  });
});
