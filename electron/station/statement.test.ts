/** The statement as the station sees it: what the window says of day, word, code and staff is not believed. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import type { StepPair } from '../../core/case/steps.ts';
import { checks } from '../../core/checks/index.ts';
import { sheetCodePattern, sheetSymbolText } from '../../core/document/statement/sheet-code.ts';
import { attestation, beginVisit, captureInput, codeOf, evidenceOf, mira, must, newFolder, noon, pictureOf, prepareCase, removeFolders, selfService, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { createStation, openEphemeralStation, type RunningStation } from './create.ts';

const today = '2026-11-23';
const asked: NonNullable<Policy['statement']> = { word: 'CoinEx', wording: 'Write this.', ways: { 'attended': ['hand', 'printed'], 'field': ['hand'], 'self-service': ['printed'], 'batch': [] } };
let station: RunningStation;
let operatorId: string;
/** Of the customer who is alone with it. */
let own: string | undefined;

async function open(mode: 'attended' | 'self-service' | 'field' = 'attended', change: Partial<Policy> = {}): Promise<void> {
  const resourcesDir = newFolder();
  mkdirSync(path.join(resourcesDir, 'policies'));
  const policy = testPolicy();
  const rules = Object.fromEntries(checks.map(({ id, subject }) => [id, subject === 'statement' ? { enabled: true } : policy.checks[id]!]));
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify(parsePolicy({ ...policy, selfService, field: { place: 'not-asked' }, statement: asked, checks: rules, ...change })));
  station = await createStation({ dir: newFolder(), resourcesDir, clock: () => new Date(noon) });
  operatorId = (await must(station.call('setup.complete', { ...setupInput, mode }))).operator!.operatorId;
  own = mode === 'self-service' ? await beginVisit(station) : undefined;
}
beforeEach(() => open());
afterEach(() => station.close());
afterAll(removeFolders);

type Held = NonNullable<Evidence['statement']>;
const box = (y: number) => ({ x: 800, y, width: 400, height: 80 });
const row = (text: string, y: number, confidence = 0.95) => ({ text, again: text, box: box(y), confidence });
const sheetOf = (lines: NonNullable<Held['reading']['sheet']>['lines'], code: string | null = null): Held => ({
  asked: { word: 'CoinEx', code: null, hand: true }, staff: null,
  reading: { people: 1, mirrored: false, face: { x: 560, y: 200, width: 180, height: 220 }, document: { region: { x: 40, y: 360, width: 440, height: 310 }, portrait: true, fields: { documentNumber: 'L898902C3' } }, sheet: { region: { x: 790, y: 340, width: 440, height: 320 }, lines, code } },
});
const right = (): Held => sheetOf([row('2026/11/23', 400), row('CoinEx', 520)]);
const unreadable = (): Held => sheetOf([row('2O2b/ll/z3', 400, 0.3), row('CoinFx', 520, 0.3)]);

const pair = (a: StepPair['a'], b: StepPair['b']): StepPair => ({ a, b, distance: 0.2, verdict: 'match' });

/** Everything passes but what the station judges itself. */
async function prepared(statement: Held | null, mode: 'attended' | 'self-service' | 'field' = 'attended'): Promise<Evidence> {
  const { caseId, captureIds, evidence } = await prepareCase(station, mira, 3000, 1, own === undefined ? {} : { caseId: own });
  const held = randomUUID();
  await must(station.call('capture.put', captureInput(caseId, held, 'statement', pictureOf(900, 7))));
  return {
    ...evidence, setup: { ...evidence.setup, mode }, captureIds: [...captureIds, held], statement,
    match: { ...evidence.match, steps: [pair('portrait', 'face'), pair('portrait', 'statement'), pair('portrait', 'held'), pair('face', 'statement'), pair('face', 'held'), pair('statement', 'held')] },
    results: [...evidence.results, ...checks.filter((c) => c.subject === 'statement').map(({ id, threshold }) => ({ id, status: 'pass' as const, value: threshold.limit, threshold: threshold.limit, unit: threshold.unit, regions: [], values: {}, reason: null, captureId: held }))],
  };
}
const word = (answers: Partial<NonNullable<Held['staff']>> = {}): NonNullable<Held['staff']> => ({ date: 'right', word: 'right', operatorId, operatorName: supervisorName, at: noon, ...answers });
const decided = async (evidence: Evidence) => (await must(station.call('case.submit', evidence))).decision;
const about = (decision: { reasons: { code: string; status: string }[] }): string[] => decision.reasons.filter((r) => r.code.startsWith('stmt.')).map((r) => `${r.code} ${r.status}`).sort();

