/** What is written where, when the target does not answer any more and when the clock was set back. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeOf, must, newFolder, newResources, passphrase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from '../create.ts';
import { readKeyring, unwrapForSupervisor, writeKeyring } from '../keyring.ts';
import type * as Copying from './copy.ts';
import { makeBackup, writeBackup, type BackupFrom } from './make.ts';
import { generationsIn, setName } from './manifest.ts';

/** Between the copy of the store and that of the keyring, in this thread. */
const between = vi.hoisted(() => ({ happens: (): void => {} }));
vi.mock('./copy.ts', async (importOriginal) => {
  const real = await importOriginal<typeof Copying>();
  return { ...real, copyVerified: (...given: Parameters<typeof real.copyVerified>) => {
    const copied = real.copyVerified(...given);
    between.happens();
    return copied;
  } };
});

const dir = newFolder();
let station: RunningStation;
let from: BackupFrom;
let set: string;
beforeAll(async () => {
  station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
  set = setName(keyring.signing!.publicKey);
  from = { dir, key: (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!, station: 'Counter 3', branch: 'Harbour', version: '0' };
});
afterAll(() => {
  station.close();
  removeFolders();
});

/** Each after a new line of the trail. */
async function make(folder: string, at: string, keep: number) {
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  return makeBackup(from, { folder, needs: null, at, keep });
}

it('keeps the one that was just made, and the newest by the trail, also after the clock was set back', { timeout: 120_000 }, async () => {
  const folder = newFolder();
  const dates = ['2027-05-01', '2027-05-02', '2026-11-01', '2026-11-02', '2026-11-03'];
  for (const [n, date] of dates.entries()) {
    const { name, kept } = await make(folder, `${date}T12:00:00.000Z`, 2);
    expect(existsSync(path.join(folder, set, name)), date).toBe(true);
    expect(kept).toBe(Math.min(2, n + 1));
  }
  expect(generationsIn(path.join(folder, set)).map(({ manifest }) => manifest.madeAt.slice(0, 10))).toEqual(['2026-11-03', '2026-11-02']);
});

it.skipIf(process.platform === 'win32')('a target that stops answering in the middle holds a thread, is given up, and is used again when it answers', { timeout: 120_000 }, async () => {
  const folder = newFolder();
  await make(folder, '2026-11-01T12:00:00.000Z', 7);
  // Whoever reads it waits until somebody writes.
  const silent = path.join(folder, set, '20261001T120000Z');
  mkdirSync(silent);
  const pipe = path.join(silent, 'manifest.json');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  try {
    const wish = { folder, needs: null, at: '2026-11-02T12:00:00.000Z', keep: 7 };
    // Long enough for a loaded machine to come as far as that.
    const made = makeBackup(from, wish, 15_000);
    expect(await codeOf(station.call('session.touch', {}))).toBe('ok');
    await expect(made).rejects.toMatchObject({ code: 'backup.folder-failed' });
    // No second thread goes where the first one still hangs.
    const begun = performance.now();
    await expect(makeBackup(from, wish, 60_000)).rejects.toMatchObject({ code: 'backup.folder-failed' });
    expect(performance.now() - begun).toBeLessThan(2_000);
  } finally {
    closeSync(openSync(pipe, 'r+'));
    rmSync(silent, { recursive: true });
  }
  await expect.poll(() => make(folder, '2026-11-03T12:00:00.000Z', 7).then(({ kept }) => kept, () => 0), { timeout: 30_000 }).toBeGreaterThan(1);
  expect(readdirSync(path.join(folder, set)).filter((name) => name.includes('.part'))).toEqual([]);
});

it('is none where the records got another key while they were copied: the keyring of now would not open the copy', { timeout: 60_000 }, () => {
  const folder = newFolder();
  const file = path.join(dir, 'keyring.json');
  const keyring = readKeyring(file)!;
  between.happens = () => writeKeyring(file, { ...keyring, salt: 'f'.repeat(32) });
  const task = { task: 'backup', ...from, folder, needs: null, at: '2026-11-04T12:00:00.000Z', keep: 7 } as const;
  expect(() => writeBackup(task)).toThrow(expect.objectContaining({ code: 'backup.not-verified' }));
  expect(readdirSync(path.join(folder, set))).toEqual([]);
  writeKeyring(file, keyring);
  between.happens = () => {};
  expect(writeBackup(task).kept).toBe(1);
});
