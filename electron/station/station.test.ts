import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../core/contract.ts';
import {
  attestation, captureInput, codeOf, mira, must, newFolder, newResources, noon, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName, testPolicy,
} from '../../test/fakes/station-kit.ts';
import { readHead } from './audit-head.ts';
import { createStation, openEphemeralStation, type RunningStation, type StationOptions } from './create.ts';
import { readKeyring, unwrapForSupervisor } from './keyring.ts';
import { auditOf } from './store/audit.ts';
import { verifyAuditChain } from './store/audit-chain.ts';
import type { Db } from './store/db.ts';
import { openStore } from './store/open.ts';

const resourcesDir = newResources();
let dir: string;
let now: Date;
let uptime: number;
let station: RunningStation;

const options = (): StationOptions => ({ dir, resourcesDir, clock: () => now, tools: { uptimeMs: () => uptime } });

beforeEach(async () => {
  dir = newFolder();
  now = new Date(noon);
  uptime = 0;
  station = await createStation(options());
});
afterEach(() => station.close());
afterAll(removeFolders);

const setUp = () => must(station.call('setup.complete', setupInput));
const login = (name = supervisorName, word = passphrase) => station.call('session.login', { name, passphrase: word });

async function restart(): Promise<void> {
  station.close();
  station = await createStation(options());
}

