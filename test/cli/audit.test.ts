/** `vestibule audit` over a station's folder and over an export, as an auditor runs it on another computer. */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStation } from '../../electron/station/create.ts';
import { must, newFolder, newResources, passphrase, prepareCase, removeFolders, root, setupInput } from '../fakes/station-kit.ts';

const dir = newFolder();
let exportFile: string;
let key: string;

beforeAll(async () => {
  const station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  await must(station.call('case.submit', (await prepareCase(station)).evidence));
  const made = await must(station.call('audit.export', {}));
  exportFile = path.join(made.folder, made.file);
  station.close();
  key = (await vestibule(['audit', 'key', dir])).out.trim();
});
afterAll(removeFolders);

type Ran = { code: number | null; out: string };
function vestibule(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args]);
    const ran: Ran = { code: null, out: '' };
    child.stdout.on('data', (d: Buffer) => { ran.out += d.toString(); });
    child.on('close', (code) => resolve({ ...ran, code }));
    child.stdin.end(input);
  });
}

it('verifies an export with nothing but the public key', async () => {
  const ran = await vestibule(['audit', 'verify', exportFile, '--public-key', key, '--json']);
  expect(JSON.parse(ran.out)).toMatchObject({ of: 'export', ok: true, lines: 3, signedFrom: 1, keyFrom: 'given' });
  expect(ran.code).toBe(0);
});

it('verifies a station in its folder with a supervisor\'s passphrase, and writes nothing there', async () => {
  const before = readFileSync(path.join(dir, 'station.db'));
  const ran = await vestibule(['audit', 'verify', dir, '--json'], `${passphrase}\n`);
  expect(JSON.parse(ran.out)).toMatchObject({ of: 'station', ok: true, lines: 3 });
  expect(readFileSync(path.join(dir, 'station.db')).equals(before)).toBe(true);
  expect((await vestibule(['audit', 'verify', dir], 'wrong passphrase\n')).code).toBe(1);
});

it('names the first broken line', async () => {
  const broken = path.join(newFolder(), 'broken.jsonl');
  writeFileSync(broken, readFileSync(exportFile, 'utf8').replace('"outcome":"refer"', '"outcome":"accept"'));
  const ran = await vestibule(['audit', 'verify', broken, '--public-key', key]);
  expect(ran.out).toContain('BROKEN');
  expect(ran.out).toContain('line 2 was changed');
  expect(ran.code).toBe(1);
});

it('finds a station that was put back by an export that was kept', async () => {
  const later = newFolder();
  for (const file of ['station.db', 'keyring.json', 'audit-head.json']) copyFileSync(path.join(dir, file), path.join(later, file));
  const station = await createStation({ dir: later, resourcesDir: newResources() });
  await must(station.call('session.login', { name: setupInput.supervisor.name, passphrase }));
  const made = await must(station.call('audit.export', {}));
  station.close();
  const ran = await vestibule(['audit', 'verify', dir, '--anchor', path.join(made.folder, made.file), '--json'], `${passphrase}\n`);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, brokenAt: 4, why: 'cut-off' });
});
