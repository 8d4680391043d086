import { describe, expect, test } from 'vitest';
import { evidenceSchema } from '../../core/case/case.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { nothingRead, type Field } from '../../core/document/reading.ts';
import type { Journey } from '../../core/case/journey.ts';
import type { Policy } from '../../core/case/policy.ts';
import { buildEvidence, collectResults, marksOf } from './evidence.ts';
import { fromDraft, parseDraft, toDraft } from './draft.ts';
import { corrected } from '../../core/case/settled.ts';
import { choose, correct, retryStep, sideOfRegion, type CaseWork, type SideWork } from './work.ts';

const front = '11111111-1111-4111-8111-111111111111';
const back = '22222222-2222-4222-8222-222222222222';
const face = '33333333-3333-4333-8333-333333333333';
const at = '2026-11-23T10:00:00.000Z';
const picture = new Uint8Array([255, 216, 255]);

const result = (id: string, status: CheckResult['status'] = 'pass'): CheckResult =>
  ({ id, status, value: 1, threshold: 1, unit: 'x', regions: status === 'fail' ? [{ x: 5, y: 6, width: 7, height: 8 }] : [], values: {}, reason: null, captureId: null });
const field = (value: string): Field => ({ value, source: 'mrz', confidence: 0.9, region: { x: 1, y: 2, width: 30, height: 10 } });
const side = (captureId: string, results: CheckResult[]): SideWork =>
  ({ captureId, picture, width: 640, height: 400, quad: null, results, lane: 'camera', reading: { ...nothingRead, fields: { surname: field('HALVORSEN') } } });

const work: CaseWork = {
  caseId: '44444444-4444-4444-8444-444444444444', startedAt: at, date: '2026-11-23', demo: false, visit: null,
  journey: {
    step: 'result', twoSided: true, statement: false, attempts: 0, captures: { 'document-front': front, 'document-back': back, 'face': face },
    setup: { tier: 'primary', mode: 'attended', documentType: 'id-card', country: 'UTO', consent: { version: '1', accepted: true, faceComparison: true, at } },
  },
  sides: { front: side(front, [result('doc.glare', 'fail'), result('doc.expired', 'fail')]), back: side(back, [result('doc.glare')]) },
  judged: { reading: { ...nothingRead, fields: { surname: field('HALVORSEN') } }, results: [result('doc.expired')] },
  mrzChoices: [], corrections: [], face: { captureId: face, picture, width: 640, height: 480, results: [result('face.pose')] }, staffComparison: null,
  challenge: [result('live.challenge')],
  statement: null, address: null, match: { verdict: 'match', distance: 0.3, frames: 5, results: [result('match.id')], steps: [{ a: 'portrait', b: 'face', distance: 0.3, verdict: 'match' }], odd: null, faces: [], portrait: null, live: null, fused: null, ms: 1 },
};

test('each picture keeps its own results; what was judged over both sides replaces what the front said', () => {
  expect(collectResults(work).map((r) => [r.id, r.status, r.captureId])).toEqual([
    ['doc.glare', 'fail', front], ['doc.glare', 'pass', back], ['doc.expired', 'pass', null],
    ['face.pose', 'pass', face], ['live.challenge', 'pass', null], ['match.id', 'pass', null],
  ]);
});

test('what the checks knew of a camera goes with the capture it was used for', () => {
  const desk = { at, width: 1920, height: 1080, dpi: 200, cyclesPerPixel: 0.25, lamps: [] };
  const evidence = buildEvidence({ ...work, sides: { ...work.sides, back: { ...work.sides.back!, desk } } }, { program: '0.1.0' });
  expect(evidenceSchema.parse(evidence).desks).toEqual({ [back]: desk });
  expect(buildEvidence(work, { program: '0.1.0' })).not.toHaveProperty('desks');
});

test('the evidence fits the contract and names its captures in the order they were taken', () => {
  const evidence = buildEvidence(work, { program: '0.1.0' });
  expect(evidenceSchema.parse(evidence)).toEqual(evidence);
  expect(evidence.captureIds).toEqual([front, back, face]);
  expect(evidence.match).toEqual({ verdict: 'match', distance: 0.3, frames: 5, steps: [{ a: 'portrait', b: 'face', distance: 0.3, verdict: 'match' }] });
});

test('a case that was not matched says so instead of inventing a distance', () => {
  expect(buildEvidence({ ...work, match: null }, {}).match).toEqual({ verdict: 'none', distance: null, frames: 0, steps: [] });
});