/** The store as a second reader sees it. */
async function inStore<Made>(look: (db: Db) => Made): Promise<Made> {
  const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
  const key = await unwrapForSupervisor(keyring.supervisors[0]!, passphrase);
  const db = openStore(path.join(dir, 'station.db'), key!, keyring.salt);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

describe('set-up and unlocking', () => {
  it('goes setup -> ready -> locked after a restart -> ready by a supervisor', async () => {
    expect((await must(station.call('station.status', {}))).state).toBe('setup');
    expect(await must(station.call('setup.policies', {}))).toEqual([expect.objectContaining({ id: 'coinex' })]);
    const status = await setUp();
    expect(status).toMatchObject({ state: 'ready', stationName: 'Counter 3', branch: 'Harbour', mode: 'attended', operator: { name: supervisorName, role: 'supervisor' }, warnings: [] });
    expect(() => contract['station.status'].output.parse(status)).not.toThrow();
    expect(await codeOf(station.call('setup.complete', setupInput))).toBe('setup.done-already');
    await restart();
    expect(await must(station.call('station.status', {}))).toMatchObject({ state: 'locked', stationName: 'Counter 3', operator: null });
    expect(await must(station.call('operators.names', {}))).toEqual([{ name: supervisorName, role: 'supervisor' }]);
    expect(await codeOf(station.call('records.search', { limit: 10, offset: 0 }))).toBe('store.locked');
    expect(await codeOf(login(supervisorName, 'wrong'))).toBe('operator.unknown');
    expect((await must(login())).role).toBe('supervisor');
    expect((await must(station.call('station.status', {}))).state).toBe('ready');
  });

  it('opens by itself with the keystore of the host, and by passphrase when that is gone', async () => {
    const flip = async (bytes: Uint8Array): Promise<Uint8Array> => bytes.map((b) => b ^ 0x5a);
    station.close();
    const withKeystore = { ...options(), keyring: { wrap: flip, unwrap: flip } };
    station = await createStation(withKeystore);
    await setUp();
    expect((await must(station.call('station.about', {}))).keyProtection).toBe('os-keystore');
    station.close();
    station = await createStation(withKeystore);
    expect((await must(station.call('station.status', {}))).state).toBe('ready');
    station.close();
    station = await createStation({ ...options(), keyring: { wrap: flip, unwrap: () => Promise.reject(new Error('other user')) } });
    expect(await must(station.call('station.status', {}))).toMatchObject({ state: 'locked', warnings: [{ code: 'keyring.unavailable' }] });
    expect((await must(login())).name).toBe(supervisorName);
  });

  it('refuses a short passphrase and a policy that is not there, and stays in set-up', async () => {
    expect(await station.call('setup.complete', { ...setupInput, supervisor: { name: 'A', passphrase: 'short' } })).toEqual({ ok: false, error: { code: 'operator.weak-passphrase', values: { length: 8 } } });
    expect(await codeOf(station.call('setup.complete', { ...setupInput, policyId: '../coinex' }))).toBe('policy.invalid');
    expect((await must(station.call('station.status', {}))).state).toBe('setup');
  });

  it('says what it is made of', async () => {
    station.close();
    station = await createStation({ ...options(), resourcesDir: path.resolve(import.meta.dirname, '../../resources') });
    const about = await must(station.call('station.about', {}));
    expect(() => contract['station.about'].output.parse(about)).not.toThrow();
    expect(about.sqlite).toMatch(/^3\.\d+\.\d+, SQLite3 Multiple Ciphers 2\.\d/);
  });
});

describe('operators', () => {
  beforeEach(setUp);

  it('lets a supervisor add people, each with their role', async () => {
    expect((await must(station.call('operators.add', { name: 'Tom Reed', role: 'clerk', passphrase: 'eight or more' }))).role).toBe('clerk');
    expect(await codeOf(station.call('operators.add', { name: 'TOM reed', role: 'clerk', passphrase: 'eight or more' }))).toBe('operator.name-taken');
    await must(station.call('operators.add', { name: 'Ada Audit', role: 'auditor', passphrase: 'looks at all' }));
    await must(login('tom reed', 'eight or more'));
    expect(await codeOf(station.call('operators.add', { name: 'X', role: 'clerk', passphrase: 'eight or more' }))).toBe('operator.not-allowed');
    await must(login('Ada Audit', 'looks at all'));
    expect(await codeOf(station.call('draft.list', {}))).toBe('operator.not-allowed');
    expect(await codeOf(station.call('records.search', { limit: 5, offset: 0 }))).toBe('ok');
  });

  it('gives a second supervisor a wrap of their own; a clerk cannot unlock', async () => {
    await must(station.call('operators.add', { name: 'Second', role: 'supervisor', passphrase: 'another phrase' }));
    await must(station.call('operators.add', { name: 'Clerk', role: 'clerk', passphrase: 'another phrase' }));
    await restart();
    expect(await codeOf(login('Clerk', 'another phrase'))).toBe('store.locked');
    expect((await must(login('Second', 'another phrase'))).name).toBe('Second');
    expect((await must(login('Clerk', 'another phrase'))).role).toBe('clerk');
  });

  it('makes a guesser wait longer and longer, also over a restart, locked or open', async () => {
    for (let guess = 0; guess < 3; guess += 1) expect(await codeOf(login(supervisorName, `guess ${guess}`))).toBe('operator.unknown');
    expect(await login()).toEqual({ ok: false, error: { code: 'operator.wait', values: { seconds: 5 } } });
    await restart();
    expect(await codeOf(login())).toBe('operator.wait');
    uptime += 5001;
    expect(await codeOf(login(supervisorName, 'again'))).toBe('operator.unknown');
    expect(await login()).toMatchObject({ error: { code: 'operator.wait', values: { seconds: 10 } } });
    uptime += 10_001;
    expect(await codeOf(login())).toBe('ok');
    expect(await codeOf(login(supervisorName, 'one slip'))).toBe('operator.unknown');
    expect(await codeOf(login())).toBe('ok');
  });

  it('checks guesses that are sent at once one after the other', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, (_, n) => codeOf(login(supervisorName, `guess ${n}`))));
    expect(codes).toEqual(['operator.unknown', 'operator.unknown', 'operator.unknown', 'operator.wait', 'operator.wait', 'operator.wait']);
  });

  it('ends the session on logout and asks for one afterwards', async () => {
    const heard: unknown[] = [];
    station.on((name, payload) => heard.push([name, payload]));
    await must(station.call('session.logout', {}));
    expect(heard).toEqual([['session.ended', { why: 'logout' }]]);
    expect(await codeOf(station.call('draft.list', {}))).toBe('session.needed');
  });
});

