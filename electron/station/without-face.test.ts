import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { needsFace } from '../../core/case/without-face.ts';
import { checkById, checks } from '../../core/checks/index.ts';
import { attestation, captureInput, codeOf, must, newFolder, noon, pictureOf, prepareCase, removeFolders, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { createStrangers } from '../../test/fakes/strangers.ts';
import { createStation, type RunningStation } from './create.ts';

let station: RunningStation;
let operatorId: string;

async function open(change: Partial<Policy> = {}): Promise<void> {
  const resourcesDir = newFolder();
  mkdirSync(path.join(resourcesDir, 'policies'));
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), ...change }));
  station = await createStation({ dir: newFolder(), resourcesDir, clock: () => new Date(noon) });
  operatorId = (await must(station.call('setup.complete', setupInput))).operator!.operatorId;
}
beforeEach(() => open());
afterEach(() => station.close());
afterAll(removeFolders);

/** Everything passes, and no face is in it. */
async function prepared(finding: 'same' | 'unsure' | 'different' = 'same'): Promise<Evidence> {
  const { evidence, captureIds } = await prepareCase(station);
  return {
    ...evidence,
    captureIds: [captureIds[0]],
    setup: { ...evidence.setup, consent: { ...evidence.setup.consent, faceComparison: false } },
    results: evidence.results.filter(({ id }) => !needsFace(checkById(id)!)),
    match: { verdict: 'none', distance: null, frames: 0, steps: [] },
    staffComparison: { finding, note: 'ears, scar', operatorId, operatorName: supervisorName, at: noon },
  };
}
const reopened = async (change: Partial<Policy>): Promise<void> => {
  station.close();
  await open(change);
};

describe('a customer who declines the comparison of faces', () => {
  it('is accepted on the attested word of staff where the policy says so', async () => {
    await reopened({ withoutFaceComparison: 'accept' });
    const evidence = await prepared();
    const { decision } = await must(station.call('case.submit', evidence));
    expect(decision).toMatchObject({ outcome: 'refer', reasons: [] });
    expect((await must(station.call('case.finish', { caseId: evidence.caseId, attestation }))).decision).toMatchObject({ outcome: 'accept', reasons: [] });
    const record = await must(station.call('records.open', { caseId: evidence.caseId }));
    expect(record.evidence.staffComparison).toEqual(evidence.staffComparison);
    expect(record.evidence.setup.consent.faceComparison).toBe(false);
    const declined = record.evidence.results.filter((r) => r.reason === 'face-comparison-declined').map((r) => r.id);
    expect(declined).toEqual(checks.filter(needsFace).map((c) => c.id));
    expect(declined).toEqual(expect.arrayContaining(['match.id', 'live.challenge', 'face.none', 'auth.portrait-swapped']));
  });

  it('without the attestation is not', async () => {
    await reopened({ withoutFaceComparison: 'accept' });
    const { caseId } = await must(station.call('case.submit', await prepared()));
    expect((await must(station.call('case.finish', { caseId, attestation: { ...attestation, facePresent: false } }))).decision.outcome).toBe('refer');
  });

  it('goes to a second person where the policy wants one, which is the shipped one', async () => {
    const { caseId, decision } = await must(station.call('case.submit', await prepared()));
    expect(decision).toMatchObject({ outcome: 'refer', reasons: [{ code: 'match.staff', status: 'not-assessed', concern: 'processing', values: { why: 'second-person-needed' } }] });
    expect((await must(station.call('case.finish', { caseId, attestation }))).decision.outcome).toBe('refer');
  });

  it.each(['unsure', 'different'] as const)('found %s is never accepted', async (finding) => {
    await reopened({ withoutFaceComparison: 'accept' });
    const { caseId } = await must(station.call('case.submit', await prepared(finding)));
    expect((await must(station.call('case.finish', { caseId, attestation }))).decision).toMatchObject({ outcome: 'refer', reasons: [{ code: 'match.staff', status: 'fail', values: { variant: finding } }] });
  });
});

describe('what does not belong to it is refused', () => {
  const sent = async (change: (evidence: Evidence) => Partial<Evidence>, extra: object = {}): Promise<string> => {
    const evidence = await prepared();
    return codeOf(station.call('case.submit', { ...evidence, ...change(evidence), ...extra }));
  };

  it('a result, a distance or a picture of a face', async () => {
    const ofFace = (await prepareCase(station)).evidence.results.find((r) => r.id === 'match.id')!;
    expect(await sent((e) => ({ results: [...e.results, { ...ofFace, captureId: null }] }))).toBe('input.invalid');
    expect(await sent((e) => ({ match: { ...e.match, distance: 0.4 } }))).toBe('input.invalid');
    const evidence = await prepared();
    const captureId = crypto.randomUUID();
    await must(station.call('capture.put', captureInput(evidence.caseId, captureId, 'face', pictureOf(500, 4))));
    expect(await codeOf(station.call('case.submit', { ...evidence, captureIds: [...evidence.captureIds, captureId] }))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', evidence))).toBe('ok');
  });

  it('a finding of nobody, or of another operator', async () => {
    expect(await sent(() => ({ staffComparison: null }))).toBe('case.incomplete');
    expect(await sent((e) => ({ staffComparison: { ...e.staffComparison!, operatorId: crypto.randomUUID() } }))).toBe('input.invalid');
    expect(await sent((e) => ({ staffComparison: { ...e.staffComparison!, operatorName: 'Tom Reed' } }))).toBe('input.invalid');
  });

  it('a finding beside a comparison by machine', async () => {
    const { evidence } = await prepareCase(station);
    const { staffComparison } = await prepared();
    expect(await codeOf(station.call('case.submit', { ...evidence, staffComparison }))).toBe('input.invalid');
  });

  it('the path itself, where the policy does not offer it or nobody confirms what they saw', async () => {
    await reopened({ withoutFaceComparison: 'not-offered' });
    expect(await sent(() => ({}))).toBe('input.invalid');
    const { modes } = testPolicy();
    await reopened({ modes: { ...modes, attended: { ...modes.attended, attestation: false } } });
    expect(await sent(() => ({}))).toBe('input.invalid');
  });

  it('what the window says of it: the station judges the finding', async () => {
    const evidence = await prepared('different');
    const lie = { ...evidence.results[0]!, id: 'match.staff', status: 'pass' as const, value: 0, captureId: null };
    const { decision } = await must(station.call('case.submit', { ...evidence, results: [...evidence.results, lie] }));
    expect(decision.reasons).toMatchObject([{ code: 'match.staff', status: 'fail' }]);
  });
});

it('a face that is sent along all the same is neither kept nor looked for', async () => {
  const policy = testPolicy();
  await reopened({
    consent: { ...policy.consent, earlierCases: 'Your face is looked for among earlier cases.', listedFaces: 'Your face is looked for on a list of head office.' },
    checks: { ...policy.checks, 'match.seen-before': { enabled: true }, 'match.blocked-face': { enabled: true } },
  });
  const face = createStrangers('declined').next();
  const { caseId, seenBefore, blockedFaces } = await must(station.call('case.submit', { ...(await prepared()), face }));
  expect([seenBefore, blockedFaces]).toEqual([[], []]);
  const { evidence } = await must(station.call('records.open', { caseId }));
  for (const id of ['match.seen-before', 'match.blocked-face']) expect(evidence.results.find((r) => r.id === id)).toMatchObject({ status: 'not-applicable', reason: 'face-comparison-declined' });
});
