/** The folder as a power cut would leave it after each step of a change of the key, in the order the program takes them: each opens with the old key or with the new one, and everything is there. */
import type * as Files from 'node:fs';
import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { createStation } from '../../electron/station/create.ts';
import { changeKey } from '../../electron/station/key-change.ts';
import { readKeyring, unwrapForSupervisor, type Keyring } from '../../electron/station/keyring.ts';
import { attestation, must, newFolder, newResources, passphrase, prepareCase, removeFolders, setupInput, supervisorName } from '../fakes/station-kit.ts';

/** Called after each file that is copied or gets another name, while it is set. */
const seen = vi.hoisted(() => ({ step: null as ((what: string) => void) | null }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof Files>();
  const told = (name: 'copyFileSync' | 'renameSync') => (from: string, to: string): void => {
    real[name](from, to);
    seen.step?.(`${name === 'copyFileSync' ? 'copied' : 'named'} ${to.split(/[\\/]/).at(-1)}`);
  };
  const fs = { ...real, copyFileSync: told('copyFileSync'), renameSync: told('renameSync') };
  return { ...fs, default: fs };
});
// In this thread, where its steps are seen.
vi.mock('../../electron/station/in-thread.ts', async () => {
  const { writeRekeyed } = await import('../../electron/station/rekeyed-files.ts');
  return { inThread: (task: Parameters<typeof writeRekeyed>[0]) => Promise.resolve(writeRekeyed(task)) };
});

afterAll(removeFolders);
const resourcesDir = newResources();
const keyringIn = (dir: string): Keyring => readKeyring(path.join(dir, 'keyring.json'))!;
const wrapIn = (dir: string): string => keyringIn(dir).supervisors[0]!.wrapped;

/** In the order in which they must be done. */
const expected = [
  ['copied station.db.rekeyed', 'old'], ['copied case-keys.db.rekeyed', 'old'],
  ['named keyring.json', 'new'], ['named station.db', 'new'], ['named case-keys.db', 'new'], ['named keyring.json', 'new'], ['named audit-head.json', 'new'],
] as const;

it('opens after each step', { timeout: 240_000 }, async () => {
  const dir = newFolder();
  const station = await createStation({ dir, resourcesDir });
  await must(station.call('setup.complete', setupInput));
  const { caseId, captureIds, evidence } = await prepareCase(station, undefined, 20_000);
  await must(station.call('case.submit', evidence));
  await must(station.call('case.finish', { caseId, attestation }));
  station.close();
  const before = wrapIn(dir);

  const left: [what: string, folder: string][] = [];
  seen.step = (what) => {
    const folder = newFolder();
    cpSync(dir, folder, { recursive: true });
    left.push([what, folder]);
  };
  const keyring = keyringIn(dir);
  const by = keyring.supervisors[0]!;
  const at = (file: string): string => path.join(dir, file);
  await changeKey({
    files: { keyring: at('keyring.json'), store: at('station.db'), caseKeys: at('case-keys.db'), head: at('audit-head.json') },
    keyring, key: (await unwrapForSupervisor(by, passphrase))!, keystore: null, by, passphrase, at: new Date().toISOString(),
  });
  seen.step = null;

  expect(left.map(([what]) => what)).toEqual(expected.map(([what]) => what));
  for (const [n, [what, folder]] of left.entries()) {
    const opened = await createStation({ dir: folder, resourcesDir });
    await must(opened.call('session.login', { name: supervisorName, passphrase }));
    expect(wrapIn(folder) === before ? 'old' : 'new', what).toBe(expected[n]![1]);
    expect(keyringIn(folder).rekeyed, what).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('.rekeyed')), what).toEqual([]);
    expect((await must(opened.call('capture.get', { captureId: captureIds[0] }))).picture, what).toHaveLength(20_000);
    expect(await must(opened.call('audit.verify', {})), what).toMatchObject({ ok: true });
    expect((await must(opened.call('station.status', {}))).warnings.map(({ code }) => code), what).not.toContain('audit.conflict');
    opened.close();
  }
});
