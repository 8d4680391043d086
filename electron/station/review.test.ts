/** Four eyes, and staff as customers. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addWithOwnPassphrase, attestation, codeOf, evidenceOf, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName, type Person } from '../../test/fakes/station-kit.ts';
import type { Evidence } from '../../core/case/case.ts';
import type { CallInput } from '../../core/contract.ts';
import { createStation, type RunningStation } from './create.ts';

const resourcesDir = newResources();
let station: RunningStation;
beforeEach(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir, clock: () => new Date(noon) });
  await must(station.call('setup.complete', setupInput));
  await addWithOwnPassphrase(station, 'Tomas Lind', 'clerk');
  await login(supervisorName);
  return () => station.close();
});
afterAll(removeFolders);

const login = (name: string) => must(station.call('session.login', { name, passphrase }));
const second = { name: supervisorName, passphrase };

/** A closed case of the clerk; `value` of match.id beyond every limit: staff must decide. */
async function closed(change: (result: { id: string; value: number | null }) => number | null = ({ id, value }) => (id === 'match.id' ? 9 : value), person?: Person): Promise<string> {
  await login('Tomas Lind');
  const { caseId, evidence } = await prepareCase(station, person);
  await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => ({ ...r, value: change(r) })) }));
  await must(station.call('case.finish', { caseId, attestation }));
  return caseId;
}
const review = (caseId: string, more: Partial<CallInput<'case.review'>> = {}) =>
  station.call('case.review', { caseId, outcome: 'accept', reason: 'original-seen', note: 'Held beside the portrait in daylight.', second, ...more });

