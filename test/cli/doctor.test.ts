/** `vestibule doctor` over a computer and a station's folder, as support asks for it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bundle } from '../../core/sync/bundle.ts';
import { rawOf } from '../../core/sync/keys.ts';
import { createStation } from '../../electron/station/create.ts';
import { readKeyring } from '../../electron/station/keyring.ts';
import { changeBackupState } from '../../electron/station/store/backup-state.ts';
import { writeBundle } from '../../electron/station/store/bundle.ts';
import { transact } from '../../electron/station/store/db.ts';
import { writeHubLink } from '../../electron/station/store/hub-link.ts';
import { openStationStore } from '../fakes/station-store.ts';
import { mira, must, newFolder, newResources, passphrase, prepareCase, removeFolders, root, setupInput, supervisorName } from '../fakes/station-kit.ts';

const dir = newFolder();
beforeAll(async () => {
  const station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  await must(station.call('case.submit', (await prepareCase(station)).evidence));
  station.close();
  const db = await openStationStore(dir, passphrase);
  writeHubLink(db, { url: 'https://hub.example', name: 'Hub', hubKey: 'k', sealKey: 'k', nonce: 'n', state: 'enrolled', paused: true, attempts: 0, dueAt: new Date().toISOString(), reason: null, contactAt: null, askedAt: new Date().toISOString() });
  db.close();
});
afterAll(removeFolders);

/** Of the camera that a test machine may or may not have, nothing is asked here. */
type Said = { code: number | null; out: string; record(): { findings: { code: string; refuses: boolean; message: string; remedy: string }[] } & Record<string, Record<string, unknown> & { length?: number }>; codes(): string[] };
function doctor(args: readonly string[], input = ''): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'doctor', ...args]);
    let out = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    const record: Said['record'] = () => JSON.parse(out) as ReturnType<Said['record']>;
    child.on('close', (code) => resolve({ code, out, record, codes: () => record().findings.map((f) => f.code).filter((c) => !/^(camera|scanner)\./.test(c)) }));
    child.stdin.end(input);
  });
}

it('says of an opened station what support asks, by the limits of the policy that is given, and nothing of its customers or staff', async () => {
  const before = readFileSync(path.join(dir, 'station.db'));
  const policy = JSON.parse(readFileSync(path.join(root, 'resources/policies/coinex.json'), 'utf8')) as object;
  const file = path.join(newFolder(), 'policy.json');
  writeFileSync(file, JSON.stringify({ ...policy, guard: { freeMegabytes: { warn: 1e9, refuse: 0 }, waiting: { warn: 0, refuse: 0 }, waitingDays: { warn: 3, refuse: 14 } } }));
  const said = await doctor([dir, '--open', '--json', '--policy', file], `${passphrase}\n`);
  expect([said.codes(), said.code]).toEqual([['queue.full', 'store.space-low'], 20]);
  const report = said.record();
  expect(report['store']).toMatchObject({ opens: true, code: null });
  expect(report['queue']).toEqual({ waiting: 1, days: 0, silentDays: 0, contactAt: null });
  expect(Date.now() - Date.parse(String(report['clock']!['lastSigned']))).toBeLessThan(600_000);
  expect(report['machine']).toMatchObject({ node: process.versions.node });
  expect(report['disk']!['free']).toBeGreaterThan(0);
  expect(new Set((report['models'] as unknown as { state: string }[]).map((m) => m.state))).toEqual(new Set(['as-shipped']));
  for (const secret of [mira.surname, mira.documentNumber, supervisorName, passphrase, 'Harbour']) expect(said.out).not.toContain(secret);
  expect(readFileSync(path.join(dir, 'station.db')).equals(before)).toBe(true);
  expect((await doctor([dir, '--open', '--json'], 'wrong passphrase\n')).code).toBe(1);
});

it('regards what head office withdrew and how old the last backup is, as the station does', async () => {
  const other = newFolder();
  cpSync(dir, other, { recursive: true });
  const stationId = createHash('sha256').update(rawOf(Buffer.from(readKeyring(path.join(other, 'keyring.json'))!.signing!.publicKey, 'base64'))).digest('hex').slice(0, 32);
  const asks = async (revoked: Pick<Bundle, 'revokedStations' | 'revokedOperators'> & Partial<Bundle>, madeDaysAgo: number): Promise<string[]> => {
    const db = await openStationStore(other, passphrase);
    const bundle: Bundle = { format: 'vestibule.bundle', protocol: 1, version: 1, issuedAt: new Date().toISOString(), expiresAt: null, stations: null, policies: [], blockedDocuments: null, notes: [], nextKeys: null, ...revoked };
    transact(db, (tx) => writeBundle(tx, { hubKey: 'k', version: 1, sha256: 'a'.repeat(64), body: JSON.stringify(bundle), at: bundle.issuedAt }));
    changeBackupState(db, { last: { at: new Date(Date.now() - madeDaysAgo * 86_400_000).toISOString(), name: 'b', bytes: 1, cases: 1 } });
    db.close();
    return (await doctor([other, '--open', '--json'], `${passphrase}\n`)).codes();
  };
  expect(await asks({ revokedStations: [], revokedOperators: [{ name: supervisorName, stationId: 'f'.repeat(32) }] }, 0)).toEqual([]);
  expect(await asks({ revokedStations: [], revokedOperators: [{ name: supervisorName.toUpperCase(), stationId }] }, 40)).toEqual(['operator.revoked-last', 'backup.old']);
  expect(await asks({ revokedStations: [stationId], revokedOperators: [] }, 0)).toEqual(['hub.revoked']);
  expect(await asks({ revokedStations: [], revokedOperators: [], policies: [{ id: 'coinex' }] }, 0)).toEqual(['policy.not-taken']);
});

it('without a passphrase the records stay closed, and the clock is held against the head of the trail', async () => {
  const other = newFolder();
  for (const file of ['station.db', 'keyring.json', 'audit-head.json']) copyFileSync(path.join(dir, file), path.join(other, file));
  const head = JSON.parse(readFileSync(path.join(other, 'audit-head.json'), 'utf8')) as { at: string };
  writeFileSync(path.join(other, 'audit-head.json'), JSON.stringify({ ...head, at: new Date(Date.now() + 86_400_000).toISOString() }));
  const said = await doctor([other, '--json']);
  expect(said.record()['store']).toMatchObject({ opens: null, code: null });
  expect([said.codes(), said.code]).toEqual([['clock.set-back'], 20]);
  expect(said.record().findings[0]).toMatchObject({ refuses: true, remedy: 'Correct date and time. If they are right, a supervisor confirms them on the start screen.' });
});

it('a keyring that is damaged is named, in words as well', async () => {
  const other = newFolder();
  writeFileSync(path.join(other, 'keyring.json'), '{');
  const said = await doctor([other]);
  expect(said.out).toContain('REFUSES keyring.damaged: ');
  expect(said.out).toMatch(/^models {3}\d+ as shipped$/m);
  expect(said.code).toBe(20);
});

it('a folder that is none of a station is an error, and so is opening none', async () => {
  expect((await doctor([newFolder()])).code).toBe(1);
  expect((await doctor(['--open'])).code).toBe(2);
});