describe('the sheet of a case', () => {
  const caseOf = async (): Promise<string> => (await prepareCase(station)).caseId;

  it('has a code of its own, the same at every asking, and the day of the station', async () => {
    const [first, second] = [await caseOf(), await caseOf()];
    const sheet = await must(station.call('case.sheet', { caseId: first }));
    expect(sheet).toEqual({ word: 'CoinEx', date: today, code: expect.stringMatching(sheetCodePattern) as string });
    expect(await must(station.call('case.sheet', { caseId: first }))).toEqual(sheet);
    expect((await must(station.call('case.sheet', { caseId: second }))).code).not.toBe(sheet.code);
    expect(await must(station.call('case.asked', { caseId: first }))).toEqual({ asked: { word: 'CoinEx', code: sheet.code, hand: true }, date: today });
  });

  it('is not drawn by asking what must stand on paper, and goes with the draft', async () => {
    const caseId = await caseOf();
    expect((await must(station.call('case.asked', { caseId }))).asked.code).toBeNull();
    await must(station.call('case.sheet', { caseId }));
    await must(station.call('draft.discard', { caseId }));
    expect((await must(station.call('case.asked', { caseId }))).asked.code).toBeNull();
    expect(await codeOf(station.call('case.sheet', { caseId }))).toBe('store.not-found');
  });

  it('is refused where the policy prints none, and to nobody', async () => {
    const caseId = await caseOf();
    await must(station.call('session.logout', {}));
    expect(await codeOf(station.call('case.sheet', { caseId }))).toBe('session.needed');
    station.close();
    await open('field');
    expect(await codeOf(station.call('case.sheet', { caseId: await caseOf() }))).toBe('input.invalid');
    station.close();
    await open('attended', { statement: null });
    expect(await codeOf(station.call('case.asked', { caseId: await caseOf() }))).toBe('input.invalid');
  });
});

