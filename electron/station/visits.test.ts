/** A customer alone with the station: what they may call, and what is left of them. */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { captureInput, codeOf, evidenceOf, must, newFolder, newResources, noon, passphrase, pictureOf, removeFolders, root, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { parsePolicy } from '../../core/case/policy.ts';
import { createStation, type RunningStation } from './create.ts';
import { handlers } from './handlers/index.ts';

const shipped = parsePolicy(JSON.parse(readFileSync(path.join(root, 'resources/policies/self-service.json'), 'utf8')));
const selfService = { ...shipped.selfService!, votes: ['live.challenge', 'live.presentation'] };
function resources(): string {
  const folder = newResources();
  writeFileSync(path.join(folder, 'policies/self-service.json'), JSON.stringify({ ...testPolicy(), id: 'self-service', selfService }));
  return folder;
}
const setup = { ...setupInput, mode: 'self-service' as const, policyId: 'self-service' };
let dir: string;
let where: string;
let station: RunningStation;
let events: [string, unknown][];

// One station for all: what costs is its passphrases.
beforeAll(async () => {
  dir = newFolder();
  where = resources();
  station = await createStation({ dir, resourcesDir: where });
  events = [];
  station.on((name, payload) => events.push([name, payload]));
  await must(station.call('setup.complete', setup));
});
beforeEach(() => must(station.call('session.logout', {})));
afterEach(() => { vi.useRealTimers(); });
afterAll(() => {
  station.close();
  removeFolders();
});

const asStaff = () => must(station.call('session.login', { name: supervisorName, passphrase }));
const begin = async (): Promise<string> => (await must(station.call('visit.begin', {}))).caseId;

/** Draft, two pictures and evidence of a customer alone. */
async function walk(caseId: string) {
  const captureIds: [string, string] = [randomUUID(), randomUUID()];
  await must(station.call('draft.save', { caseId, state: { step: 'document-front' } }));
  await must(station.call('capture.put', captureInput(caseId, captureIds[0], 'document-front', pictureOf(3000, 1))));
  await must(station.call('capture.put', captureInput(caseId, captureIds[1], 'face', pictureOf(3000, 2))));
  const made = evidenceOf(caseId, captureIds);
  const results = made.results.map((r) => (r.id === 'live.presentation' ? { ...r, value: 0, values: { cast: 5 } } : r));
  return { ...made, results, setup: { ...made.setup, mode: 'self-service' as const } };
}
const trail = async (): Promise<string[]> => (await must(station.call('audit.list', { before: null, limit: 60 }))).map(({ action, facts }) => (action === 'visit.ended' ? `${action} ${facts['why']}` : action));

it('lets a customer call the walk of their own case and nothing else', async () => {
  const caseId = await begin();
  const own = ['draft.save', 'draft.discard', 'capture.put', 'case.submit', 'case.finish', 'case.asked', 'case.sheet', 'session.touch', 'visit.end', 'visit.call', 'golden.desk', 'devices.note'];
  expect(Object.entries(handlers).filter(([, { who }]) => who !== 'anyone' && (who as readonly string[]).includes('customer')).map(([name]) => name).sort()).toEqual([...own].sort());
  for (const [name, input] of [['records.search', { limit: 10, offset: 0 }], ['records.open', { caseId }], ['capture.get', { captureId: randomUUID() }], ['draft.list', {}], ['operators.list', {}], ['sync.status', {}], ['scanner.list', {}], ['scanner.start', { wish: { name: 's', source: 'flatbed', paper: 'A4', resolution: 300, colour: 'colour' }, after: null }], ['audit.list', { before: null, limit: 1 }]] as const) {
    expect(['operator.not-allowed', 'input.invalid'], name).toContain(await codeOf(station.answer(name, input)));
  }
  expect(await codeOf(station.answer('records.search', { limit: 10, offset: 0 }))).toBe('operator.not-allowed');
});

it('knows no case but the one that was begun', async () => {
  const first = await begin();
  await walk(first);
  await must(station.call('visit.end', { why: 'left' }));
  await begin();
  expect(await codeOf(station.call('draft.save', { caseId: first, state: {} }))).toBe('operator.not-allowed');
  expect(await codeOf(station.call('capture.put', captureInput(randomUUID(), randomUUID(), 'face', pictureOf(2000))))).toBe('operator.not-allowed');
});

it('knows no other case in calls either that need no session', async () => {
  const caseId = await begin();
  expect(await codeOf(station.call('policy.current', { caseId: randomUUID() }))).toBe('operator.not-allowed');
  expect(await codeOf(station.call('policy.current', { caseId }))).toBe('ok');
  expect(await codeOf(station.call('policy.current', {}))).toBe('ok');
});

it('takes pictures of cameras alone, no files and no scans', async () => {
  const caseId = await begin();
  for (const lane of ['file', 'scanner'] as const) {
    const input = captureInput(caseId, randomUUID(), 'document-front', pictureOf(2000));
    expect(await codeOf(station.call('capture.put', { ...input, provenance: { ...input.provenance, lane } }))).toBe('operator.not-allowed');
  }
});

it('takes no picture that would be found again by nothing', async () => {
  const caseId = await begin();
  expect(await codeOf(station.call('capture.put', captureInput(caseId, randomUUID(), 'face', pictureOf(2000))))).toBe('case.incomplete');
});

it('accepts with every vote, and tells no values', async () => {
  const caseId = await begin();
  const evidence = await walk(caseId);
  const { decision } = await must(station.call('case.submit', evidence));
  expect(decision.outcome).toBe('accept');
  expect((await must(station.call('case.finish', { caseId, attestation: null }))).decision.outcome).toBe('accept');
});

it.each([['did not apply', { status: 'not-applicable' as const, value: null, reason: 'demo-camera' }], ['was not made', null]])('refers where a vote %s', async (_what, change) => {
  const caseId = await begin();
  const evidence = await walk(caseId);
  const results = evidence.results.flatMap((r) => (r.id !== 'live.challenge' ? [r] : change ? [{ ...r, ...change }] : []));
  expect((await must(station.call('case.submit', { ...evidence, results }))).decision).toMatchObject({ outcome: 'refer', reasons: [] });
});

it('says nothing of why somebody is doubted', async () => {
  const caseId = await begin();
  const evidence = await walk(caseId);
  const results = evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 0.99 } : r));
  const { decision } = await must(station.call('case.submit', { ...evidence, results }));
  expect(decision).toMatchObject({ outcome: 'refer', reasons: [] });
});

