/** An update cut at any moment, or without room: the version in use stays whole and in use, or the new one is. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readlinkSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { installUpdate, updateStatus } from '../../electron/update/install.ts';
import { mountSmallDisk, smallDiskMissing } from '../fakes/small-disk.ts';
import { makeUpdate, newUpdateFolder, removeUpdateFolders } from '../fakes/update-files.ts';

const disk = mountSmallDisk(80);
if (disk === null) console.warn(smallDiskMissing);
afterAll(() => {
  disk?.dispose();
  removeUpdateFolders();
});

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keyFile = path.join(newUpdateFolder(), 'update-key.pem');
writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));

type Ended = { code: number | null; ms: number; output: string };

/** @param killAfterMs SIGKILL then; never when null */
function putIn(root: string, file: string, killAfterMs: number | null): Promise<Ended> {
  const from = performance.now();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'put-in-update.ts'), root, file, keyFile]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => { output += piece.toString(); });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) => child.once('close', (code) => {
    if (timer) clearTimeout(timer);
    resolve({ code, ms: performance.now() - from, output });
  }));
}

const kills = Number(process.env['VESTIBULE_UPDATE_KILLS'] ?? '14');

it(`killed at ${kills} moments, what starts is a whole version, and the update goes in afterwards`, async () => {
  const [old, next] = [await makeUpdate('0.1.0', privateKey), await makeUpdate('0.2.0', privateKey, { bytes: 4_000_000 })];
  const [first, whole] = [newUpdateFolder(), newUpdateFolder()];
  expect((await putIn(first, old, null)).code).toBe(0);
  cpSync(first, whole, { recursive: true, verbatimSymlinks: true });
  const undisturbed = await putIn(whole, next, null);
  expect(undisturbed.output).toContain('INSTALLED 0.2.0');

  const seen = { before: 0, after: 0, leftovers: 0 };
  for (let n = 0; n < kills; n += 1) {
    const root = newUpdateFolder();
    cpSync(first, root, { recursive: true, verbatimSymlinks: true });
    // The first third of its life is Node's own start.
    await putIn(root, next, undisturbed.ms * (0.3 + (0.7 * n) / (kills - 1)));
    const inUse = path.basename(readlinkSync(path.join(root, 'current')));
    seen[inUse === '0.1.0' ? 'before' : 'after'] += 1;
    seen.leftovers += readdirSync(path.join(root, 'versions')).some((name) => name.endsWith('.part')) ? 1 : 0;
    const { current } = await updateStatus({ root, key: publicKey });
    expect(current, `kill ${n}`).toMatchObject({ version: inUse, changed: [] });
    expect(readFileSync(path.join(root, 'vestibule'), 'utf8')).toContain(inUse);
    const again = await putIn(root, next, null);
    expect(again.output, `kill ${n}`).toContain(inUse === '0.1.0' ? 'INSTALLED 0.2.0' : 'update.not-newer');
    if (inUse === '0.1.0') expect(readdirSync(path.join(root, 'versions')).sort()).toEqual(['0.1.0', '0.2.0']);
  }
  // Else the kills came before or after everything that matters.
  expect(seen.before).toBeGreaterThan(0);
  expect(seen.leftovers).toBeGreaterThan(0);
}, 20_000 * kills);

it.skipIf(disk === null)('without room nothing is left of it', async () => {
  const root = path.join(disk!.folder, 'program');
  const place = { root, key: publicKey, system: { platform: process.platform, arch: process.arch }, now: () => new Date(), running: null, warn: () => {}, comesUp: () => Promise.resolve(true) };
  await installUpdate(await makeUpdate('0.1.0', privateKey), place);
  const next = await makeUpdate('0.2.0', privateKey, { bytes: 12_000_000 });
  const [part, lock] = ['versions/0.2.0.part', 'update.lock'].map((name) => path.join(root, name)) as [string, string];
  const leftNothing = (): void => expect([existsSync(part), existsSync(lock), readlinkSync(path.join(root, 'current'))]).toEqual([false, false, 'versions/0.1.0']);
  // What is missing is known beforehand ...
  disk!.leave(100);
  await expect(installUpdate(next, place)).rejects.toMatchObject({ code: 'update.no-space' });
  leftNothing();
  // ... and what somebody else took meanwhile is met while it is written.
  disk!.leave(null);
  const others = setInterval(() => { if (existsSync(part)) disk!.leave(0); }, 1);
  await expect(installUpdate(next, place)).rejects.toMatchObject({ code: 'update.no-space' }).finally(() => clearInterval(others));
  leftNothing();
  disk!.leave(null);
  await installUpdate(next, place);
  expect(readlinkSync(path.join(root, 'current'))).toBe('versions/0.2.0');
});
