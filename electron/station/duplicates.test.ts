/** Possible duplicates: found before the case is decided, answered by staff, gone with their case. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { addWithOwnPassphrase, beginVisit, evidenceOf, mira, codeOf, must, newFolder, newResources, prepareCase, removeFolders, attestation, setupInput, supervisorName, passphrase, selfService, testPolicy, type Person } from '../../test/fakes/station-kit.ts';
import { openStationStore, packetsOf } from '../../test/fakes/station-store.ts';
import { createStation, type RunningStation } from './create.ts';

afterAll(removeFolders);

/** As newResources(), with the search switched on or off. */
function resources(enabled: boolean): string {
  const folder = newResources();
  const policy = testPolicy();
  writeFileSync(path.join(folder, 'policies/coinex.json'), JSON.stringify({ ...policy, selfService, checks: { ...policy.checks, 'match.duplicate': { enabled } } }));
  return folder;
}

async function open(enabled = true, mode: 'attended' | 'self-service' = 'attended'): Promise<RunningStation & { dir: string }> {
  const dir = newFolder();
  const station = await createStation({ dir, resourcesDir: resources(enabled) });
  await must(station.call('setup.complete', { ...setupInput, mode }));
  return { ...station, dir };
}

let seed = 1;
async function submit(station: RunningStation, person: Person, { demo = false, mode = 'attended' as 'attended' | 'self-service', birthDate = '1990-03-14' } = {}) {
  const own = mode === 'self-service' ? { caseId: await beginVisit(station) } : {};
  const prepared = await prepareCase(station, person, 3000, (seed += 2), { demo, ...own });
  const evidence = evidenceOf(prepared.caseId, prepared.captureIds, person);
  evidence.setup.mode = mode;
  evidence.extraction.fields.birthDate = { ...evidence.extraction.fields.birthDate!, value: birthDate };
  return must(station.call('case.submit', evidence));
}
const finish = (station: RunningStation, caseId: string) => station.call('case.finish', { caseId, attestation });
const found = ({ duplicates }: { duplicates: { number: string; matched: string[] }[] }) => duplicates.map(({ number, matched }) => [number, ...matched]);

it('finds the same document under another name, and the same person under another document and other letters; nobody else', async () => {
  const station = await open();
  const first = await submit(station, mira);
  expect(first.duplicates).toEqual([]);
  const sameDocument = await submit(station, { surname: 'Moreau', givenNames: 'Ana', documentNumber: 'l 898902-c3' }, { birthDate: '1971-01-02' });
  expect(found(sameDocument)).toEqual([[first.number, 'document']]);
  const samePerson = await submit(station, { surname: 'OESTERGAARD', givenNames: 'MIRA LU', documentNumber: 'K777' });
  expect(found(samePerson)).toEqual([[first.number, 'person']]);
  expect(samePerson.duplicates[0]).toMatchObject({ earlier: { name: 'Mira Lu Östergård', documentNumber: 'L898902C3' }, now: { name: 'MIRA LU OESTERGAARD', documentNumber: 'K777' }, answer: null });
  const both = await submit(station, mira);
  expect(found(both)).toEqual([[sameDocument.number, 'document'], [first.number, 'document', 'person'], [samePerson.number, 'person']]);
  expect((await submit(station, { surname: 'Östergård', givenNames: 'Mira Lu', documentNumber: 'N1' }, { birthDate: '1990-03-15' })).duplicates).toEqual([]);
  expect((await submit(station, { surname: 'Lind', givenNames: 'Tomas', documentNumber: 'N2' })).duplicates).toEqual([]);
  station.close();
});

it('staff answers each before the case is finished; left to a supervisor it is referred, and the answer stands in record and trail', async () => {
  const station = await open();
  await submit(station, mira);
  const again = await submit(station, mira);
  expect(await codeOf(finish(station, again.caseId))).toBe('case.incomplete');
  const earlierCaseId = again.duplicates[0]!.caseId;
  expect((await must(station.call('case.duplicate', { caseId: again.caseId, earlierCaseId, answer: 'same-again' }))).duplicates[0]?.answer).toBe('same-again');
  expect((await must(finish(station, again.caseId))).decision.outcome).toBe('accept');
  expect(await codeOf(station.call('case.duplicate', { caseId: again.caseId, earlierCaseId, answer: 'supervisor' }))).toBe('case.closed');
  expect((await must(station.call('records.open', { caseId: again.caseId }))).duplicates[0]).toMatchObject({ answer: 'same-again', matched: ['document', 'person'] });
  const third = await submit(station, mira);
  for (const { caseId } of third.duplicates) await must(station.call('case.duplicate', { caseId: third.caseId, earlierCaseId: caseId, answer: 'supervisor' }));
  expect((await must(finish(station, third.caseId))).decision).toMatchObject({ outcome: 'refer', reasons: [{ code: 'match.duplicate', concern: 'eligibility' }] });
  expect(await codeOf(station.call('case.duplicate', { caseId: third.caseId, earlierCaseId: third.caseId, answer: 'supervisor' }))).toBe('case.closed');
  const lines = await must(station.call('audit.list', { before: null, limit: 100 }));
  expect(lines.filter(({ action }) => action === 'case.duplicate-answered').map(({ facts }) => facts['answer'])).toEqual(['supervisor', 'supervisor', 'same-again']);
  station.close();
});

