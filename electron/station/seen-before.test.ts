import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CallOutput } from '../../core/contract.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { createStrangers } from '../../test/fakes/strangers.ts';
import { attestation, captureInput, codeOf, mira, must, newFolder, noon, pictureOf, prepareCase, removeFolders, setupInput, testPolicy, type Person, beginVisit, evidenceOf, selfService } from '../../test/fakes/station-kit.ts';
import { createStation, openEphemeralStation, type RunningStation } from './create.ts';

const people = createStrangers('seen before');
const ana = people.next();
const networks = { 'models/face-api/face_recognition_model.bin': 'a'.repeat(64), 'models/human/faceres.bin': 'b'.repeat(64) };
const jo: Person = { surname: 'Other', givenNames: 'Jo', documentNumber: 'X1' };

const searching = (change: Partial<Policy['checks'][string]> = { enabled: true }): Policy => {
  const policy = testPolicy();
  return { ...policy, selfService, consent: { ...policy.consent, earlierCases: 'Your face is looked for among earlier cases.' }, checks: { ...policy.checks, 'match.seen-before': { enabled: true, ...change } } };
};

let folder: string;
let station: RunningStation;
const open = async (policy: Policy, mode: 'attended' | 'self-service' = 'attended'): Promise<void> => {
  const resourcesDir = newFolder();
  mkdirSync(path.join(resourcesDir, 'policies'));
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify(policy));
  station = await createStation({ dir: folder, resourcesDir, clock: () => new Date(noon) });
  if ((await must(station.call('station.status', {}))).state === 'setup') await must(station.call('setup.complete', { ...setupInput, mode }));
  else await must(station.call('session.login', { name: setupInput.supervisor.name, passphrase: setupInput.supervisor.passphrase }));
};
beforeEach(async () => {
  folder = newFolder();
  await open(searching());
});
afterEach(() => station.close());
afterAll(removeFolders);

let seed = 1;
type Sent = { caseId: string; evidence: Evidence; answer: CallOutput<'case.submit'> };
/** A case with pictures of a real camera. */
async function visit(face: FaceDescriptor | undefined, person: Person = mira, change: Partial<Evidence> = {}, caseId: string = randomUUID()): Promise<Sent> {
  const captureIds = [randomUUID(), randomUUID()];
  await must(station.call('draft.save', { caseId, state: {} }));
  for (const [n, step] of (['document-front', 'face'] as const).entries()) {
    const input = captureInput(caseId, captureIds[n]!, step, pictureOf(400, (seed += 1)));
    await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo: false } }));
  }
  const evidence = { ...evidenceOf(caseId, captureIds, person), captureIds, versions: networks, results: [], ...change };
  return { caseId, evidence, answer: await must(station.call('case.submit', { ...evidence, ...(face && { face }) })) };
}
const resultOf = async (caseId: string) => (await must(station.call('records.open', { caseId }))).evidence.results.find((r) => r.id === 'match.seen-before');