describe('a statement', () => {
  it('on the sheet that was printed for this case is accepted, and stands in the record', async () => {
    const plain = await prepared(right());
    const { code } = await must(station.call('case.sheet', { caseId: plain.caseId }));
    const evidence = { ...plain, statement: sheetOf(right().reading.sheet!.lines, sheetSymbolText({ date: today, code })) };
    expect(await decided(evidence)).toMatchObject({ outcome: 'refer', reasons: [] });
    expect((await must(station.call('case.finish', { caseId: evidence.caseId, attestation }))).decision.outcome).toBe('accept');
    const record = await must(station.call('records.open', { caseId: evidence.caseId }));
    expect(record.evidence.statement).toEqual({ ...evidence.statement, asked: { word: 'CoinEx', code, hand: true } });
    expect(record.captures.map((c) => c.step)).toEqual(['document-front', 'face', 'statement']);
  });

  it.each([
    ['another day', [row('2026/11/22', 400), row('CoinEx', 520)], ['stmt.date fail', 'stmt.word not-assessed']],
    ['the day in another order', [row('23/11/2026', 400), row('CoinEx', 520)], ['stmt.date fail', 'stmt.word not-assessed']],
    ['another word', [row('2026/11/23', 400), row('Binance', 520)], ['stmt.date not-assessed', 'stmt.word fail']],
  ])('with %s is not, whatever the window says', async (_what, lines, reasons) => {
    const decision = await decided(await prepared(sheetOf(lines)));
    expect([decision.outcome, about(decision)]).toEqual(['retry', reasons]);
  });

  it('that nobody could read goes to staff, and is accepted on the answers of whoever is logged in', async () => {
    expect(await decided(await prepared(unreadable()))).toMatchObject({ outcome: 'refer' });
    expect(about(await decided(await prepared(unreadable())))).toEqual(['stmt.date not-assessed', 'stmt.word not-assessed']);
    expect(about(await decided(await prepared({ ...unreadable(), staff: word() })))).toEqual([]);
    expect(about(await decided(await prepared({ ...unreadable(), staff: word({ word: 'wrong' }) })))).toEqual(['stmt.word fail']);
  });

  it('the answer of staff does not make right what the machine read as wrong', async () => {
    expect(about(await decided(await prepared({ ...sheetOf([row('2026/11/22', 400), row('CoinEx', 520)]), staff: word() })))).toEqual(['stmt.date fail']);
  });

  it('is refused with an answer of somebody else, or of anybody in self-service', async () => {
    expect(await codeOf(station.call('case.submit', await prepared({ ...unreadable(), staff: word({ operatorId: randomUUID() }) })))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', await prepared({ ...unreadable(), staff: word({ operatorName: 'Tom Reed' }) })))).toBe('input.invalid');
    station.close();
    await open('self-service');
    expect(await codeOf(station.call('case.submit', await prepared({ ...unreadable(), staff: word() }, 'self-service')))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', await prepared(unreadable(), 'self-service')))).toBe('ok');
  });

  it('is the one the station printed for this case where the policy takes no other, whoever looks at a hand', async () => {
    station.close();
    await open('attended', { statement: { ...asked, ways: { ...asked.ways, attended: ['printed'] } } });
    expect(about(await decided(await prepared({ ...unreadable(), staff: word() })))).toEqual(['stmt.date fail', 'stmt.word fail']);
    station.close();
    await open('self-service');
    const evidence = await prepared(right(), 'self-service');
    expect(about(await decided(evidence))).toEqual(['stmt.date fail', 'stmt.word fail']);
    const { code } = await must(station.call('case.sheet', { caseId: evidence.caseId }));
    expect(about(await decided({ ...evidence, statement: sheetOf(right().reading.sheet!.lines, sheetSymbolText({ date: today, code })) }))).toEqual([]);
  });

  it('is held against the word and code of the station, not those that were sent', async () => {
    const evidence = await prepared({ ...sheetOf([row('2026/11/23', 400), row('Coin', 520)]), asked: { word: 'Coin', code: null, hand: true } });
    expect(about(await decided(evidence))).toEqual(['stmt.date not-assessed', 'stmt.word fail']);
    const printed = await prepared(right());
    const { code } = await must(station.call('case.sheet', { caseId: printed.caseId }));
    const other = sheetSymbolText({ date: today, code: code === 'ACDEFGHJ' ? 'ACDEFGHK' : 'ACDEFGHJ' });
    expect(about(await decided({ ...printed, statement: sheetOf(right().reading.sheet!.lines, other) }))).toEqual(['stmt.date fail']);
    expect(about(await decided({ ...printed, statement: sheetOf(right().reading.sheet!.lines, sheetSymbolText({ date: today, code })) }))).toEqual([]);
    expect((await must(station.call('records.open', { caseId: printed.caseId }))).evidence.statement?.asked).toEqual({ word: 'CoinEx', code, hand: true });
  });

  it('is refused where whoever holds the sheet was left out of the comparison of faces', async () => {
    const evidence = await prepared(right());
    const without = (left: (p: StepPair) => boolean) => station.call('case.submit', { ...evidence, match: { ...evidence.match, steps: evidence.match.steps.filter((p) => !left(p)) } });
    const isOf = (kind: StepPair['a']) => (p: StepPair) => p.a === kind || p.b === kind;
    expect(await codeOf(without(isOf('statement')))).toBe('input.invalid');
    expect(await codeOf(without((p) => isOf('statement')(p) && isOf('face')(p)))).toBe('input.invalid');
    expect(await codeOf(without(() => true))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', evidence))).toBe('ok');
  });

  it('is asked for: without it, or without its picture, the case is not complete', async () => {
    expect(await codeOf(station.call('case.submit', await prepared(null)))).toBe('case.incomplete');
    const evidence = await prepared(right());
    expect(await codeOf(station.call('case.submit', { ...evidence, captureIds: evidence.captureIds.slice(0, 2), results: evidence.results.filter((r) => r.captureId !== evidence.captureIds[2]) }))).toBe('case.incomplete');
  });

  it('has no place beside a declined comparison of faces: its picture shows the face', async () => {
    const evidence = await prepared(right());
    const without = { ...evidence, setup: { ...evidence.setup, consent: { ...evidence.setup.consent, faceComparison: false } }, results: [], match: { ...evidence.match, verdict: 'none' as const, distance: null, steps: [] }, staffComparison: { finding: 'same' as const, note: '', operatorId, operatorName: supervisorName, at: noon } };
    expect(await codeOf(station.call('case.submit', without))).toBe('input.invalid');
    expect(await codeOf(station.call('case.submit', { ...without, statement: null }))).toBe('input.invalid');
    const { caseId, captureIds } = await prepareCase(station);
    const { decision } = await must(station.call('case.submit', { ...without, caseId, statement: null, captureIds: [captureIds[0]] }));
    expect(about(decision)).toEqual([]);
  });
});

describe('a case from the command line', () => {
  /** As `vestibule verify --statement` opens its station. */
  async function outcomeOf(code: string | null, day = today): Promise<string[]> {
    station.close();
    const [caseId, front, face, held] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const policy = parsePolicy({ ...testPolicy(), statement: asked, checks: Object.fromEntries(checks.map(({ id, subject }) => [id, subject === 'statement' ? { enabled: true } : testPolicy().checks[id]!])) });
    station = openEphemeralStation({ policy, clock: () => new Date(`${day}T12:00:00`), ...(code === null ? {} : { sheet: { caseId, code } }) });
    await must(station.call('draft.save', { caseId, state: {} }));
    for (const [id, step] of [[front, 'document-front'], [face, 'face'], [held, 'statement']] as const) await must(station.call('capture.put', captureInput(caseId, id, step, pictureOf(900, step.length))));
    const evidence = evidenceOf(caseId, [front, face], mira);
    const statement = sheetOf([row('2026/11/23', 400), row('CoinEx', 520)], sheetSymbolText({ date: today, code: 'ACDEFGH3' }));
    const steps = [pair('portrait', 'face'), pair('portrait', 'statement'), pair('face', 'statement')];
    const decision = await decided({ ...evidence, setup: { ...evidence.setup, mode: 'batch' }, captureIds: [front, face, held], statement, match: { ...evidence.match, steps } });
    return about(decision).filter((line) => !line.startsWith('stmt.other-document'));
  }

  it('holds the sheet against the code and the day it was told, and no other', async () => {
    expect(await outcomeOf('ACDEFGH3')).toEqual([]);
    expect(await outcomeOf('ACDEFGH4')).toEqual(['stmt.date fail']);
    expect(await outcomeOf(null)).toEqual(['stmt.date fail']);
    expect(await outcomeOf('ACDEFGH3', '2026-11-24')).toEqual(['stmt.date fail']);
  });
});
