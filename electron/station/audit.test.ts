/** The trail as a station keeps it: signed, anchored beside the store, exported, and shown to those who answer for the station. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName, root } from '../../test/fakes/station-kit.ts';
import { statedHub } from '../../test/fakes/stated-hub.ts';
import { verifyAuditExport } from './audit-export.ts';
import { createStation, type RunningStation } from './create.ts';
import { readKeyring, writeKeyring } from './keyring.ts';
import { auditActions } from './store/audit.ts';

const resourcesDir = newResources();
let dir: string;
let station: RunningStation;
let ticks = 0;
const start = (): Promise<RunningStation> => createStation({ dir, resourcesDir, clock: () => new Date(Date.parse(noon) + (ticks += 1) * 10) });
const login = () => must(station.call('session.login', { name: supervisorName, passphrase }));
const fileIn = (name: string): string => path.join(dir, name);
const publicKey = (): string => readKeyring(fileIn('keyring.json'))!.signing!.publicKey;

beforeEach(async () => {
  dir = newFolder();
  station = await start();
  await must(station.call('setup.complete', setupInput));
  return () => station.close();
});
afterAll(removeFolders);

describe('the head beside the store', () => {
  const files = ['station.db', 'station.db-wal', 'audit-head.json'] as const;
  const keep = (name: string): void => { try { copyFileSync(fileIn(name), fileIn(`${name}.kept`)); } catch { rmSync(fileIn(`${name}.kept`), { force: true }); } };
  const putBack = (name: string): void => { try { copyFileSync(fileIn(`${name}.kept`), fileIn(name)); } catch { rmSync(fileIn(name), { force: true }); } };
  const codes = async (): Promise<string[]> => (await must(station.call('station.status', {}))).warnings.map(({ code }) => code);
  async function again(change: () => void): Promise<void> {
    station.close();
    change();
    station = await start();
    await login();
  }

  it('says nothing of a station that was only stopped', async () => {
    await again(() => {});
    expect(await codes()).toEqual([]);
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true, signedFrom: 1, conflicts: 0 });
  });

  it('tells of a store that was put back, in the trail for good', async () => {
    station.close();
    files.forEach(keep);
    station = await start();
    await login();
    await must(station.call('case.submit', (await prepareCase(station)).evidence));
    await again(() => (['station.db', 'station.db-wal'] as const).forEach(putBack));
    expect(await codes()).toContain('audit.conflict');
    await again(() => {});
    expect(await codes()).toEqual([]);
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true, conflicts: 1 });
  });

  it.each([['deleted', () => rmSync(fileIn('audit-head.json'))], ['written by somebody else', () => writeFileSync(fileIn('audit-head.json'), readFileSync(fileIn('audit-head.json'), 'utf8').replace(/"sequence":\d+/, '"sequence":1'))]])('tells of a head that was %s', async (_what, change) => {
    await login();
    await again(change);
    expect(await codes()).toContain('audit.conflict');
  });

  it('does not see a whole folder that was put back; an earlier export does', async () => {
    station.close();
    files.forEach(keep);
    station = await start();
    await login();
    const later = await must(station.call('audit.export', {}));
    await again(() => files.forEach(putBack));
    expect(await codes()).toEqual([]);
    const head = (await verifyAuditExport(path.join(later.folder, later.file), publicKey())).head!;
    const now = await must(station.call('audit.export', {}));
    expect((await verifyAuditExport(path.join(now.folder, now.file), publicKey(), [head])).chain).toMatchObject({ ok: false });
  });
});

it('gives a station of before signatures its key, and says from where lines are signed', async () => {
  station.close();
  writeKeyring(fileIn('keyring.json'), { ...readKeyring(fileIn('keyring.json'))!, signing: null });
  station = await start();
  await login();
  // The lines of before were signed by the key that was just taken away: they count as another's.
  expect(publicKey()).toMatch(/^[A-Za-z0-9+/]{59}=$/);
  expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: false, brokenAt: 1, why: 'signature' });
});

describe('the export', () => {
  async function exported(): Promise<string> {
    const { evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    const { file, folder } = await must(station.call('audit.export', {}));
    return path.join(folder, file);
  }

  it('verifies elsewhere with only the public key, and holds nothing of the customer', async () => {
    const file = await exported();
    const { chain, start: head } = await verifyAuditExport(file, publicKey());
    expect(chain).toMatchObject({ ok: true, signedFrom: 1 });
    expect(head).toMatchObject({ station: 'Counter 3', branch: 'Harbour' });
    expect(readFileSync(file, 'utf8')).not.toMatch(/Mira|Östergård|L898902C3|1990-03-14|Ines/);
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['a fact', (l) => l.map((line) => line.replace('"role":"supervisor"', '"role":"clerk"').replace('"mode":"attended"', '"mode":"field"'))],
    ['a missing line', (l) => [...l.slice(0, 2), ...l.slice(3)]],
    ['a missing end', (l) => l.slice(0, -1)],
    ['a cut that keeps the end', (l) => [...l.slice(0, -2), l.at(-1)!]],
    ['another station name', (l) => l.map((line) => line.replace('Counter 3', 'Counter 4'))],
    ['a line after the end', (l) => [...l, l[1]!]],
  ])('shows %s', async (_what, change) => {
    const file = await exported();
    writeFileSync(file, `${change(readFileSync(file, 'utf8').trim().split('\n')).join('\n')}\n`);
    expect((await verifyAuditExport(file, publicKey())).chain.ok).toBe(false);
  });

  it('is refused under a foreign key', async () => {
    const file = await exported();
    const other = await createStation({ dir: newFolder(), resourcesDir });
    await must(other.call('setup.complete', setupInput));
    const made = await must(other.call('audit.export', {}));
    const foreign = JSON.parse(readFileSync(path.join(made.folder, made.file), 'utf8').split('\n')[0]!) as { publicKey: string };
    other.close();
    expect((await verifyAuditExport(file, foreign.publicKey)).chain).toMatchObject({ ok: false, brokenAt: 1, why: 'signature' });
  });
});

it('shows the trail to supervisors and auditors only, with names and case numbers', async () => {
  const { evidence } = await prepareCase(station);
  const { number } = await must(station.call('case.submit', evidence));
  const [newest] = await must(station.call('audit.list', { before: null, limit: 5 }));
  expect(newest).toMatchObject({ action: 'case.submitted', operatorName: supervisorName, about: number, facts: { outcome: 'refer' } });
  for (const role of ['clerk', 'auditor'] as const) await must(station.call('operators.add', { name: role, role, passphrase }));
  await must(station.call('session.login', { name: 'clerk', passphrase }));
  for (const call of ['audit.verify', 'audit.export'] as const) expect(await codeOf(station.call(call, {}))).toBe('operator.not-allowed');
  await must(station.call('session.login', { name: 'auditor', passphrase }));
  expect(await codeOf(station.call('audit.verify', {}))).toBe('ok');
});

it('has words for every action', () => {
  const texts = JSON.parse(readFileSync(path.join(root, 'renderer/i18n/messages/en.json'), 'utf8')) as { trail: { action: Record<string, string> } };
  expect(auditActions.filter((action) => !(action in texts.trail.action))).toEqual([]);
});

it('is verified in the name of who asked: nobody who is there after the wait gets the line', async () => {
  const [verified] = await Promise.all([codeOf(station.call('audit.verify', {})), must(station.call('session.logout', {}))]);
  expect(verified).toBe('session.needed');
  await login();
  expect((await must(station.call('audit.list', { before: null, limit: 20 }))).map(({ action }) => action)).not.toContain('audit.verified');
});

it('a hub is asked in the name of who typed its code: nobody who is there after the wait is said to have', async () => {
  const hub = statedHub('Slow');
  let answer = (): void => {};
  const waits = new Promise<void>((resolve) => { answer = resolve; });
  station.close();
  station = await createStation({ dir, resourcesDir, clock: () => new Date(Date.parse(noon) + (ticks += 1) * 10), tools: { fetch: async (...asked) => { await waits; return hub.fetch(...asked); } } });
  await login();
  await must(station.call('operators.add', { name: 'Vera Holm', role: 'supervisor', passphrase }));
  const asked = codeOf(station.call('hub.enrol', { url: 'https://hub.example', hubCode: hub.code }));
  await must(station.call('session.login', { name: 'Vera Holm', passphrase }));
  answer();
  expect(await asked).toBe('session.needed');
  expect((await must(station.call('sync.status', {}))).hub).toBeNull();
});
