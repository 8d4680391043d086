import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addWithOwnPassphrase, attestation, captureInput, codeOf, evidenceOf, must, newFolder, newResources, noon, passphrase, pictureOf, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import { planOf, newestStore } from '../../test/fakes/query-plan.ts';
import { createStation, type RunningStation } from './create.ts';
import { closedCasesQuery } from './store/figures.ts';

let station: RunningStation;
let now = Date.parse(noon);
const login = (name: string) => must(station.call('session.login', { name, passphrase }));

/** A closed case at the counter, 20 s to the document, 30 s more to the face, 10 s to the result, 5 s to the end. */
async function close(observations?: { original: 'not-so' | 'seen' }, demo = false): Promise<string> {
  const [caseId, captureIds, startedAt] = [randomUUID(), [randomUUID(), randomUUID()], new Date(now).toISOString()];
  await must(station.call('draft.save', { caseId, state: {} }));
  for (const [at, step] of (['document-front', 'face'] as const).entries()) {
    now += at === 0 ? 20_000 : 30_000;
    const input = captureInput(caseId, captureIds[at]!, step, pictureOf(300, at + 1));
    await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo, capturedAt: new Date(now).toISOString() } }));
  }
  now += 10_000;
  await must(station.call('case.submit', { ...evidenceOf(caseId, captureIds), startedAt }));
  now += 5_000;
  await must(station.call('case.finish', { caseId, attestation: { ...attestation, ...(observations && { observations }) } }));
  return caseId;
}

beforeAll(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), clock: () => new Date(now) });
  await must(station.call('setup.complete', setupInput));
  await addWithOwnPassphrase(station, 'Tomas Lind', 'clerk');
});
afterAll(() => {
  station.close();
  removeFolders();
});

it('shows a supervisor what was referred, decided otherwise, and how long each step took; demonstrations left out', async () => {
  await login('Tomas Lind');
  await close();
  const overridden = await close();
  const doubted = await close({ original: 'not-so' });
  await close(undefined, true);
  expect(await codeOf(station.call('operators.figures', {}))).toBe('operator.not-allowed');
  await login(supervisorName);
  const second = { outcome: 'reject' as const, reason: 'document-not-genuine' as const, note: 'Glued along the edge.', second: null };
  await must(station.call('case.review', { caseId: overridden, ...second }));
  await must(station.call('case.review', { caseId: doubted, ...second }));
  expect(await must(station.call('operators.figures', {}))).toEqual({ days: 90, rows: [expect.objectContaining({ name: 'Tomas Lind', cases: 3, referred: 1, overridden: 1, seconds: { document: 20, face: 30, result: 10, confirm: 5 } })] });
});

it('keeps what staff saw and touched in the record; what is not so is no accept', async () => {
  const seen = await close({ original: 'seen' });
  const doubted = await close({ original: 'not-so' });
  const [good, bad] = [await must(station.call('records.open', { caseId: seen })), await must(station.call('records.open', { caseId: doubted }))];
  expect([good.row.outcome, good.decisions.at(-1)?.attestation?.observations]).toEqual(['accept', { original: 'seen' }]);
  expect([bad.row.outcome, bad.decisions.at(-1)?.attestation?.observations]).toEqual(['refer', { original: 'not-so' }]);
});

it('finds the cases of the last days by their time', () => expect(planOf(newestStore(), closedCasesQuery)).toContain('SEARCH c USING INDEX cases_by_time (created_at>?)'));