describe('a second person', () => {
  it('decides on the spot; the machine\'s decision stays, and the clerk\'s session goes on', async () => {
    const caseId = await closed();
    expect((await must(station.call('records.open', { caseId }))).row.outcome).toBe('refer');
    expect(await must(review(caseId))).toMatchObject({ decision: { outcome: 'accept', review: { kind: 'referral', machine: 'refer', clerk: { name: 'Tomas Lind' }, second: { name: supervisorName } } } });
    expect((await must(station.call('station.status', {}))).operator?.name).toBe('Tomas Lind');
    const { row, decisions } = await must(station.call('records.open', { caseId }));
    expect(row.outcome).toBe('accept');
    expect(decisions.map(({ decision, operatorName }) => [decision.outcome, decision.review?.kind ?? null, operatorName])).toEqual([['refer', null, 'Tomas Lind'], ['refer', null, 'Tomas Lind'], ['accept', 'referral', supervisorName]]);
    await login(supervisorName);
    expect((await must(station.call('audit.list', { before: null, limit: 10 }))).map(({ action }) => action)).toContain('case.reviewed');
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
  });

  it('is listed for supervisors, who decide in their own session', async () => {
    const caseId = await closed();
    expect(await codeOf(station.call('reviews.waiting', {}))).toBe('operator.not-allowed');
    await login(supervisorName);
    expect(await must(station.call('reviews.waiting', {}))).toEqual([{ row: expect.objectContaining({ caseId }), own: false }]);
    await must(review(caseId, { second: null, outcome: 'reject', reason: 'not-the-holder' }));
    expect(await must(station.call('reviews.waiting', {}))).toEqual([]);
  });

  it('decides on a case that was submitted and then discarded: giving up is no way round them', async () => {
    await login('Tomas Lind');
    const waiting = await prepareCase(station);
    await must(station.call('case.submit', { ...waiting.evidence, results: waiting.evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    const accepted = await prepareCase(station);
    expect((await must(station.call('case.submit', { ...accepted.evidence, attestation }))).decision.outcome).toBe('accept');
    const again = await prepareCase(station);
    await must(station.call('case.submit', { ...again.evidence, results: again.evidence.results.map((r) => (r.id === 'doc.tilt' ? { ...r, value: 80 } : r)) }));
    for (const { caseId } of [waiting, accepted, again]) await must(station.call('draft.discard', { caseId }));
    expect(await must(station.call('draft.list', {}))).toEqual([]);
    const recordOf = (caseId: string) => must(station.call('records.open', { caseId }));
    for (const { caseId } of [waiting, accepted]) {
      const { row, decisions } = await recordOf(caseId);
      expect(row).toMatchObject({ outcome: 'refer', finished: true });
      expect(decisions.at(-1)).toMatchObject({ attestation: null, operatorName: 'Tomas Lind' });
    }
    // Asked to come again and gone: there is nothing to decide on.
    expect((await recordOf(again.caseId)).row).toMatchObject({ outcome: 'retry', finished: true });
    expect(await codeOf(station.call('case.finish', { caseId: accepted.caseId, attestation }))).toBe('case.closed');
    expect((await must(station.call('sync.status', {}))).rows.filter(({ caseId }) => caseId === waiting.caseId)).toHaveLength(2);
    await login(supervisorName);
    expect((await must(station.call('reviews.waiting', {}))).map(({ row, own }) => [row.caseId, own]).sort()).toEqual([[waiting.caseId, false], [accepted.caseId, false]].sort());
    await must(review(waiting.caseId, { second: null, outcome: 'reject', reason: 'not-the-holder' }));
    const lines = (await must(station.call('audit.list', { before: null, limit: 40 }))).filter(({ subject }) => subject === waiting.caseId).map(({ action }) => action);
    expect(lines).toEqual(['case.reviewed', 'record.opened', 'case.finished', 'draft.discarded', 'case.submitted']);
    expect(await must(station.call('audit.verify', {}))).toMatchObject({ ok: true });
  });

  it('sent twice is one decision, and a decided case is not decided again', async () => {
    const caseId = await closed();
    await must(review(caseId));
    await must(review(caseId));
    expect((await must(station.call('records.open', { caseId }))).decisions).toHaveLength(3);
    expect(await codeOf(review(caseId, { outcome: 'reject' }))).toBe('review.closed');
  });

  it('is never the clerk alone, another clerk, a wrong passphrase, or the supervisor who served', async () => {
    await must(station.call('operators.add', { name: 'Bea Sund', role: 'clerk', passphrase }));
    const caseId = await closed();
    expect(await codeOf(review(caseId, { second: null }))).toBe('review.not-a-second');
    expect(await codeOf(review(caseId, { second: { name: 'Bea Sund', passphrase } }))).toBe('review.not-a-second');
    expect(await codeOf(review(caseId, { second: { name: supervisorName, passphrase: 'wrong one' } }))).toBe('operator.unknown');
    await login(supervisorName);
    const { caseId: own, evidence } = await prepareCase(station);
    await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    await must(station.call('case.finish', { caseId: own, attestation }));
    expect(await codeOf(review(own, { second: null }))).toBe('review.not-a-second');
    expect(await codeOf(review(own))).toBe('review.not-a-second');
    expect((await must(station.call('reviews.waiting', {}))).find(({ row }) => row.caseId === own)).toMatchObject({ own: true });
  });

  it('is nobody who captured for the case or had it in between', async () => {
    for (const name of ['Bea Sund', 'Ove Dahl']) {
      await login(supervisorName);
      await addWithOwnPassphrase(station, name, 'supervisor');
    }
    const { caseId, evidence } = await prepareCase(station);
    await login('Bea Sund');
    await must(station.call('draft.save', { caseId, state: { step: 'review' } }));
    await login('Tomas Lind');
    await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    await must(station.call('case.finish', { caseId, attestation }));
    for (const name of ['Bea Sund', 'Ove Dahl']) expect(await codeOf(review(caseId, { second: { name, passphrase } })), name).toBe('review.not-a-second');
    const { servedBy } = await must(station.call('records.open', { caseId }));
    expect(servedBy.map(({ name }) => name)).toEqual(['Bea Sund', 'Ove Dahl', 'Tomas Lind']);
    expect(await must(review(caseId))).toMatchObject({ decision: { review: { clerk: { name: 'Tomas Lind' } } } });
  });

  it('is nobody whose passphrase somebody of the case gave them, until they have chosen their own; then the trail still tells', async () => {
    const { operatorId } = await must(station.call('operators.add', { name: 'Bea Sund', role: 'supervisor', passphrase }));
    const { operatorId: third } = await must(station.call('operators.add', { name: 'Ove Dahl', role: 'supervisor', passphrase }));
    await login('Bea Sund');
    await must(station.call('operators.change', { operatorId: third, passphrase: 'a third long one' }));
    await login(supervisorName);
    const { caseId, evidence } = await prepareCase(station);
    await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    await must(station.call('case.finish', { caseId, attestation }));
    const bea = { name: 'Bea Sund', passphrase };
    expect(await codeOf(review(caseId, { second: bea }))).toBe('review.passphrase-given');
    // Given by somebody whose own passphrase was given.
    expect(await codeOf(review(caseId, { second: { name: 'Ove Dahl', passphrase: 'a third long one' } }))).toBe('review.passphrase-given');
    await login('Bea Sund');
    expect(await codeOf(review(caseId, { second: null }))).toBe('review.passphrase-given');
    await must(station.call('operators.passphrase', { current: passphrase, next: 'chosen by herself' }));
    expect(await must(station.call('operators.list', {}))).toContainEqual(expect.objectContaining({ operatorId, passphraseBy: null }));
    await must(review(caseId, { second: null }));
    expect((await must(station.call('audit.list', { before: null, limit: 1 })))[0]).toMatchObject({ action: 'case.reviewed', facts: { secondOnceGivenBy: supervisorName } });
  });

  it('is nobody who gave somebody of the case their passphrase, and so could have served in their name; when that one has chosen their own the trail still tells', async () => {
    await must(station.call('operators.add', { name: 'Bea Sund', role: 'clerk', passphrase }));
    await login('Bea Sund');
    const { caseId, evidence } = await prepareCase(station);
    await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    await must(station.call('case.finish', { caseId, attestation }));
    await login(supervisorName);
    expect(await codeOf(review(caseId, { second: null }))).toBe('review.passphrase-given');
    await login('Bea Sund');
    expect(await codeOf(review(caseId))).toBe('review.passphrase-given');
    await must(station.call('operators.passphrase', { current: passphrase, next: 'chosen by herself' }));
    await must(review(caseId));
    await login(supervisorName);
    const made = (await must(station.call('audit.list', { before: null, limit: 5 }))).find(({ action }) => action === 'case.reviewed');
    expect(made).toMatchObject({ facts: { secondOnceGaveTo: 'Bea Sund' } });
  });

  it('must say why', async () => {
    const caseId = await closed();
    expect(await codeOf(review(caseId, { note: '  ' }))).toBe('input.invalid');
    expect(await codeOf(station.answer('case.review', { caseId, outcome: 'accept', note: 'x', second }))).toBe('input.invalid');
  });

  it('overrides what the policy decided only as an override, and what is open only after it is closed', async () => {
    const caseId = await closed(({ id, value }) => (id === 'face.multiple' ? 9 : value));
    const { row } = await must(station.call('records.open', { caseId }));
    expect(row.outcome).toBe('retry');
    expect(await must(review(caseId))).toMatchObject({ decision: { review: { kind: 'override', machine: row.outcome } } });
    const { caseId: open, evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    expect(await codeOf(review(open))).toBe('case.incomplete');
  });
});

describe('staff as customers', () => {
  it('cannot verify themselves', async () => {
    await login('Tomas Lind');
    const { evidence } = await prepareCase(station, { surname: 'LIND', givenNames: 'TOMAS', documentNumber: 'X1234567' });
    expect(await codeOf(station.call('case.submit', evidence))).toBe('case.own');
    await login(supervisorName);
    const { decision } = await must(station.call('case.submit', evidence));
    expect(decision).toMatchObject({ outcome: 'refer', reasons: [expect.objectContaining({ code: 'match.insider', concern: 'eligibility' })] });
    await login('Tomas Lind');
    expect(await codeOf(station.call('case.finish', { caseId: evidence.caseId, attestation }))).toBe('case.own');
  });

  it.each<[string, Partial<Evidence>]>([
    ['a correction of the name', { corrections: [{ field: 'surname', original: null, value: 'Lindqvist', at: noon }, { field: 'givenNames', original: null, value: 'Jonas', at: noon }] }],
    ['a correction of the whole name', { corrections: [{ field: 'fullName', original: null, value: 'Jonas Lindqvist', at: noon }] }],
  ])('are not let through by %s', async (_what, change) => {
    await login('Tomas Lind');
    const { evidence } = await prepareCase(station, { surname: 'LIND', givenNames: 'TOMAS', documentNumber: 'X1234567' });
    expect(await codeOf(station.call('case.submit', { ...evidence, ...change }))).toBe('case.own');
    await login(supervisorName);
    const { decision } = await must(station.call('case.submit', { ...evidence, ...change }));
    expect(decision.reasons.map(({ code }) => code)).toContain('match.insider');
  });

  it('are not let through by a middle name, nor by what a later submission no longer says', async () => {
    await login('Tomas Lind');
    const { evidence, caseId } = await prepareCase(station, { surname: 'LIND', givenNames: 'TOMAS ERIK', documentNumber: 'X1234567' });
    expect(await codeOf(station.call('case.submit', evidence))).toBe('case.own');
    await login(supervisorName);
    await must(station.call('case.submit', evidence));
    await login('Tomas Lind');
    const other = { ...evidence, extraction: evidenceOf(caseId, evidence.captureIds).extraction };
    expect(await codeOf(station.call('case.submit', other))).toBe('case.own');
    await login(supervisorName);
    await must(station.call('case.submit', other));
    await login('Tomas Lind');
    expect(await codeOf(station.call('case.finish', { caseId, attestation }))).toBe('case.own');
  });

  it('are no second person for their own case', async () => {
    const caseId = await closed(undefined, { surname: 'Falk', givenNames: 'Ines', documentNumber: 'X1234567' });
    expect(await codeOf(review(caseId))).toBe('case.own');
  });

  it('of a window\'s own word on it nothing is believed', async () => {
    await login(supervisorName);
    const { evidence, caseId } = await prepareCase(station, { surname: 'Lind', givenNames: 'Tomas', documentNumber: 'X1234567' });
    const passed = { id: 'match.insider', status: 'pass' as const, value: 0, threshold: 0, unit: '', regions: [], values: {}, reason: null, captureId: null };
    await must(station.call('case.submit', { ...evidence, results: [...evidence.results, passed] }));
    const { evidence: stored } = await must(station.call('records.open', { caseId }));
    expect(stored.results.filter(({ id }) => id === 'match.insider')).toEqual([expect.objectContaining({ status: 'fail', value: 1 })]);
  });
});
