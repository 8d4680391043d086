/** Staff as customers by their face: who is told, who may decide, and when nothing is kept. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { reviewReasons } from '../../core/case/review.ts';
import { needsFace } from '../../core/case/without-face.ts';
import { checkById } from '../../core/checks/index.ts';
import type { CallOutput } from '../../core/contract.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { addWithOwnPassphrase, attestation, captureInput, codeOf, evidenceOf, mira, must, newFolder, noon, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { createStrangers } from '../../test/fakes/strangers.ts';
import { createStation, type RunningStation } from './create.ts';

const people = createStrangers('staff as customers');
const versions = { 'models/face-api/face_recognition_model.bin': 'a'.repeat(64), 'models/human/faceres.bin': 'b'.repeat(64) };
const check = 'match.insider-face';

let folder: string;
let station: RunningStation;
async function open(enabled = true): Promise<void> {
  const resourcesDir = newFolder();
  const policy = testPolicy();
  mkdirSync(path.join(resourcesDir, 'policies'));
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({ ...policy, consent: { ...policy.consent, staffFaces: 'Compared with people who work here.' }, checks: { ...policy.checks, [check]: { enabled } } }));
  writeFileSync(path.join(resourcesDir, 'MANIFEST.json'), JSON.stringify(Object.entries(versions).map(([name, sha256]) => ({ name, sha256, licence: 'MIT', source: 'made up' }))));
  station = await createStation({ dir: folder, resourcesDir, clock: () => new Date(noon) });
  if ((await must(station.call('station.status', {}))).state === 'setup') await must(station.call('setup.complete', setupInput));
  else await enter(supervisorName);
}
const enter = (name: string) => must(station.call('session.login', { name, passphrase }));
const keep = (face: FaceDescriptor, word = passphrase) => station.call('staff-face.keep', { face, passphrase: word });

beforeEach(async () => {
  folder = newFolder();
  await open();
  for (const name of ['Tomas Lind', 'Bea Sund']) await must(station.call('operators.add', { name, role: 'clerk', passphrase }));
});
afterEach(() => station.close());
afterAll(removeFolders);

let seed = 1;
async function visit(face: FaceDescriptor | undefined, change: object = {}, { caseId = randomUUID() as string, demo = false } = {}): Promise<{ caseId: string; answer: CallOutput<'case.submit'> }> {
  const captureIds = [randomUUID(), randomUUID()];
  await must(station.call('draft.save', { caseId, state: {} }));
  for (const [n, step] of (['document-front', 'face'] as const).entries()) {
    const input = captureInput(caseId, captureIds[n]!, step, pictureOf(400, (seed += 1)));
    await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo } }));
  }
  const evidence = { ...evidenceOf(caseId, captureIds, mira), captureIds, versions, results: [], ...change };
  return { caseId, answer: await must(station.call('case.submit', { ...evidence, ...(face && { face }) })) };
}
const resultOf = async (caseId: string) => (await must(station.call('records.open', { caseId }))).evidence.results.find(({ id }) => id === check);

it('a colleague is told by the face, whatever the name, and does not close the own case', async () => {
  await enter('Tomas Lind');
  const tomas = people.next();
  expect(await must(keep(tomas))).toMatchObject({ compared: true, keptAt: noon });
  const { caseId, answer } = await visit(people.again(tomas, 0.4));
  expect(answer.decision).toMatchObject({ outcome: 'refer', reasons: expect.arrayContaining([expect.objectContaining({ code: check, lane: 'staff', concern: 'eligibility' })]) as unknown[] });
  expect(await resultOf(caseId)).toMatchObject({ status: 'fail', value: 1, values: {} });
  // Nothing that is submitted later takes it back.
  for (const [face, change] of [[undefined, {}], [people.next(), {}], [people.again(tomas, 0.4), { versions: {} }]] as const) {
    await visit(face, change, { caseId });
    expect(await resultOf(caseId)).toMatchObject({ status: 'fail', value: 1 });
  }
  expect(await codeOf(station.call('case.finish', { caseId, attestation }))).toBe('case.own-face');
  await enter('Bea Sund');
  await must(station.call('case.finish', { caseId, attestation }));
});

it('whoever the customer looks like is no second person either', async () => {
  await enter('Tomas Lind');
  const tomas = people.next();
  await must(keep(tomas));
  await enter('Bea Sund');
  const { caseId } = await visit(people.again(tomas, 0.4));
  await must(station.call('case.finish', { caseId, attestation }));
  await enter(supervisorName);
  const { operatorId } = (await must(station.call('operators.list', {}))).find(({ name }) => name === 'Tomas Lind')!;
  const another = `${passphrase} again`;
  await must(station.call('operators.change', { operatorId, role: 'supervisor', passphrase: another }));
  await must(station.call('session.login', { name: 'Tomas Lind', passphrase: another }));
  const word = { caseId, outcome: 'accept', reason: reviewReasons[0], note: 'Compared by two people.', second: null } as const;
  expect(await codeOf(station.call('case.review', word))).toBe('case.own-face');
});

it('somebody else passes, and what was not compared never does', async () => {
  expect(await resultOf((await visit(undefined)).caseId)).toMatchObject({ status: 'not-applicable', reason: 'no-staff-face' });
  await must(keep(people.next()));
  expect(await resultOf((await visit(people.next())).caseId)).toMatchObject({ status: 'pass', value: 0 });
  expect(await resultOf((await visit(undefined)).caseId)).toMatchObject({ status: 'not-assessed', reason: 'no-live-face' });
  expect(await resultOf((await visit(people.next(), { versions: {} })).caseId)).toMatchObject({ status: 'not-assessed', reason: 'networks-unknown' });
  expect(await resultOf((await visit(people.next(), { versions: { ...versions, 'models/human/faceres.bin': 'c'.repeat(64) } })).caseId)).toMatchObject({ status: 'not-assessed', reason: 'other-networks' });
  expect(await resultOf((await visit(people.next(), {}, { demo: true })).caseId)).toMatchObject({ status: 'not-applicable', reason: 'demo-face' });
});

it('a customer who declined is compared with nobody, and it stands against nobody', async () => {
  await must(keep(people.next()));
  const { evidence, captureIds } = await prepareCase(station);
  const { caseId } = evidence;
  const { operatorId } = (await must(station.call('station.status', {}))).operator!;
  const answer = await must(station.call('case.submit', {
    ...evidence, captureIds: [captureIds[0]!], match: { verdict: 'none', distance: null, frames: 0, steps: [] }, results: evidence.results.filter(({ id }) => !needsFace(checkById(id)!)),
    setup: { ...evidence.setup, consent: { ...evidence.setup.consent, faceComparison: false } },
    staffComparison: { finding: 'same', note: 'ears, scar', operatorId, operatorName: supervisorName, at: noon },
  }));
  expect(await resultOf(caseId)).toMatchObject({ status: 'not-applicable', reason: 'face-comparison-declined' });
  expect(answer.decision.reasons.map(({ code }) => code)).not.toContain(check);
});

it('is kept by nobody else\'s word: the passphrase is asked for', async () => {
  expect(await codeOf(keep(people.next(), 'not the passphrase'))).toBe('operator.unknown');
  expect(await must(station.call('staff-face.own', {}))).toMatchObject({ keptAt: null });
});

it('a case that is given up is left to others, and whoever it is like is no second person for it', async () => {
  await addWithOwnPassphrase(station, 'Vera Holm', 'supervisor');
  const vera = people.next();
  await must(keep(vera));
  await enter('Tomas Lind');
  const { caseId } = await visit(people.again(vera, 0.3));
  await must(station.call('draft.discard', { caseId }));
  await enter('Vera Holm');
  expect((await must(station.call('records.open', { caseId }))).row).toMatchObject({ outcome: 'refer', finished: true });
  expect(await codeOf(station.call('case.review', { caseId, outcome: 'accept', reason: reviewReasons[0], note: 'Compared by two people.', second: null }))).toBe('case.own-face');
});

it('a window\'s own word on it is dropped', async () => {
  const ines = people.next();
  await must(keep(ines));
  const lie = [{ id: check, status: 'pass' as const, value: 0, threshold: 0, unit: '', regions: [], values: {}, reason: null, captureId: null }];
  expect(await resultOf((await visit(people.again(ines, 0.3), { results: lie })).caseId)).toMatchObject({ status: 'fail' });
});

it('is deleted by whoever it is of, by a supervisor, with the right to log in, and with the policy\'s word', async () => {
  const kept = async () => (await must(station.call('operators.list', {}))).filter(({ faceKept }) => faceKept).map(({ name }) => name);
  const idOf = async (wanted: string) => (await must(station.call('operators.list', {}))).find(({ name }) => name === wanted)!.operatorId;
  for (const name of ['Tomas Lind', 'Bea Sund', supervisorName]) {
    await enter(name);
    await must(keep(people.next()));
  }
  expect((await kept()).sort()).toEqual(['Bea Sund', 'Tomas Lind', supervisorName].sort());
  expect(await must(station.call('staff-face.remove-own', {}))).toMatchObject({ keptAt: null });
  await must(station.call('staff-face.remove', { operatorId: await idOf('Bea Sund') }));
  expect(await kept()).toEqual(['Tomas Lind']);
  await must(station.call('operators.change', { operatorId: await idOf('Tomas Lind'), disabled: true }));
  expect(await kept()).toEqual([]);
  await must(keep(people.next()));
  station.close();
  await open(false);
  expect(await kept()).toEqual([]);
  expect(await must(station.call('staff-face.own', {}))).toEqual({ compared: false, keptAt: null });
  expect(await codeOf(keep(people.next()))).toBe('input.invalid');
  const lines = (await must(station.call('audit.list', { before: null, limit: 100 }))).map(({ action }) => action);
  expect(lines).toEqual(expect.arrayContaining(['operator.face-kept', 'operator.face-removed', 'faces.forgotten']));
});
