/** `vestibule backup`, `restore` and `key` on the folder of a station, as an administrator runs them. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { attestation, must, newFolder, newResources, passphrase, prepareCase, removeFolders, root, setupInput, supervisorName } from '../fakes/station-kit.ts';

const [dir, disk] = [newFolder(), newFolder()];
let station: RunningStation;
beforeAll(async () => {
  station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  const { caseId, evidence } = await prepareCase(station);
  await must(station.call('case.submit', evidence));
  await must(station.call('case.finish', { caseId, attestation }));
});
afterAll(() => {
  station.close();
  removeFolders();
});

type Ran = { code: number | null; out: string; err: string };
function vestibule(args: readonly string[], input = `${passphrase}\n`): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args]);
    const ran: Ran = { code: null, out: '', err: '' };
    child.stdout.on('data', (d: Buffer) => { ran.out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { ran.err += d.toString(); });
    child.on('close', (code) => resolve({ ...ran, code }));
    child.stdin.end(input);
  });
}

it('copies a station that is at work, verifies the copy, restores it elsewhere, and gives it a new key', { timeout: 240_000 }, async () => {
  const made = await vestibule(['backup', 'make', dir, '--to', disk, '--json']);
  expect(made.err).toBe('');
  expect(JSON.parse(made.out)).toMatchObject({ cases: 1, kept: 1 });
  const listed = await vestibule(['backup', 'list', disk, '--json'], '');
  expect(JSON.parse(listed.out)).toMatchObject({ station: 'Counter 3', branch: 'Harbour', cases: 1, fault: null });
  const looked = await vestibule(['backup', 'verify', disk]);
  expect(looked.out).toMatch(/^SOUND/);
  expect((await vestibule(['backup', 'verify', disk], 'wrong passphrase\n')).err).toContain('operator.unknown');
  expect((await vestibule(['backup', 'list', newFolder()], '')).err).toContain('backup.none');

  // Several stations write to one disk, each into a folder of its own: which one is meant is for a person to say.
  const [set] = readdirSync(disk);
  const other = path.join(disk, 'vestibule-0123456789abcdef');
  cpSync(path.join(disk, set!), other, { recursive: true });
  for (const words of [['backup', 'verify', disk], ['restore', disk, path.join(newFolder(), 'station')]]) {
    const asked = await vestibule(words);
    expect(asked).toMatchObject({ code: 2, out: '' });
    for (const folder of [path.join(disk, set!), other]) expect(asked.err).toContain(`${folder}  Counter 3, Harbour`);
  }
  expect((await vestibule(['backup', 'verify', path.join(disk, set!)])).out).toMatch(/^SOUND/);
  rmSync(other, { recursive: true });

  const refused = await vestibule(['restore', disk, dir]);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('backup.not-empty');
  const into = path.join(newFolder(), 'station');
  mkdirSync(into);
  expect((await vestibule(['restore', disk, into])).out).toMatch(/^RESTORED/);

  const wrapOf = (folder: string): string => (JSON.parse(readFileSync(path.join(folder, 'keyring.json'), 'utf8')) as { supervisors: { wrapped: string }[] }).supervisors[0]!.wrapped;
  const before = wrapOf(into);
  expect((await vestibule(['key', 'change', into])).out).toMatch(/^CHANGED/);
  expect(wrapOf(into)).not.toBe(before);
  const verified = await vestibule(['audit', 'verify', into, '--json']);
  expect(JSON.parse(verified.out)).toMatchObject({ ok: true, headFault: null, restores: [{}] });
  const restored = await createStation({ dir: into, resourcesDir: newResources() });
  await must(restored.call('session.login', { name: supervisorName, passphrase }));
  expect((await must(restored.call('records.search', { limit: 5, offset: 0 }))).total).toBe(1);
  // While a station has its records open they get no new key from outside.
  expect((await vestibule(['key', 'change', into])).err).toContain('store.in-use');
  restored.close();
});
