/** `vestibule audit` over a station's folder and over an export, as an auditor runs it on another computer. */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStation } from '../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { openStore } from '../../electron/station/store/open.ts';
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

describe('a station whose end was cut off', () => {
  /** The folder as it is, changed by somebody. */
  function copy(change: (folder: string) => void): string {
    const folder = newFolder();
    for (const file of ['station.db', 'case-keys.db', 'keyring.json', 'audit-head.json']) copyFileSync(path.join(dir, file), path.join(folder, file));
    change(folder);
    return folder;
  }
  async function cutOff(folder: string): Promise<void> {
    const keyring = readKeyring(path.join(folder, 'keyring.json'))!;
    const db = openStore(path.join(folder, 'station.db'), (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!, keyring.salt);
    db.exec('DROP TRIGGER audit_kept; DELETE FROM audit WHERE sequence = 3');
    db.close();
  }
  const verify = async (folder: string) => JSON.parse((await vestibule(['audit', 'verify', folder, '--json'], `${passphrase}\n`)).out) as unknown;

  it('is told by the head beside the store', async () => {
    const folder = copy(() => {});
    await cutOff(folder);
    expect(await verify(folder)).toMatchObject({ ok: false, brokenAt: 3, why: 'cut-off' });
  });

  it.each<[string, (file: string) => void, string]>([
    ['taken away', (file) => rmSync(file), 'missing'],
    ['forged', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('"sequence":3', '"sequence":2')), 'forged'],
  ])('is not called sound when that head was %s', async (_what, change, why) => {
    const folder = copy((made) => change(path.join(made, 'audit-head.json')));
    await cutOff(folder);
    expect(await verify(folder)).toMatchObject({ ok: false, why, headFault: why });
    const ran = await vestibule(['audit', 'verify', folder], `${passphrase}\n`);
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining('BROKEN')]);
  });

  it('an anchor that another station signed, or nobody, is refused', async () => {
    const forged = path.join(newFolder(), 'head.json');
    writeFileSync(forged, readFileSync(path.join(dir, 'audit-head.json'), 'utf8').replace('"sequence":3', '"sequence":1'));
    expect((await vestibule(['audit', 'verify', dir, '--anchor', forged], `${passphrase}\n`)).code).toBe(1);
    expect((await vestibule(['audit', 'verify', dir, '--anchor', path.join(dir, 'audit-head.json')], `${passphrase}\n`)).code).toBe(0);
  });
});

it('says what it does not show', async () => {
  expect((await vestibule(['audit', 'verify', dir], `${passphrase}\n`)).out).toMatch(/end: the head beside the store names line 3.*\n.*not shown: that the whole folder/);
  expect((await vestibule(['audit', 'verify', exportFile, '--public-key', key])).out).toMatch(/not shown: what the station wrote after this file/);
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
  for (const file of ['station.db', 'case-keys.db', 'keyring.json', 'audit-head.json']) copyFileSync(path.join(dir, file), path.join(later, file));
  const station = await createStation({ dir: later, resourcesDir: newResources() });
  await must(station.call('session.login', { name: setupInput.supervisor.name, passphrase }));
  const made = await must(station.call('audit.export', {}));
  station.close();
  const ran = await vestibule(['audit', 'verify', dir, '--anchor', path.join(made.folder, made.file), '--json'], `${passphrase}\n`);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, brokenAt: 4, why: 'cut-off' });
});
