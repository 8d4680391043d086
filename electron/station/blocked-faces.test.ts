/** Head office's list of faces at the counter: told to staff, answered by them, never to the customer, and never a rejection. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import { needsFace } from '../../core/case/without-face.ts';
import { checkById } from '../../core/checks/index.ts';
import type { BlockedFace } from '../../core/sync/blocked-faces.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { listedFace, networks } from '../../test/fakes/listed-face.ts';
import { openStationStore, packetsOf } from '../../test/fakes/station-store.ts';
import { createStrangers } from '../../test/fakes/strangers.ts';
import { attestation, beginVisit, codeOf, mira, must, newFolder, newResources, noon, prepareCase, removeFolders, selfService, setupInput, testPolicy } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';
import { writeBlockedFaces } from './store/blocked-faces.ts';
import { transact } from './store/db.ts';

const check = 'match.blocked-face';
const people = createStrangers('listed faces');
const ana = people.next();
let station: RunningStation;
let folder: string;
afterEach(() => station.close());
afterAll(removeFolders);

/** A station that has taken this list; how it comes there is tested in test/hub/blocked-faces.test.ts. */
async function open(list: readonly BlockedFace[], { enabled = true, mode = 'attended' as 'attended' | 'self-service' } = {}): Promise<void> {
  const [dir, resourcesDir] = [newFolder(), newResources()];
  folder = dir;
  const policy = testPolicy();
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({
    ...policy, selfService, withoutFaceComparison: 'accept', consent: { ...policy.consent, listedFaces: 'Your face is looked for on a list of head office.' }, checks: { ...policy.checks, [check]: { enabled } },
  }));
  const start = () => createStation({ dir, resourcesDir, clock: () => new Date(noon) });
  station = await start();
  await must(station.call('setup.complete', { ...setupInput, mode }));
  station.close();
  const db = await openStationStore(dir);
  transact(db, (tx) => writeBlockedFaces(tx, list));
  db.close();
  station = await start();
  await login();
}
const login = () => must(station.call('session.login', { name: setupInput.supervisor.name, passphrase: setupInput.supervisor.passphrase }));

let seed = 1;
async function submit(face: FaceDescriptor | undefined, change: Partial<Evidence> = {}, { demo = false, caseId = randomUUID() as string } = {}) {
  const prepared = await prepareCase(station, mira, 3000, (seed += 2), { demo, caseId });
  const evidence = { ...prepared.evidence, versions: networks, ...change };
  return { evidence, answer: await must(station.call('case.submit', { ...evidence, ...(face && { face }) })) };
}
const finish = (caseId: string) => station.call('case.finish', { caseId, attestation });
const recordOf = (caseId: string) => must(station.call('records.open', { caseId }));
const resultOf = async (caseId: string) => (await recordOf(caseId)).evidence.results.find(({ id }) => id === check);

it('a listed face is shown with reference, reason and day, must be answered, and decides nothing when staff says it is another person', async () => {
  const entry = listedFace(ana);
  await open([entry, listedFace(people.next())]);
  const { answer: { caseId, decision, blockedFaces } } = await submit(people.again(ana, 0.4));
  expect(blockedFaces).toEqual([{ entryId: entry.id, reference: 'F-2026-17', reason: 'identity-fraud', listedOn: '2026-11-20', distance: expect.closeTo(0.39, 1) as number, answer: null }]);
  expect(decision.outcome).not.toBe('reject');
  expect(await resultOf(caseId)).toMatchObject({ status: 'pass', value: 0, values: { searched: 2, found: 1, limit: 0.71 } });
  expect(await codeOf(finish(caseId))).toBe('case.incomplete');
  expect(await codeOf(station.call('case.blocked-face', { caseId, entryId: randomUUID(), answer: 'not-sure' }))).toBe('store.not-found');
  expect((await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer: 'another-person' }))).blockedFaces[0]?.answer).toBe('another-person');
  expect((await must(finish(caseId))).decision.outcome).toBe('accept');
  expect(await codeOf(station.call('case.blocked-face', { caseId, entryId: entry.id, answer: 'same-person' }))).toBe('case.closed');
  expect((await recordOf(caseId)).blockedFaces[0]).toMatchObject({ answer: 'another-person' });
  const lines = await must(station.call('audit.list', { before: null, limit: 50 }));
  expect(lines.filter(({ action }) => action.startsWith('case.blocked-face')).map(({ action, facts }) => [action, facts['answer']])).toEqual([['case.blocked-face-answered', 'another-person'], ['case.blocked-face', undefined]]);
});

it.each(['same-person', 'not-sure'] as const)('answered "%s" it refers, and never rejects', async (answer) => {
  const entry = listedFace(ana);
  await open([entry]);
  const { answer: { caseId } } = await submit(ana);
  await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer }));
  expect((await must(finish(caseId))).decision).toMatchObject({ outcome: 'refer', reasons: [{ code: check, concern: 'fraud', lane: 'staff', status: 'fail' }] });
});

it.each([null, 'same-person', 'another-person'] as const)('a case that is given up when staff had said %s keeps match and answer, and counts it so', async (answer) => {
  const entry = listedFace(ana);
  await open([entry]);
  const { answer: { caseId } } = await submit(ana);
  if (answer) await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer }));
  await must(station.call('draft.discard', { caseId }));
  const { blockedFaces, decisions } = await recordOf(caseId);
  const { outcome, reasons } = decisions.at(-1)!.decision;
  expect([blockedFaces, outcome, reasons.map(({ code }) => code)]).toMatchObject([[{ entryId: entry.id, answer }], 'refer', answer === 'another-person' ? [] : [check]]);
  station.close();
  expect((await packetsOf(folder, caseId)).map(({ evidence }) => evidence['blockedFaces'])).toMatchObject([[{ entryId: entry.id, answer: null }], [{ entryId: entry.id, answer }]]);
});