test('the word of staff stands in the evidence, and not in the draft: whoever goes on compares anew', async () => {
  const staffComparison = { finding: 'same' as const, note: '', operatorId: front, operatorName: 'Ines', at };
  const { setup } = work.journey;
  const compared: CaseWork = { ...work, face: null, challenge: null, match: null, staffComparison, journey: { ...work.journey, captures: { 'document-front': front, 'document-back': back }, setup: { ...setup!, consent: { ...setup!.consent, faceComparison: false } } } };
  const evidence = buildEvidence(compared, {});
  expect(evidenceSchema.parse(evidence)).toMatchObject({ staffComparison, captureIds: [front, back], match: { verdict: 'none', distance: null } });
  const again = await fromDraft(work.caseId, parseDraft(JSON.parse(JSON.stringify(toDraft(compared))))!, { date: work.date, policy: { statement: null }, mode: 'attended' }, () => Promise.resolve(picture));
  expect([again.staffComparison, again.journey.step]).toEqual([null, 'staff-comparison']);
  expect(retryStep('match.staff', null, compared)).toBe('staff-comparison');
});

test('a reason points at its picture and its step', () => {
  expect(marksOf(work, 'doc.glare', front)).toEqual({ picture: work.sides.front, regions: [{ x: 5, y: 6, width: 7, height: 8 }] });
  expect(marksOf(work, 'doc.glare', back)).toBeNull();
  expect(retryStep('doc.glare', back, work)).toBe('document-back');
  expect(retryStep('doc.expired', null, work)).toBe('document-front');
  expect(retryStep('match.id', null, work)).toBe('face');
  expect(retryStep('live.challenge', null, work)).toBe('challenge');
});

test.each([['passport', 'setup'], ['other', 'document-front'], [null, 'document-front']] as const)('a document of another type is chosen anew, what is none is shown again: %s', (found, step) => {
  const documentType = found && { class: found, country: 'UTO', confidence: 1 };
  expect(retryStep('doc.type-mismatch', front, { ...work, judged: { reading: { ...nothingRead, documentType }, results: [] } })).toBe(step);
});

test('a correction keeps the original; typing the original again takes it back', () => {
  const original = field('HALV0RSEN');
  const once = correct([], { field: 'surname', original, value: 'HALVORSEN', at });
  expect(once).toEqual([{ field: 'surname', original, value: 'HALVORSEN', at }]);
  expect(corrected({ ...nothingRead, fields: { surname: original } }, once).fields.surname).toMatchObject({ value: 'HALVORSEN', source: 'clerk' });
  expect(correct(once, { field: 'surname', original, value: 'HALV0RSEN', at })).toEqual([]);
});

test('a doubtful character has one choice, the last; it stands in the evidence and in the draft', () => {
  const choice = { line: 1, column: 22, candidates: ['7', '2'], read: '7', chosen: '2', at };
  const mrzChoices = choose(choose([], { ...choice, chosen: null }), choice);
  expect(mrzChoices).toEqual([choice]);
  expect(buildEvidence({ ...work, mrzChoices }, {}).mrzChoices).toEqual([choice]);
  expect(parseDraft(JSON.parse(JSON.stringify(toDraft({ ...work, mrzChoices }))))?.mrzChoices).toEqual([choice]);
});

test('a place told for the whole document is marked on the side that has it', () => {
  const place = { x: 40, y: 50, width: 30, height: 10 };
  const behind = { ...work, sides: { ...work.sides, back: { ...work.sides.back!, reading: { ...nothingRead, fields: { expiryDate: { ...field('2030-01-01'), region: place } } } } } };
  expect(sideOfRegion(behind, place)).toBe('back');
  expect(sideOfRegion(behind, { x: 1, y: 2 })).toBe('front');
});

test('a draft survives JSON and comes back with its pictures, without the match', async () => {
  const draft = parseDraft(JSON.parse(JSON.stringify(toDraft(work))));
  expect(JSON.stringify(draft)).not.toContain('picture');
  const again = await fromDraft(work.caseId, draft!, { date: work.date, policy: { statement: null }, mode: 'attended' }, () => Promise.resolve(picture));
  expect(again).toEqual({ ...work, match: null });
});

test('a case of a customer alone is attended by whoever takes it over; where the agent said they are stays', async () => {
  const alone: CaseWork = { ...work, visit: { place: 'Route 9' }, journey: { ...work.journey, setup: { ...work.journey.setup!, mode: 'self-service' } } };
  const taken = await fromDraft(work.caseId, parseDraft(JSON.parse(JSON.stringify(toDraft(alone))))!, { date: work.date, policy: { statement: null }, mode: 'attended' }, () => Promise.resolve(picture));
  expect([taken.journey.setup?.mode, taken.visit]).toEqual(['attended', { place: 'Route 9' }]);
});

test('before consent there is no draft, and a foreign one is not taken', () => {
  expect(toDraft({ ...work, journey: { ...work.journey, step: 'consent' } })).toBeNull();
  expect(parseDraft({ form: 2 })).toBeNull();
});