describe('a face that was here before', () => {
  it('under another name is a hint with case number, name, date and picture, and decides nothing', async () => {
    const first = await visit(ana);
    expect(first.answer.seenBefore).toEqual([]);
    const second = await visit(people.again(ana, 0.4), jo);
    expect(second.answer.seenBefore).toEqual([
      { kind: 'other-details', caseId: first.caseId, number: '20261123-0001', name: 'Mira Lu Östergård', at: noon, distance: expect.closeTo(0.39, 1) as number, faceCaptureId: first.evidence.captureIds[1] },
    ]);
    expect(second.answer.decision.reasons).toContainEqual(expect.objectContaining({ code: 'match.seen-before', lane: 'coach', status: 'fail' }));
    expect(second.answer.decision.outcome).toBe(first.answer.decision.outcome);
    expect(await resultOf(second.caseId)).toMatchObject({ status: 'fail', value: 1, values: { searched: 1, limit: 0.71, knownCustomer: 0 } });
    expect((await must(station.call('records.open', { caseId: second.caseId }))).seenBefore).toEqual(second.answer.seenBefore);
    // Nothing is merged: the earlier case knows nothing of it.
    expect((await must(station.call('records.open', { caseId: first.caseId }))).seenBefore).toEqual([]);
  });

  it('with the same name and birth date is a known customer, also where the name is written differently', async () => {
    await visit(ana);
    const again = await visit(people.again(ana, 0.3), { ...mira, surname: 'OESTERGAARD', documentNumber: 'NEW' });
    expect(again.answer.seenBefore).toMatchObject([{ kind: 'known-customer' }]);
    expect(await resultOf(again.caseId)).toMatchObject({ status: 'pass', value: 0, values: { knownCustomer: 1 } });
  });

  it('with the same name and another birth date is not', async () => {
    await visit(ana);
    const { evidence } = await prepareCase(station);
    const birthDate = { value: '1971-01-01', source: 'mrz' as const, confidence: 1, region: null };
    const again = await visit(ana, mira, { extraction: { ...evidence.extraction, fields: { ...evidence.extraction.fields, birthDate } } });
    expect(again.answer.seenBefore).toMatchObject([{ kind: 'other-details' }]);
  });

  it('does not stand for a stranger, for a demonstration, or across networks', async () => {
    await visit(ana);
    expect((await visit(people.next(), jo)).answer.seenBefore).toEqual([]);
    const other = await visit(ana, jo, { versions: { ...networks, 'models/human/faceres.bin': 'c'.repeat(64) } });
    expect([other.answer.seenBefore, await resultOf(other.caseId)]).toMatchObject([[], { status: 'pass', values: { searched: 0 } }]);
    const unknown = await visit(ana, jo, { versions: {} });
    expect(await resultOf(unknown.caseId)).toMatchObject({ status: 'not-assessed', reason: 'networks-unknown' });
    const demo = await prepareCase(station, jo);
    const shown = await must(station.call('case.submit', { ...demo.evidence, versions: networks, face: ana }));
    expect([shown.seenBefore, await resultOf(demo.caseId)]).toMatchObject([[], { status: 'not-assessed', reason: 'demo-face' }]);
  });

  it('is not read out of what the window says, and sent twice it is one submission', async () => {
    await visit(ana);
    const lie = [{ id: 'match.seen-before', status: 'pass' as const, value: 0, threshold: 9, unit: '', regions: [], values: {}, reason: null, captureId: null }];
    const { caseId, evidence, answer } = await visit(ana, jo, { results: lie });
    expect(await resultOf(caseId)).toMatchObject({ status: 'fail', value: 1 });
    await visit(people.again(ana, 0.2), { ...jo, surname: 'Third' });
    expect(await must(station.call('case.submit', { ...evidence, face: ana }))).toEqual(answer);
    expect((await must(station.call('records.open', { caseId }))).decisions).toHaveLength(1);
  });

  it('refers where the policy wants a person to look at each', async () => {
    station.close();
    await open(searching({ lane: 'staff' }));
    await visit(ana);
    expect((await visit(ana, jo)).answer.decision).toMatchObject({ outcome: 'refer', reasons: expect.arrayContaining([expect.objectContaining({ code: 'match.seen-before', lane: 'staff' })]) as unknown[] });
  });

  it('is kept off the screen a customer looks at alone, and stands in the record', async () => {
    station.close();
    folder = newFolder();
    await open(searching(), 'self-service');
    const setup = { ...evidenceOf(randomUUID(), []).setup, mode: 'self-service' as const };
    await visit(ana, mira, { setup }, await beginVisit(station));
    const { answer, caseId } = await visit(ana, jo, { setup }, await beginVisit(station));
    expect(answer.seenBefore).toEqual([]);
    expect(answer.decision.reasons.map((r) => r.code)).not.toContain('match.seen-before');
    await must(station.call('session.login', { name: setupInput.supervisor.name, passphrase: setupInput.supervisor.passphrase }));
    expect((await must(station.call('records.open', { caseId }))).seenBefore).toHaveLength(1);
  });
});

describe('kept faces', () => {
  const seenBy = async (face: FaceDescriptor): Promise<number> => (await visit(face, { ...jo, documentNumber: String(seed) })).answer.seenBefore.length;

  it('are replaced by a retake: the person who sat there first is forgotten', async () => {
    const { evidence } = await visit(people.next());
    const [wrong, right] = [people.next(), people.next()];
    await must(station.call('case.submit', { ...evidence, startedAt: '2026-11-23T11:00:00.000Z', face: wrong }));
    await must(station.call('case.submit', { ...evidence, startedAt: '2026-11-23T11:30:00.000Z', face: right }));
    expect([await seenBy(wrong), await seenBy(right)]).toEqual([0, 1]);
  });

  it('go when the case is given up, and stay when it was closed', async () => {
    const [left, closed] = [await visit(people.next()), await visit(ana)];
    await must(station.call('case.finish', { caseId: closed.caseId, attestation }));
    for (const { caseId } of [left, closed]) await must(station.call('draft.discard', { caseId }));
    expect(await seenBy(ana)).toBe(1);
  });

  it('do not come from a case that says nothing of a face', async () => {
    const { caseId } = await visit(undefined);
    expect(await resultOf(caseId)).toMatchObject({ status: 'not-assessed', reason: 'no-live-face' });
    expect(await seenBy(ana)).toBe(0);
  });

  it('are not kept where the policy does not search, which is the shipped one, and are deleted once it does not any more', async () => {
    await visit(ana);
    station.close();
    await open(testPolicy());
    const { answer } = await visit(ana, jo);
    expect([answer.seenBefore, answer.decision.reasons.map((r) => r.code)]).toEqual([[], expect.not.arrayContaining(['match.seen-before'])]);
    station.close();
    await open(searching());
    expect(await seenBy(ana)).toBe(0);
  });

  it('must be whole: another length or a number that is none is refused', async () => {
    const { evidence } = await visit(ana);
    const sent = (face: FaceDescriptor) => codeOf(station.call('case.submit', { ...evidence, face }));
    expect(await sent({ ...ana, faceApi: new Float32Array(127) })).toBe('input.invalid');
    expect(await sent({ ...ana, faceres: new Float32Array(1024).fill(Number.NaN) })).toBe('input.invalid');
  });

  it('are searched in the command line\'s station in memory too', async () => {
    const memory = openEphemeralStation({ policy: searching(), clock: () => new Date(noon) });
    const { evidence } = await prepareCase(memory);
    expect(await codeOf(memory.call('case.submit', { ...evidence, setup: { ...evidence.setup, mode: 'batch' }, versions: networks, face: ana }))).toBe('ok');
    memory.close();
  });
});