it('another picture does not take a match away', async () => {
  const entry = listedFace(ana);
  await open([entry]);
  const { evidence } = await submit(ana);
  const again = await must(station.call('case.submit', { ...evidence, startedAt: '2026-11-23T11:30:00.000Z', face: people.next() }));
  expect(again.blockedFaces).toMatchObject([{ entryId: entry.id, answer: null }]);
});

const listedHere = async (): Promise<unknown[]> => {
  station.close();
  const db = await openStationStore(folder);
  const ids = db.prepare('SELECT entry_id FROM blocked_faces').pluck().all();
  db.close();
  return ids;
};

it('the list is kept where it is searched alone, and no entry past its last day', async () => {
  const entry = listedFace(ana);
  const list = [entry, listedFace(people.next(), { until: '2026-11-22' })];
  await open(list);
  expect(await listedHere()).toEqual([entry.id]);
  await open(list, { enabled: false });
  expect(await listedHere()).toEqual([]);
});

/** The same case, walked back to the consent: nothing of a face is in it any more. */
async function submitWithout(evidence: Evidence, startedAt = '2026-11-23T11:30:00.000Z') {
  const { operatorId, name: operatorName } = (await must(station.call('station.status', {}))).operator!;
  return must(station.call('case.submit', {
    ...evidence, startedAt, captureIds: evidence.captureIds.slice(0, 1), setup: { ...evidence.setup, consent: { ...evidence.setup.consent, faceComparison: false } },
    results: evidence.results.filter(({ id }) => !needsFace(checkById(id)!)), match: { verdict: 'none', distance: null, frames: 0, steps: [] },
    staffComparison: { finding: 'same', note: 'ears', operatorId, operatorName, at: noon },
  }));
}

it('a match stays when the comparison of faces is declined after it was seen, and refers until staff says it is another person', async () => {
  const entry = listedFace(ana);
  await open([entry]);
  const { evidence } = await submit(ana);
  const { caseId, blockedFaces } = await submitWithout(evidence);
  expect(blockedFaces).toMatchObject([{ entryId: entry.id, answer: null }]);
  expect(await codeOf(finish(caseId))).toBe('case.incomplete');
  await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer: 'not-sure' }));
  expect((await submitWithout(evidence, '2026-11-23T11:40:00.000Z')).decision.reasons).toMatchObject([{ code: check, status: 'fail' }]);
  expect((await must(finish(caseId))).decision).toMatchObject({ outcome: 'refer', reasons: [{ code: check, status: 'fail' }] });
});

it('declined after staff said another person, or with nothing found, it does not apply and no match is left', async () => {
  const entry = listedFace(ana);
  await open([entry]);
  const { evidence, answer: { caseId } } = await submit(ana);
  await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer: 'another-person' }));
  const stranger = await submit(people.next());
  for (const one of [evidence, stranger.evidence]) {
    const after = await submitWithout(one);
    expect([after.blockedFaces, await resultOf(after.caseId)]).toMatchObject([[], { status: 'not-applicable', reason: 'face-comparison-declined' }]);
    expect((await must(finish(after.caseId))).decision.outcome).toBe('accept');
  }
});

it('a stranger, an entry past its day, a demonstration and a policy that does not search find nothing', async () => {
  await open([listedFace(ana, { until: '2026-11-22' }), listedFace(people.next())]);
  for (const { answer } of [await submit(people.next()), await submit(ana)]) {
    expect([answer.blockedFaces, await resultOf(answer.caseId)]).toMatchObject([[], { status: 'pass', values: { searched: 1 } }]);
  }
  const { answer: shown } = await submit(ana, {}, { demo: true });
  expect(await resultOf(shown.caseId)).toMatchObject({ status: 'not-applicable', reason: 'demo-face' });
  station.close();
  await open([listedFace(ana)], { enabled: false });
  const { answer: off } = await submit(ana);
  expect([off.blockedFaces, await resultOf(off.caseId)]).toEqual([[], undefined]);
});

it('without a list it does not apply; a face that was not described, or by other networks, is told and never passes', async () => {
  await open([]);
  expect(await resultOf((await submit(ana)).answer.caseId)).toMatchObject({ status: 'not-applicable', reason: 'no-list' });
  station.close();
  await open([listedFace(people.next()), listedFace(ana, { model: `method-1.${'a'.repeat(16)}.${'c'.repeat(16)}` })]);
  expect(await resultOf((await submit(ana)).answer.caseId)).toMatchObject({ status: 'not-assessed', reason: 'list-other-networks' });
  expect(await resultOf((await submit(undefined)).answer.caseId)).toMatchObject({ status: 'not-assessed', reason: 'no-live-face' });
});

it('in self-service nobody is asked and nothing is told: the case is referred, and the record says why', async () => {
  await open([listedFace(ana)], { mode: 'self-service' });
  const caseId = await beginVisit(station);
  const { setup } = (await prepareCase(station, mira, 3000, (seed += 2), { demo: false, caseId })).evidence;
  const { answer } = await submit(ana, { setup: { ...setup, mode: 'self-service' } }, { caseId });
  expect([answer.blockedFaces, answer.decision.outcome, answer.decision.reasons.map(({ code }) => code)]).toEqual([[], 'refer', expect.not.arrayContaining([check])]);
  expect((await must(station.call('case.finish', { caseId, attestation: null }))).decision.outcome).toBe('refer');
  await login();
  const { blockedFaces, decisions } = await recordOf(caseId);
  expect([blockedFaces, decisions.at(-1)?.decision.reasons]).toMatchObject([[{ answer: null }], expect.arrayContaining([expect.objectContaining({ code: check, status: 'fail' })]) as unknown[]]);
});