describe('the statement', () => {
  const word = { date: 'right' as const, word: null, operatorId: front, operatorName: 'Ines', at };
  const region = { x: 1, y: 2, width: 3, height: 4 };
  const held = {
    captureId: '55555555-5555-4555-8555-555555555555', picture, width: 1280, height: 720, lane: 'camera' as const, judged: [result('stmt.missing'), result('stmt.date', 'fail')],
    asked: { word: 'CoinEx', code: null, hand: true }, staff: null, reading: { people: 1, face: region, document: null, sheet: { region, lines: [], code: null }, mirrored: false },
  };
  const holding = (staff: typeof word | null): CaseWork => ({ ...work, statement: { ...held, staff }, journey: { ...work.journey, statement: true, captures: { ...work.journey.captures, statement: held.captureId } } });
  const asks: Policy['statement'] = { word: 'CoinEx', wording: 'Write this.', ways: { 'attended': ['hand'], 'field': [], 'self-service': [], 'batch': [] } };
  const resumed = (from: CaseWork, statement: Policy['statement'] = asks) => fromDraft(work.caseId, parseDraft(JSON.parse(JSON.stringify(toDraft(from))))!, { date: work.date, policy: { statement }, mode: 'attended' }, () => Promise.resolve(picture));

  test('stands in the evidence with what was asked, and its results with their picture', () => {
    const evidence = buildEvidence(holding(word), {});
    expect(evidenceSchema.parse(evidence).statement).toEqual({ reading: held.reading, asked: held.asked, staff: word });
    expect(evidence.captureIds).toEqual([front, back, face, held.captureId]);
    expect(evidence.results.filter((r) => r.id.startsWith('stmt.')).map((r) => [r.id, r.captureId])).toEqual([['stmt.missing', held.captureId], ['stmt.date', held.captureId]]);
    expect(marksOf(holding(null), 'stmt.date', held.captureId)?.picture).toMatchObject({ captureId: held.captureId });
    expect(retryStep('stmt.date', held.captureId, holding(null))).toBe('statement');
  });

  test('is kept in the draft; one that staff answered for is made again, as somebody else may go on', async () => {
    expect((await resumed(holding(null))).statement?.reading).toEqual(held.reading);
    const again = await resumed(holding(word));
    expect([again.statement, again.journey.captures.statement]).toEqual([null, undefined]);
  });

  test('is not taken along under a policy without one, and asked for under one with it, wherever the case stood', async () => {
    const at = (step: Journey['step'], from: CaseWork): CaseWork => ({ ...from, journey: { ...from.journey, step } });
    const without = await resumed(at('result', holding(null)), null);
    expect([without.statement, without.journey.captures.statement, without.journey.step]).toEqual([null, undefined, 'result']);
    expect((await resumed(at('statement', work), null)).journey.step).toBe('result');
    expect((await resumed(at('result', work))).journey.step).toBe('statement');
  });
});

test('a proof of several pages: each is a capture with what was found on it, the text is told of the first, and the draft brings all back', async () => {
  const page = (captureId: string, results: CheckResult[]) => ({ captureId, picture, width: 1240, height: 1754, results });
  const [first, second] = ['66666666-6666-4666-8666-666666666666', '77777777-7777-4777-8777-777777777777'] as const;
  const proof = { ...page(first, [result('poa.screenshot')]), more: [page(second, [result('poa.screenshot', 'fail')])], judged: [result('poa.no-date', 'fail')], reading: { source: 'print' as const, pageCount: 2, lines: [], identity: null }, lane: 'camera' as const, mime: 'image/jpeg' as const };
  const form = { country: 'GBR', street: 'Mill Lane', number: '14', unit: '', city: 'Cambridge', region: '', postalCode: 'CB2 1TN' };
  const proven: CaseWork = { ...work, address: { form, proof } };
  const evidence = evidenceSchema.parse(buildEvidence(proven, {}));
  expect(evidence.captureIds.slice(3)).toEqual([first, second]);
  expect(evidence.results.filter((r) => r.id.startsWith('poa.')).map((r) => [r.id, r.captureId])).toEqual([['poa.screenshot', first], ['poa.no-date', first], ['poa.screenshot', second]]);
  expect([marksOf(proven, 'poa.screenshot', second)?.picture, marksOf(proven, 'poa.no-date', first)?.picture]).toEqual([proof.more[0], proof]);
  const again = await fromDraft(work.caseId, parseDraft(JSON.parse(JSON.stringify(toDraft(proven))))!, { date: work.date, policy: { statement: null }, mode: 'attended' }, () => Promise.resolve(picture));
  expect(again.address).toEqual(proven.address);
});