it('in self-service the customer sees nothing and is asked nothing, and what was found is left to a supervisor; a demonstration and a policy without it search nothing', async () => {
  const kiosk = await open(true, 'self-service');
  await submit(kiosk, mira, { mode: 'self-service' });
  const again = await submit(kiosk, mira, { mode: 'self-service' });
  expect(again.duplicates).toEqual([]);
  const closed = await must(kiosk.call('case.finish', { caseId: again.caseId, attestation: null }));
  expect(closed.decision.outcome).toBe('refer');
  expect(closed.decision.reasons.map(({ code }) => code)).not.toContain('match.duplicate');
  await must(kiosk.call('session.logout', {}));
  await must(kiosk.call('session.login', { name: supervisorName, passphrase }));
  const record = await must(kiosk.call('records.open', { caseId: again.caseId }));
  expect(record.duplicates).toHaveLength(1);
  // Nobody was there who could be asked.
  expect(record.decisions.at(-1)?.decision).toMatchObject({ outcome: 'refer', reasons: expect.arrayContaining([expect.objectContaining({ code: 'match.duplicate' })]) as unknown[] });
  kiosk.close();
  const demo = await open();
  await submit(demo, mira, { demo: true });
  expect((await submit(demo, mira, { demo: true })).duplicates).toEqual([]);
  demo.close();
  const off = await open(false);
  await submit(off, mira);
  expect((await submit(off, mira)).duplicates).toEqual([]);
  off.close();
  const store = await openStationStore(off.dir);
  expect(store.prepare('SELECT count(*) FROM lookup_hashes').pluck().get()).toBe(0);
  store.close();
});

it('whoever answers for a duplicate has a hand in the case, and is not its second person', async () => {
  const station = await open();
  await addWithOwnPassphrase(station, 'Tomas Lind', 'clerk');
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  await addWithOwnPassphrase(station, 'Bea Sund', 'supervisor');
  await must(station.call('session.login', { name: 'Tomas Lind', passphrase }));
  await submit(station, mira);
  const again = await submit(station, mira);
  await must(station.call('session.login', { name: 'Bea Sund', passphrase }));
  for (const { caseId: earlierCaseId } of again.duplicates) await must(station.call('case.duplicate', { caseId: again.caseId, earlierCaseId, answer: 'supervisor' }));
  await must(station.call('session.login', { name: 'Tomas Lind', passphrase }));
  expect((await must(finish(station, again.caseId))).decision.outcome).toBe('refer');
  expect(await codeOf(station.call('case.review', { caseId: again.caseId, outcome: 'accept', reason: 'original-seen', note: 'The same customer came again.', second: { name: 'Bea Sund', passphrase } }))).toBe('review.not-a-second');
  station.close();
});

it('of a case that is given up nobody answers any more: it is left to a supervisor, and head office hears of the pair with each decision', async () => {
  const station = await open();
  await submit(station, mira);
  const left = await submit(station, mira);
  await must(station.call('draft.discard', { caseId: left.caseId }));
  const { duplicates, decisions } = await must(station.call('records.open', { caseId: left.caseId }));
  expect([duplicates, decisions.at(-1)?.decision]).toMatchObject([[{ answer: null }], { outcome: 'refer', reasons: expect.arrayContaining([expect.objectContaining({ code: 'match.duplicate', status: 'fail' })]) as unknown[] }]);
  station.close();
  expect((await packetsOf(station.dir, left.caseId)).map(({ evidence }) => evidence['duplicates'])).toMatchObject([[{ answer: null }], [{ answer: null }]]);
});

it('keeps hashes under a key that lies beside the store, and leaves none of a case that is given up', async () => {
  const station = await open();
  const kept = await submit(station, mira);
  const left = await submit(station, mira);
  await must(station.call('draft.discard', { caseId: left.caseId }));
  station.close();
  const store = await openStationStore(station.dir);
  const rows = store.prepare('SELECT case_id AS caseId, hash FROM lookup_hashes').all() as { caseId: string; hash: Buffer }[];
  expect(new Set(rows.map(({ caseId }) => caseId))).toEqual(new Set([kept.caseId]));
  expect(rows.some(({ hash }) => hash.includes('L898902C3') || hash.includes('1990'))).toBe(false);
  // What it was found like is of its record.
  expect(store.prepare('SELECT case_id FROM duplicates').pluck().all()).toEqual([left.caseId]);
  expect(store.prepare('SELECT length(key) FROM keys.lookup_key').pluck().get()).toBe(32);
  store.close();
});

it('a policy that does not search any more has the hashes deleted when the store is opened; answers stay', async () => {
  const station = await open();
  await submit(station, mira);
  const again = await submit(station, mira);
  station.close();
  const off = await createStation({ dir: station.dir, resourcesDir: resources(false) });
  await must(off.call('session.login', { name: supervisorName, passphrase }));
  expect((await must(off.call('audit.list', { before: null, limit: 20 }))).find(({ action }) => action === 'lookups.forgotten')?.facts).toEqual({ count: 2 });
  expect((await must(off.call('records.open', { caseId: again.caseId }))).duplicates).toHaveLength(1);
  off.close();
});