it('leaves to staff what could not be mended, with a row of its own', async () => {
  const caseId = await begin();
  const evidence = await walk(caseId);
  const results = evidence.results.map((r) => (r.id === 'doc.tilt' ? { ...r, value: 80 } : r));
  const submitted = await must(station.call('case.submit', { ...evidence, results }));
  expect(submitted.decision).toMatchObject({ outcome: 'retry', reasons: [{ code: 'doc.tilt', values: {} }] });
  expect((await must(station.call('case.finish', { caseId, attestation: null }))).decision.outcome).toBe('refer');
  await asStaff();
  const record = await must(station.call('records.open', { caseId }));
  expect(record.row).toMatchObject({ outcome: 'refer', finished: true, operatorName: 'self-service' });
  expect((await must(station.call('reviews.waiting', {}))).map(({ row, own }) => [row.caseId, own])).toContainEqual([caseId, false]);
  const reviewed = await must(station.call('case.review', { caseId, outcome: 'reject', reason: 'other', note: 'Not readable.', second: null }));
  expect(reviewed.decision.review?.clerk.name).toBe('self-service');
});

it.each([
  ['a corrected name', (e: Awaited<ReturnType<typeof walk>>) => ({ ...e, corrections: [{ field: 'surname' as const, original: null, value: 'Other', at: noon }] })],
  ['an attestation', (e: Awaited<ReturnType<typeof walk>>) => ({ ...e, attestation: { facePresent: true, documentTouched: true, note: '', at: noon } })],
  ['another mode', (e: Awaited<ReturnType<typeof walk>>) => ({ ...e, setup: { ...e.setup, mode: 'attended' as const } })],
])('takes no %s from a customer', async (_what, change) => {
  const caseId = await begin();
  expect(await codeOf(station.call('case.submit', change(await walk(caseId))))).toBe('input.invalid');
});