describe('the walk of a case', () => {
  beforeEach(setUp);

  it('submits, finishes, and shows the whole record', async () => {
    const { caseId, evidence, captureIds } = await prepareCase(station);
    const submitted = await must(station.call('case.submit', evidence));
    expect(submitted).toMatchObject({ caseId, number: '20261123-0001', decision: { outcome: 'refer', policy: { id: 'coinex' } } });
    const finished = await must(station.call('case.finish', { caseId, attestation }));
    expect(finished).toMatchObject({ number: '20261123-0001', decision: { outcome: 'accept', reasons: [] } });
    expect(await must(station.call('draft.list', {}))).toEqual([]);
    const record = await must(station.call('records.open', { caseId }));
    expect(() => contract['records.open'].output.parse(record)).not.toThrow();
    expect(record.row).toMatchObject({ name: 'Mira Lu Östergård', documentNumber: 'L898902C3', outcome: 'accept', finished: true, demo: true, operatorName: supervisorName });
    expect(record.decisions.map((d) => [d.decision.outcome, d.attestation])).toEqual([['refer', null], ['accept', attestation]]);
    // The station's own word on staff stands beside what the window found.
    expect(record.evidence.results.map((r) => r.id).sort()).toEqual([...evidence.results.map((r) => r.id), 'match.staff', 'match.insider', 'doc.blocked'].sort());
    expect(record.captures.map((c) => c.captureId)).toEqual(captureIds);
    const { picture } = await must(station.call('capture.get', { captureId: captureIds[0] }));
    expect(picture).toEqual(pictureOf(3000, 1));
    await inStore((db) => {
      expect(auditOf(db, caseId).map((line) => line.action)).toEqual(['case.submitted', 'case.finished', 'record.opened']);
      expect(verifyAuditChain(db, { publicKey: readKeyring(path.join(dir, 'keyring.json'))!.signing!.publicKey, anchors: [readHead(path.join(dir, 'audit-head.json'))!] })).toMatchObject({ ok: true, signedFrom: 1 });
      expect(db.prepare('SELECT sequence, state FROM outbox').all()).toEqual([{ sequence: 1, state: 'waiting' }, { sequence: 2, state: 'waiting' }]);
    });
  });

  it('never stores the same thing twice', async () => {
    const { caseId, evidence } = await prepareCase(station);
    const first = await must(station.call('case.submit', evidence));
    const reordered = Object.fromEntries(Object.entries(evidence).reverse()) as typeof evidence;
    expect(await must(station.call('case.submit', reordered))).toEqual(first);
    const closed = await must(station.call('case.finish', { caseId, attestation }));
    expect(await must(station.call('case.finish', { caseId, attestation }))).toEqual(closed);
    expect(await codeOf(station.call('case.finish', { caseId, attestation: { ...attestation, note: 'other' } }))).toBe('case.closed');
    expect(await must(station.call('records.open', { caseId }))).toMatchObject({ decisions: [{}, {}] });
    expect(await codeOf(station.call('case.submit', { ...evidence, startedAt: '2026-11-23T11:00:00.000Z' }))).toBe('case.closed');
  });

  it('keeps one number over a retry, and both decisions', async () => {
    const { caseId, evidence } = await prepareCase(station);
    const worse = { ...evidence, results: evidence.results.map((r) => (r.id === 'doc.sharpness' ? { ...r, value: 1000 } : r)) };
    const first = await must(station.call('case.submit', worse));
    expect(first.decision).toMatchObject({ outcome: 'retry', reasons: [{ code: 'doc.sharpness', status: 'fail' }] });
    const second = await must(station.call('case.submit', evidence));
    expect(second).toMatchObject({ number: first.number, decision: { outcome: 'refer' } });
    expect((await must(station.call('records.open', { caseId }))).decisions).toHaveLength(2);
  });

  it('works a verdict out again from its value and the policy limit', async () => {
    const { caseId, evidence } = await prepareCase(station);
    const lied = evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9, threshold: 99, status: 'pass' as const } : r));
    const { decision } = await must(station.call('case.submit', { ...evidence, results: lied }));
    expect(decision.reasons.map((r) => [r.code, r.status])).toContainEqual(['match.id', 'fail']);
    const stored = (await must(station.call('records.open', { caseId }))).evidence.results.find((r) => r.id === 'match.id');
    expect(stored).toMatchObject({ status: 'fail', value: 9, threshold: evidence.results.find((r) => r.id === 'match.id')?.threshold });
  });

  it('refuses what does not belong together', async () => {
    const { evidence } = await prepareCase(station);
    const other = await prepareCase(station, mira, 3000, 9);
    const submit = (change: Partial<typeof evidence>) => codeOf(station.call('case.submit', { ...evidence, ...change }));
    expect(await submit({ captureIds: [randomUUID(), ...evidence.captureIds] })).toBe('case.incomplete');
    expect(await submit({ captureIds: [...evidence.captureIds, other.captureIds[0]] })).toBe('case.incomplete');
    expect(await submit({ captureIds: [evidence.captureIds[0]!] })).toBe('case.incomplete');
    expect(await submit({ captureIds: [evidence.captureIds[0]!, evidence.captureIds[0]!] })).toBe('input.invalid');
    expect(await submit({ setup: { ...evidence.setup, mode: 'batch' } })).toBe('input.invalid');
    expect(await submit({ setup: { ...evidence.setup, consent: { ...evidence.setup.consent, accepted: false } } })).toBe('case.incomplete');
    expect(await submit({ results: [{ ...evidence.results[0]!, id: 'doc.made-up' }] })).toBe('input.invalid');
    expect(await submit({ results: [{ ...evidence.results[0]!, captureId: other.captureIds[0] }] })).toBe('input.invalid');
    expect(await must(station.call('records.search', { limit: 10, offset: 0 }))).toEqual({ rows: [], total: 0, more: false });
    expect(await submit({})).toBe('ok');
  });

  it('asks for the back of a two-sided document', async () => {
    const { evidence } = await prepareCase(station);
    const card = { ...evidence, setup: { ...evidence.setup, documentType: 'id-card' as const } };
    expect(await codeOf(station.call('case.submit', card))).toBe('case.incomplete');
    expect(await codeOf(station.call('case.submit', evidence))).toBe('ok');
  });

  it('counts case numbers within the day, without gaps or doubles when many come at once', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, (_, n) => prepareCase(station, mira, 300, n * 2 + 1)));
    const answers = await Promise.all(cases.map(({ evidence }) => must(station.call('case.submit', evidence))));
    expect(answers.map((a) => a.number).sort()).toEqual(Array.from({ length: 12 }, (_, n) => `20261123-${String(n + 1).padStart(4, '0')}`));
    now = new Date('2026-11-24T12:00:00.000Z');
    const { evidence } = await prepareCase(station);
    expect((await must(station.call('case.submit', evidence))).number).toBe('20261124-0001');
  });

  it('finds cases by any word of the name, by numbers, date and outcome', async () => {
    for (const [at, person] of [
      ['2026-11-23T12:00:00.000Z', mira],
      ['2026-11-24T12:00:00.000Z', { surname: "O'Neil-Smith", givenNames: 'Jo', documentNumber: 'AB 12-345' }],
    ] as const) {
      now = new Date(at);
      const { evidence, caseId } = await prepareCase(station, person);
      await must(station.call('case.submit', evidence));
      if (person === mira) await must(station.call('case.finish', { caseId, attestation }));
    }
    const numbers = async (search: object) => (await must(station.call('records.search', { limit: 10, offset: 0, ...search }))).rows.map((row) => row.number);
    const [first, second] = ['20261123-0001', '20261124-0001'];
    expect(await numbers({})).toEqual([second, first]);
    for (const text of ['östergård', 'OSTERG', 'mira', 'lu mi', 'l8989', first, '20261123']) expect([text, await numbers({ text })]).toEqual([text, [first]]);
    for (const text of ["o'neil", 'oneil-smith', 'smith jo', 'ab12345', 'AB 12-345']) expect([text, await numbers({ text })]).toEqual([text, [second]]);
    for (const text of ['stergard', 'nobody', 'm%ra', "' OR 1=1 --"]) expect([text, await numbers({ text })]).toEqual([text, []]);
    expect(await numbers({ from: '2026-11-24' })).toEqual([second]);
    expect(await numbers({ to: '2026-11-23' })).toEqual([first]);
    expect(await numbers({ outcome: 'accept' })).toEqual([first]);
    expect(await numbers({ outcome: 'reject' })).toEqual([]);
    expect(await must(station.call('records.search', { limit: 1, offset: 1 }))).toMatchObject({ total: 2, rows: [{ number: first }] });
  });
});

