/** A disk that is really full: a small tmpfs. Needs the right to mount (root, as in CI); skipped aloud without. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { readHead } from '../../electron/station/audit-head.ts';
import { verifyAuditChain } from '../../electron/station/store/audit-chain.ts';
import { openStore } from '../../electron/station/store/open.ts';
import { mountSmallDisk, smallDiskMissing, type SmallDisk } from '../fakes/small-disk.ts';
import { attestation, codeOf, mira, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName, type PreparedCase } from '../fakes/station-kit.ts';

const disks: SmallDisk[] = [];

function smallDisk(megabytes: number): SmallDisk | null {
  const disk = mountSmallDisk(megabytes);
  if (disk !== null) disks.push(disk);
  return disk;
}

const probe = smallDisk(1);
if (probe === null) console.warn(smallDiskMissing);

let station: RunningStation | null = null;
afterEach(() => station?.close());
afterAll(() => {
  for (const disk of disks) disk.dispose();
  removeFolders();
});

const open = async (dir: string): Promise<RunningStation> => (station = await createStation({ dir, resourcesDir: newResources(), clock: () => new Date(noon) }));

describe.skipIf(probe === null)('on a full disk', () => {
  it('confirms nothing that is not stored, loses nothing that was, and goes on when there is space', async () => {
    const disk = smallDisk(8)!;
    const dir = disk.folder;
    const running = await open(dir);
    await must(running.call('setup.complete', setupInput));
    const confirmed = new Map<string, string>();
    const prepared: PreparedCase[] = [];
    for (let n = 0; n < 4; n += 1) prepared.push(await prepareCase(running, mira, 200_000, n * 2 + 1));
    const before = await must(running.call('case.submit', prepared[0]!.evidence));
    confirmed.set(before.caseId, before.number);
    disk.leave(0);

    const refused: string[] = [];
    for (const { evidence } of prepared.slice(1)) {
      const answer = await running.call('case.submit', evidence);
      if (answer.ok) confirmed.set(answer.value.caseId, answer.value.number);
      else refused.push(answer.error.code);
    }
    // The log that is already there may take a little more, then it is over.
    expect(new Set(refused)).toEqual(new Set(['store.disk-full']));
    expect(refused.length).toBeGreaterThan(0);
    await expect(prepareCase(running, mira, 200_000, 99)).rejects.toThrow('store.disk-full');
    const listed = await must(running.call('records.search', { limit: 50, offset: 0 }));
    expect(new Map(listed.rows.map((row) => [row.caseId, row.number]))).toEqual(confirmed);
    expect((await must(running.call('station.status', {}))).warnings).toContainEqual({ code: 'store.space-low', values: { megabytes: 0 }, refuses: false });

    disk.leave(null);
    for (const { evidence, caseId } of prepared) {
      const { number } = await must(running.call('case.submit', evidence));
      expect(confirmed.get(caseId) ?? number).toBe(number);
      await must(running.call('case.finish', { caseId, attestation }));
    }
    running.close();
    const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
    const db = openStore(path.join(dir, 'station.db'), (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!, keyring.salt);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    // The head is written after the store: it may lag behind, it is never ahead.
    expect(verifyAuditChain(db, { publicKey: readKeyring(path.join(dir, 'keyring.json'))!.signing!.publicKey, anchors: [readHead(path.join(dir, 'audit-head.json'))!] })).toMatchObject({ ok: true });
    expect(db.prepare('SELECT count(*) FROM cases WHERE finished = 1').pluck().get()).toBe(4);
    db.close();
  });

  it('leaves no half of a file that was to be taken elsewhere', async () => {
    const disk = smallDisk(8)!;
    const dir = disk.folder;
    const running = await open(dir);
    await must(running.call('setup.complete', setupInput));
    const { caseId, evidence } = await prepareCase(running, mira, 400_000);
    await must(running.call('case.submit', evidence));
    await must(running.call('case.finish', { caseId, attestation }));
    disk.leave(74);
    expect(await codeOf(running.call('appeal.export', { caseId, passphrase }))).toBe('store.disk-full');
    expect(readdirSync(path.join(dir, 'exports'))).toEqual([]);
    disk.leave(null);
    expect(await codeOf(running.call('appeal.export', { caseId, passphrase }))).toBe('ok');
  });

  it('keeps the backup it has when the disk for backups is full, says so, and makes the next one when there is space', async () => {
    const disk = smallDisk(4)!;
    const running = await open(newFolder());
    await must(running.call('setup.complete', setupInput));
    await must(running.call('backup.folder', { folder: disk.folder }));
    const made = async () => {
      await must(running.call('backup.run', {}));
      for (;;) {
        const status = await must(running.call('backup.status', {}));
        if (!status.running) return { code: status.failed?.code ?? null, generations: status.generations.map(({ name }) => name) };
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const first = await made();
    expect(first).toMatchObject({ code: null, generations: [{}] });
    disk.leave(8);
    expect(await made()).toEqual({ code: 'backup.no-space', generations: first.generations });
    disk.leave(null);
    expect((await made()).generations).toHaveLength(2);
  });

  it('cannot be set up, says so, and can be set up afterwards', async () => {
    const disk = smallDisk(2)!;
    const dir = disk.folder;
    const running = await open(dir);
    disk.leave(0);
    expect(await codeOf(running.call('setup.complete', setupInput))).toBe('store.disk-full');
    expect((await must(running.call('station.status', {}))).state).toBe('setup');
    disk.leave(null);
    expect((await must(running.call('setup.complete', setupInput))).state).toBe('ready');
  });

  it('still counts wrong passphrases and lets people leave', async () => {
    const disk = smallDisk(2)!;
    const dir = disk.folder;
    const running = await open(dir);
    await must(running.call('setup.complete', setupInput));
    disk.leave(0);
    for (let guess = 0; guess < 3; guess += 1) expect(await codeOf(running.call('session.login', { name: supervisorName, passphrase: 'wrong' }))).toBe('operator.unknown');
    expect(await codeOf(running.call('session.login', { name: supervisorName, passphrase }))).toBe('operator.wait');
    expect(await codeOf(running.call('session.logout', {}))).toBe('ok');
    expect((await must(running.call('station.status', {}))).operator).toBeNull();
  });
});