it('deletes everything of who leaves', async () => {
  const caseId = await begin();
  await walk(caseId);
  await must(station.call('visit.end', { why: 'left' }));
  await asStaff();
  expect(await must(station.call('draft.list', {}))).toEqual([]);
  expect(await trail()).toContain('visit.ended left');
});

it('leaves to staff a case that was decided and not closed, also one the machine had accepted', async () => {
  const caseId = await begin();
  expect((await must(station.call('case.submit', await walk(caseId)))).decision.outcome).toBe('accept');
  await must(station.call('visit.end', { why: 'other-person' }));
  await asStaff();
  expect((await must(station.call('records.open', { caseId }))).row).toMatchObject({ finished: true, outcome: 'refer' });
});

it('wipes by time, without a word from the window', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const caseId = await begin();
  await walk(caseId);
  vi.advanceTimersByTime(61_000);
  expect(events.at(-1)).toEqual(['session.ended', { why: 'idle' }]);
  expect(await codeOf(station.call('draft.save', { caseId, state: {} }))).toBe('session.needed');
  vi.useRealTimers();
  await asStaff();
  expect(await must(station.call('draft.list', {}))).toEqual([]);
  expect(await trail()).toContain('visit.ended idle');
});

it('keeps the case for who was called, and nobody else begins meanwhile', async () => {
  const caseId = await begin();
  const evidence = await walk(caseId);
  await must(station.call('visit.call', {}));
  expect((await must(station.call('station.status', {}))).called).toBe('case');
  expect(await codeOf(station.call('visit.begin', {}))).toBe('visit.called');
  expect(await codeOf(station.call('case.submit', evidence))).toBe('session.needed');
  await asStaff();
  expect(await must(station.call('station.status', {}))).toMatchObject({ mode: 'self-service', serving: 'attended', called: null });
  expect((await must(station.call('draft.list', {}))).map((draft) => draft.caseId)).toEqual([caseId]);
  await must(station.call('draft.save', { caseId, state: { step: 'result' } }));
  expect(await codeOf(station.call('case.submit', evidence))).toBe('input.invalid');
  expect((await must(station.call('case.submit', { ...evidence, setup: { ...evidence.setup, mode: 'attended' } }))).decision.outcome).toBe('refer');
  await must(station.call('session.logout', {}));
  await asStaff();
  expect((await must(station.call('draft.list', {}))).map((draft) => draft.caseId)).toEqual([caseId]);
  expect(await trail()).toEqual(expect.arrayContaining(['visit.begun', 'visit.called', 'case.resumed']));
  await must(station.call('draft.discard', { caseId }));
});

it('tells a call for a person from one with a case: before the consent, and after the end, there is nothing to go on with', async () => {
  const called = async () => (await must(station.call('station.status', {}))).called;
  await begin();
  await must(station.call('visit.call', {}));
  expect(await called()).toBe('person');
  await asStaff();
  expect(await called()).toBeNull();
  await must(station.call('session.logout', {}));
  const caseId = await begin();
  await must(station.call('case.submit', await walk(caseId)));
  await must(station.call('case.finish', { caseId, attestation: null }));
  await must(station.call('visit.call', {}));
  expect(await called()).toBe('person');
  await asStaff();
  expect((await must(station.call('records.open', { caseId }))).row.outcome).toBe('accept');
});

it('deletes the case of who called when staff sends them away, or does not come', async () => {
  const caseId = await begin();
  await walk(caseId);
  await must(station.call('visit.call', {}));
  await asStaff();
  await must(station.call('session.logout', {}));
  await asStaff();
  expect(await must(station.call('draft.list', {}))).toEqual([]);
  await must(station.call('session.logout', {}));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await walk(await begin());
  await must(station.call('visit.call', {}));
  vi.advanceTimersByTime(601_000);
  expect((await must(station.call('station.status', {}))).called).toBeNull();
  vi.useRealTimers();
  await asStaff();
  expect(await must(station.call('draft.list', {}))).toEqual([]);
  expect(await trail()).toContain('visit.ended nobody-came');
});

