import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attestation, codeOf, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, testPolicy } from '../../test/fakes/station-kit.ts';
import { decideAgain, differenceOf, firedRules, machineDecision } from '../../core/case/appeal.ts';
import { readAppeal } from './appeal.ts';
import { createStation, type RunningStation } from './create.ts';
import { readKeyring } from './keyring.ts';

const word = 'told over the telephone';
const dir = newFolder();
let station: RunningStation;
let file: string;
let caseId: string;
const publicKey = (): string => readKeyring(path.join(dir, 'keyring.json'))!.signing!.publicKey;

beforeAll(async () => {
  station = await createStation({ dir, resourcesDir: newResources(), clock: () => new Date(noon) });
  await must(station.call('setup.complete', setupInput));
  const made = await prepareCase(station);
  caseId = made.caseId;
  await must(station.call('case.submit', { ...made.evidence, results: made.evidence.results.map((r) => (r.id === 'doc.sharpness' ? { ...r, value: 99 } : r)) }));
  expect(await codeOf(station.call('appeal.export', { caseId, passphrase: word }))).toBe('case.incomplete');
  await must(station.call('case.finish', { caseId, attestation }));
  const pack = await must(station.call('appeal.export', { caseId, passphrase: word }));
  file = path.join(pack.folder, pack.file);
});
afterAll(() => {
  station.close();
  removeFolders();
});

it('holds everything the decision stood on, signed by the station', async () => {
  const { appeal, signed, changedCaptures } = await readAppeal(file, word, publicKey());
  expect({ signed, changedCaptures }).toEqual({ signed: true, changedCaptures: [] });
  expect(appeal).toMatchObject({ station: 'Counter 3', day: '2026-11-23', number: '20261123-0001' });
  expect(appeal.captures.map(({ capture }) => capture.step)).toEqual(['document-front', 'face']);
  expect(firedRules(machineDecision(appeal).decision, appeal.evidence.results)).toEqual([expect.objectContaining({ code: 'doc.sharpness', lane: 'retry', value: 99, threshold: expect.any(Number) as number })]);
});

it('is decided the same again, and otherwise under another limit, with the difference', async () => {
  const { appeal } = await readAppeal(file, word, null);
  const policy = testPolicy();
  const { decision } = machineDecision(appeal);
  expect(differenceOf(decision, decideAgain(appeal, policy))).toEqual({ same: true, from: 'retry', to: 'retry', noLonger: [], newly: [] });
  const lenient = { ...policy, checks: { ...policy.checks, 'doc.sharpness': { enabled: true, limit: 100 } } };
  expect(differenceOf(decision, decideAgain(appeal, lenient))).toEqual({ same: false, from: 'retry', to: 'accept', noLonger: ['doc.sharpness'], newly: [] });
});

it('tells nothing without the passphrase, and is not another station\'s', async () => {
  expect(readFileSync(file, 'utf8')).not.toMatch(/Mira|L898902C3|Counter 3|doc\.sharpness/);
  await expect(readAppeal(file, 'another passphrase', null)).rejects.toThrow('appeal.wrong-passphrase');
  const other = newFolder();
  const elsewhere = await createStation({ dir: other, resourcesDir: newResources() });
  await must(elsewhere.call('setup.complete', setupInput));
  elsewhere.close();
  expect((await readAppeal(file, word, readKeyring(path.join(other, 'keyring.json'))!.signing!.publicKey)).signed).toBe(false);
});

it('does not open once it was changed', async () => {
  const changed = path.join(newFolder(), 'changed.vestibule');
  writeFileSync(changed, readFileSync(file, 'utf8').replace(/"sealed":"(.{20})./, (_all, begin: string) => `"sealed":"${begin}${begin.endsWith('A') ? 'B' : 'A'}`));
  await expect(readAppeal(changed, word, null)).rejects.toThrow('appeal.wrong-passphrase');
  writeFileSync(changed, 'no pack');
  await expect(readAppeal(changed, word, null)).rejects.toThrow('appeal.not-a-pack');
});

it('is made by a supervisor only, and is a line of the trail', async () => {
  expect((await must(station.call('audit.list', { before: null, limit: 3 }))).map(({ action }) => action)).toContain('appeal.exported');
  await must(station.call('operators.add', { name: 'Tomas Lind', role: 'clerk', passphrase }));
  await must(station.call('session.login', { name: 'Tomas Lind', passphrase }));
  const before = readdirSync(path.dirname(file)).length;
  expect(await codeOf(station.call('appeal.export', { caseId, passphrase: word }))).toBe('operator.not-allowed');
  expect(readdirSync(path.dirname(file))).toHaveLength(before);
});