describe('drafts', () => {
  beforeEach(setUp);

  it('are offered again after a restart, with their captures', async () => {
    const { caseId, captureIds } = await prepareCase(station);
    await restart();
    await must(login());
    expect(await must(station.call('draft.list', {}))).toEqual([{ caseId, state: { step: 'face' }, savedAt: noon }]);
    expect((await must(station.call('capture.get', { captureId: captureIds[1] }))).capture.step).toBe('face');
  });

  it('take their captures along when discarded', async () => {
    const { caseId, captureIds } = await prepareCase(station);
    await must(station.call('draft.discard', { caseId }));
    expect(await must(station.call('draft.list', {}))).toEqual([]);
    for (const captureId of captureIds) expect(await codeOf(station.call('capture.get', { captureId }))).toBe('store.not-found');
    await inStore((db) => expect(db.prepare('SELECT count(*) FROM capture_bytes').pluck().get()).toBe(0));
  });

  it('take a picture along that comes just after them, and its key', async () => {
    const { caseId } = await prepareCase(station);
    await must(station.call('draft.discard', { caseId }));
    expect(await codeOf(station.call('capture.put', captureInput(caseId, randomUUID(), 'face', pictureOf(100, 77))))).toBe('case.incomplete');
    await inStore((db) => expect(db.prepare('SELECT (SELECT count(*) FROM captures) + (SELECT count(*) FROM keys.case_keys)').pluck().get()).toBe(0));
  });

  it('keep what a submission speaks of', async () => {
    const { caseId, captureIds, evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    const retake = randomUUID();
    await must(station.call('capture.put', captureInput(caseId, retake, 'face', pictureOf(100, 77))));
    await must(station.call('draft.discard', { caseId }));
    expect(await codeOf(station.call('capture.get', { captureId: captureIds[0] }))).toBe('ok');
    expect(await codeOf(station.call('capture.get', { captureId: retake }))).toBe('store.not-found');
  });

  it('leave a line and no customer data when consent is declined', async () => {
    const { caseId } = await prepareCase(station);
    await must(station.call('draft.discard', { caseId, why: 'consent-declined' }));
    await inStore((db) => {
      expect(auditOf(db, caseId).map((line) => line.action)).toEqual(['consent.declined']);
      for (const table of ['drafts', 'captures', 'capture_bytes', 'cases']) expect([table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    });
  });

  it('do not come back by a late save after the case was closed', async () => {
    const { caseId, evidence } = await prepareCase(station);
    await must(station.call('case.submit', evidence));
    await must(station.call('case.finish', { caseId, attestation }));
    expect(await codeOf(station.call('draft.save', { caseId, state: { step: 'finished' } }))).toBe('ok');
    expect(await must(station.call('draft.list', {}))).toEqual([]);
    expect(await codeOf(station.call('capture.put', captureInput(caseId, randomUUID(), 'face', pictureOf(100))))).toBe('case.closed');
  });

  it('hold a capture once, and never another picture under its id', async () => {
    const [caseId, captureId] = [randomUUID(), randomUUID()];
    const put = (picture: Uint8Array<ArrayBuffer>) => station.call('capture.put', captureInput(caseId, captureId, 'face', picture));
    await must(station.call('draft.save', { caseId, state: {} }));
    const first = await must(put(pictureOf(500, 1)));
    expect(await must(put(pictureOf(500, 1)))).toEqual(first);
    expect(await codeOf(put(pictureOf(500, 2)))).toBe('input.invalid');
    expect(await codeOf(put(new Uint8Array(500)))).toBe('file.not-a-picture');
  });
});

describe('a camera that is a program', () => {
  it('brings no picture into a case where the policy refuses it, and does where the policy only tells of it', async () => {
    for (const [virtualCameras, answer] of [['refused', 'camera.virtual'], ['told', 'ok']] as const) {
      const ephemeral = openEphemeralStation({ policy: { ...testPolicy(), virtualCameras }, clock: () => new Date(noon) });
      const input = captureInput(randomUUID(), randomUUID(), 'face', pictureOf(500));
      await must(ephemeral.call('draft.save', { caseId: input.caseId, state: {} }));
      const from = (device: string, lane: 'camera' | 'file') => codeOf(ephemeral.call('capture.put', { ...input, captureId: randomUUID(), provenance: { ...input.provenance, device, lane } }));
      expect(await from('OBS Virtual Camera', 'camera')).toBe(answer);
      expect(await from('OBS Virtual Camera', 'file')).toBe('ok');
      expect(await from('Desk view (1a2b:0001)', 'camera')).toBe('ok');
      ephemeral.close();
    }
  });
});

describe('a station in memory', () => {
  it('verifies one case in mode batch, at once', async () => {
    const ephemeral = openEphemeralStation({ policy: testPolicy(), clock: () => new Date(noon) });
    const { evidence, caseId } = await prepareCase(ephemeral);
    const batch = { ...evidence, setup: { ...evidence.setup, mode: 'batch' as const } };
    expect(await must(ephemeral.call('case.submit', batch))).toMatchObject({ caseId, number: '20261123-0001', decision: { outcome: 'accept' } });
    ephemeral.close();
    expect(await codeOf(ephemeral.call('station.status', {}))).toBe('station.unavailable');
  });

  it('ends its session when nobody is there; asking for the status is not being there', async () => {
    vi.useFakeTimers();
    try {
      const heard: unknown[] = [];
      const ephemeral = openEphemeralStation({ policy: testPolicy() });
      ephemeral.on((name, payload) => heard.push([name, payload]));
      vi.advanceTimersByTime(3_599_000);
      expect(await must(ephemeral.call('session.touch', {}))).toEqual({ idleSeconds: 3600 });
      vi.advanceTimersByTime(3_599_000);
      expect((await must(ephemeral.call('station.status', {}))).operator).not.toBeNull();
      vi.advanceTimersByTime(1_000);
      expect(heard).toEqual([['session.ended', { why: 'idle' }]]);
      expect(await codeOf(ephemeral.call('draft.list', {}))).toBe('session.needed');
      ephemeral.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