it('does not close as attended what a customer alone submitted', async () => {
  const caseId = await begin();
  await must(station.call('case.submit', await walk(caseId)));
  await must(station.call('visit.call', {}));
  await asStaff();
  expect(await codeOf(station.call('case.finish', { caseId, attestation: { facePresent: true, documentTouched: true, note: '', at: noon } }))).toBe('case.incomplete');
});

it('is the name of nobody: not offered, not changed, not logged in as', async () => {
  await begin();
  await must(station.call('visit.end', { why: 'left' }));
  expect((await must(station.call('operators.names', {}))).map(({ name }) => name)).toEqual([supervisorName]);
  expect(await codeOf(station.call('session.login', { name: 'self-service', passphrase: ' ' }))).toBe('operator.unknown');
  await asStaff();
  expect((await must(station.call('operators.list', {}))).map(({ name }) => name)).toEqual([supervisorName]);
  expect(await codeOf(station.call('operators.add', { name: 'Self-Service', role: 'clerk', passphrase }))).toBe('operator.name-taken');
});

it('begins nothing while staff is logged in, in another mode, or under a policy without it', async () => {
  await asStaff();
  expect(await codeOf(station.call('visit.begin', {}))).toBe('operator.not-allowed');
  const attended = await createStation({ dir: newFolder(), resourcesDir: where });
  await must(attended.call('setup.complete', setupInput));
  await must(attended.call('session.logout', {}));
  expect(await codeOf(attended.call('visit.begin', {}))).toBe('call.forbidden');
  attended.close();
  const fresh = await createStation({ dir: newFolder(), resourcesDir: where });
  expect(await codeOf(fresh.call('setup.complete', { ...setupInput, mode: 'self-service' }))).toBe('policy.invalid');
  fresh.close();
});

it('a policy that no longer offers self-service is told, and shuts the screen', async () => {
  const without = newResources();
  writeFileSync(path.join(without, 'policies/self-service.json'), JSON.stringify({ ...testPolicy(), id: 'self-service' }));
  const again = await createStation({ dir, resourcesDir: without });
  await must(again.call('session.login', { name: supervisorName, passphrase }));
  expect((await must(again.call('station.status', {}))).warnings).toContainEqual({ code: 'policy.invalid', values: {}, refuses: true });
  again.close();
  expect((await must(station.call('station.status', {}))).warnings.map(({ code }) => code)).not.toContain('policy.invalid');
});

it('is wiped after a crash when the station opens again', async () => {
  const caseId = await begin();
  await walk(caseId);
  // Another process opens the same folder: what a kill leaves.
  const again = await createStation({ dir, resourcesDir: where });
  await must(again.call('session.login', { name: supervisorName, passphrase }));
  expect(await must(again.call('draft.list', {}))).toEqual([]);
  again.close();
});

it('an auditor who looks at the records neither answers a call nor sends the customer away', async () => {
  await asStaff();
  await must(station.call('operators.add', { name: 'Aud Lind', role: 'auditor', passphrase }));
  await must(station.call('session.logout', {}));
  const caseId = await begin();
  await walk(caseId);
  await must(station.call('visit.call', {}));
  await must(station.call('session.login', { name: 'Aud Lind', passphrase }));
  expect((await must(station.call('station.status', {}))).called).toBe('case');
  await must(station.call('session.logout', {}));
  await asStaff();
  expect((await must(station.call('draft.list', {}))).map((draft) => draft.caseId)).toEqual([caseId]);
  // Taken over, as by opening it; a colleague who logs in finds it.
  await must(station.call('draft.save', { caseId, state: { step: 'face' } }));
  await asStaff();
  expect((await must(station.call('draft.list', {}))).map((draft) => draft.caseId)).toEqual([caseId]);
  await must(station.call('draft.discard', { caseId }));
});
