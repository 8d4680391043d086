import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trialOf, type LedgerRow } from '../../core/case/fairness.ts';
import type { Evidence } from '../../core/case/case.ts';
import { attestation, captureInput, codeOf, must, newFolder, newResources, noon, pictureOf, prepareCase, removeFolders, setupInput } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';

let station: RunningStation;
beforeAll(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), clock: () => new Date(noon) });
  await must(station.call('setup.complete', setupInput));
});
afterAll(() => {
  station.close();
  removeFolders();
});

type Values = Record<string, { value: number; values?: Record<string, string> }>;
type Walk = { born: string; first?: Values; second?: Values; attested?: boolean; demo?: boolean };
let seed = 1;

/** A customer from the camera to the closed case: one submission, or two. */
async function closed({ born, first = {}, second, attested = true, demo = false }: Walk): Promise<void> {
  const { evidence } = await prepareCase(station);
  const caseId = crypto.randomUUID();
  const captureIds = [crypto.randomUUID(), crypto.randomUUID()];
  await must(station.call('draft.save', { caseId, state: {} }));
  for (const [n, step] of (['document-front', 'face'] as const).entries()) {
    const input = captureInput(caseId, captureIds[n]!, step, pictureOf(300, (seed += 1)));
    await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo } }));
  }
  const birthDate = { value: born, source: 'mrz' as const, confidence: 1, region: null };
  const withValues = (values: Values, startedAt: string): Evidence => ({
    ...evidence, caseId, captureIds, startedAt,
    extraction: { ...evidence.extraction, fields: { ...evidence.extraction.fields, birthDate } },
    results: evidence.results.map((r) => ({ ...r, captureId: null, ...values[r.id] })),
  });
  await must(station.call('case.submit', withValues(first, noon)));
  if (second) await must(station.call('case.submit', withValues(second, '2026-11-23T12:30:00.000Z')));
  await must(station.call('case.finish', { caseId, attestation: { ...attestation, facePresent: attested } }));
}
const rowsOf = async (dimension: string): Promise<Record<string, LedgerRow['counts']>> =>
  Object.fromEntries((await must(station.call('fairness.counts', {}))).rows.filter((r) => r.dimension === dimension).map((r) => [r.class, r.counts]));

const stranger = { 'match.id': { value: 9 } };
const dark = { 'face.exposure': { value: 2, values: { variant: 'dark' } } };
const glare = { 'face.covered': { value: 9, values: { variant: 'eyes' } } };

describe('the fairness ledger', () => {
  it('counts what the cases of the store say, and shows nothing of small classes', async () => {
    expect(await must(station.call('fairness.counts', {}))).toMatchObject({ since: null });
    // Ten people of 40, in good light: seven pass at once, two at the second attempt, one never.
    for (let n = 0; n < 7; n += 1) await closed({ born: '1986-05-01' });
    for (let n = 0; n < 2; n += 1) await closed({ born: '1986-05-01', first: stranger, second: {} });
    await closed({ born: '1986-05-01', first: stranger });
    // Nine of 70, in the dark, with light on their glasses at first.
    for (let n = 0; n < 9; n += 1) await closed({ born: '1956-05-01', first: { ...dark, ...glare }, second: dark });

    const ten = { cases: 10, retried: 2, falseRejects: 2, leftOpen: 1 };
    expect(await rowsOf('age')).toEqual({ 'under-30': null, '30-44': ten, '45-59': null, '60-74': null, 'from-75': null, 'unknown': null });
    expect(await rowsOf('light')).toEqual({ dark: null, good: ten, bright: null, unknown: null });
    expect(await rowsOf('eyes')).toEqual({ clear: ten, hidden: null, unknown: null });

    // The tenth makes the class speak. Taking part in a demonstration does not.
    await closed({ born: '1956-05-01', first: { ...dark, ...glare }, second: dark, demo: true });
    expect((await rowsOf('age'))['60-74']).toBeNull();
    await closed({ born: '1956-05-01', first: { ...dark, ...glare }, second: dark, attested: false });
    const second = { cases: 10, retried: 10, falseRejects: 9, leftOpen: 0 };
    expect([(await rowsOf('age'))['60-74'], (await rowsOf('light'))['dark'], (await rowsOf('eyes'))['hidden']]).toEqual([second, second, second]);
    expect((await must(station.call('fairness.counts', {}))).since).toBe('2026-11');
  });

  it('is not for clerks', async () => {
    await must(station.call('operators.add', { name: 'Tom Reed', role: 'clerk', passphrase: 'eight or more' }));
    await must(station.call('session.login', { name: 'Tom Reed', passphrase: 'eight or more' }));
    expect(await codeOf(station.call('fairness.counts', {}))).toBe('operator.not-allowed');
  });
});

describe('one case', () => {
  const decision = (outcome: 'accept' | 'refer', ...codes: string[]) =>
    ({ outcome, policy: { id: 'p', version: '1' }, reasons: codes.map((code) => ({ code, lane: 'staff' as const, concern: 'fraud' as const, status: 'fail' as const, captureId: null, values: {} })) });

  it.each([
    ['accepted at once', [decision('accept')], decision('accept'), [false, false, false]],
    ['a blurred document is nothing of the face', [decision('refer', 'doc.sharpness'), decision('accept')], decision('accept'), [false, false, false]],
    ['turned away, then accepted', [decision('refer', 'match.id'), decision('accept')], decision('accept'), [true, true, false]],
    ['turned away, and a person overrode it', [decision('refer', 'live.presentation')], decision('accept'), [false, true, false]],
    ['turned away to the end: it may have been right', [decision('refer', 'match.id'), decision('refer', 'match.id')], decision('refer', 'match.id'), [true, false, true]],
  ] as const)('%s', (_what, decisions, closing, [retried, falseReject, leftOpen]) => {
    expect(trialOf(decisions.map((d) => ({ decision: d, results: [] })), closing, null, '2026-11-23')).toEqual({ classes: { light: 'unknown', eyes: 'unknown', age: 'unknown' }, retried, falseReject, leftOpen });
  });
});
