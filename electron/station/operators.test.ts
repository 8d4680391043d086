/** People who come and go: roles, disabling, passphrases, locking out, and the case that stays open while somebody else takes over. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import type { SessionEnd } from '../../core/contract.ts';
import { createStation, type RunningStation } from './create.ts';
import { readKeyring } from './keyring.ts';

const resourcesDir = newResources();
const other = 'another long one';
let dir: string;
let station: RunningStation;
let uptime: number;
let ended: SessionEnd[];

async function start(): Promise<void> {
  station = await createStation({ dir, resourcesDir, clock: () => new Date(noon), tools: { uptimeMs: () => uptime } });
  station.on((name, payload) => { if (name === 'session.ended') ended.push((payload as { why: SessionEnd }).why); });
}
beforeEach(async () => {
  dir = newFolder();
  uptime = 0;
  ended = [];
  await start();
  await must(station.call('setup.complete', setupInput));
  return () => station.close();
});
afterAll(removeFolders);

const login = (name: string, word = passphrase) => station.call('session.login', { name, passphrase: word });
const add = (name: string, role: 'clerk' | 'supervisor' | 'auditor') => must(station.call('operators.add', { name, role, passphrase }));
const wraps = (): string[] => readKeyring(path.join(dir, 'keyring.json'))!.supervisors.map(({ name }) => name);
const trail = async (): Promise<string[]> => (await must(station.call('audit.list', { before: null, limit: 40 }))).map(({ action }) => action);
const own = async (): Promise<string> => (await must(station.call('operators.list', {}))).find(({ name }) => name === supervisorName)!.operatorId;

describe('roles', () => {
  it('a clerk becomes a supervisor only with a passphrase, and then unlocks the station', async () => {
    const { operatorId } = await add('Tomas', 'clerk');
    expect(await codeOf(station.call('operators.change', { operatorId, role: 'supervisor' }))).toBe('input.invalid');
    await must(station.call('operators.change', { operatorId, role: 'supervisor', passphrase: other }));
    expect(wraps()).toEqual([supervisorName, 'Tomas']);
    station.close();
    await start();
    expect((await must(login('Tomas', other))).role).toBe('supervisor');
  });

  it('a supervisor who becomes a clerk loses the key', async () => {
    const { operatorId } = await add('Tomas', 'supervisor');
    await must(station.call('operators.change', { operatorId, role: 'clerk' }));
    expect(wraps()).toEqual([supervisorName]);
    expect((await must(login('Tomas'))).role).toBe('clerk');
  });

  it('whoever changes their own role is logged out at once', async () => {
    await add('Tomas', 'supervisor');
    await must(station.call('operators.change', { operatorId: await own(), role: 'auditor' }));
    expect(ended).toEqual(['changed']);
    expect(await codeOf(station.call('operators.list', {}))).toBe('session.needed');
    expect((await must(login(supervisorName))).role).toBe('auditor');
  });

  it('the last supervisor stays one', async () => {
    const operatorId = await own();
    for (const change of [{ role: 'clerk' as const }, { disabled: true }]) expect(await codeOf(station.call('operators.change', { operatorId, ...change }))).toBe('operator.last-supervisor');
    expect(wraps()).toEqual([supervisorName]);
  });

  it('after a change of the key the only one who can open the station stays, until another has logged in', async () => {
    await add('Tomas', 'supervisor');
    await must(station.call('key.change', { passphrase }));
    expect(wraps()).toEqual([supervisorName]);
    const operatorId = await own();
    for (const change of [{ role: 'clerk' as const }, { disabled: true }]) expect(await codeOf(station.call('operators.change', { operatorId, ...change }))).toBe('operator.last-supervisor');
    await must(login('Tomas'));
    await must(station.call('operators.change', { operatorId, disabled: true }));
    expect(wraps()).toEqual(['Tomas']);
  });
});

describe('a kiosk', () => {
  const permit = (name: string, word: string) => station.call('kiosk.permit', { name, passphrase: word });

  it('that is locked is closed by a supervisor, which begins no session and is a line in the trail', async () => {
    await add('Tomas', 'clerk');
    station.close();
    await start();
    expect(await codeOf(permit(supervisorName, 'wrong one'))).toBe('operator.unknown');
    expect(await codeOf(permit('Tomas', passphrase))).toBe('store.locked');
    expect((await must(station.call('station.status', {}))).state).toBe('locked');
    expect(await codeOf(permit(supervisorName, passphrase))).toBe('ok');
    expect((await must(station.call('station.status', {}))).operator).toBeNull();
    station.close();
    await start();
    await must(login(supervisorName));
    expect((await trail()).slice(0, 5)).toEqual(['session.login', 'station.unlocked', 'kiosk.left', 'station.unlocked', 'operator.added']);
  });

  it('that is open is closed by nobody else', async () => {
    await add('Tomas', 'clerk');
    expect(await codeOf(permit('Tomas', passphrase))).toBe('operator.not-allowed');
    expect(await codeOf(permit(supervisorName, passphrase))).toBe('ok');
    expect((await trail())[0]).toBe('kiosk.left');
  });
});

it('a disabled operator cannot log in, is offered no more, and can be let in again', async () => {
  const { operatorId } = await add('Tomas', 'clerk');
  expect(await must(station.call('operators.change', { operatorId, disabled: true }))).toMatchObject({ disabled: true });
  expect(await codeOf(login('Tomas'))).toBe('operator.disabled');
  // Who does not know the passphrase is not told.
  expect(await codeOf(login('Tomas', 'wrong one'))).toBe('operator.unknown');
  expect((await must(station.call('operators.names', {}))).map(({ name }) => name)).toEqual([supervisorName]);
  await must(station.call('operators.change', { operatorId, disabled: false }));
  expect(await codeOf(login('Tomas'))).toBe('ok');
});

describe('passphrases', () => {
  it('one changes one\'s own by knowing the one of now; a supervisor\'s unlocks the station afterwards', async () => {
    expect(await codeOf(station.call('operators.passphrase', { current: 'not this', next: other }))).toBe('operator.unknown');
    expect(await codeOf(station.call('operators.passphrase', { current: passphrase, next: 'short' }))).toBe('operator.weak-passphrase');
    await must(station.call('operators.passphrase', { current: passphrase, next: other }));
    station.close();
    await start();
    expect(await codeOf(login(supervisorName))).toBe('operator.unknown');
    expect(await codeOf(login(supervisorName, other))).toBe('ok');
  });

  it('a supervisor gives somebody a new one, and not themselves', async () => {
    const { operatorId } = await add('Tomas', 'clerk');
    await must(station.call('operators.change', { operatorId, passphrase: other }));
    expect(await codeOf(station.call('operators.change', { operatorId: await own(), passphrase: other }))).toBe('operator.not-allowed');
    expect(await codeOf(login('Tomas', other))).toBe('ok');
  });
});

it('what two change at once is both changed', async () => {
  await add('Tomas', 'supervisor');
  const operatorId = await own();
  const [word, role] = await Promise.all([codeOf(station.call('operators.passphrase', { current: passphrase, next: other })), codeOf(station.call('operators.change', { operatorId, role: 'auditor' }))]);
  expect([word, role]).toEqual(['ok', 'ok']);
  expect((await must(login(supervisorName, other))).role).toBe('auditor');
  expect(wraps()).toEqual(['Tomas']);
});

it('work that waited ends only in the session it was begun in', async () => {
  const { operatorId } = await add('Tomas', 'clerk');
  const [change] = await Promise.all([codeOf(station.call('operators.change', { operatorId, role: 'supervisor', passphrase: other })), must(station.call('session.logout', {}))]);
  expect(change).toBe('session.needed');
  expect(wraps()).toEqual([supervisorName]);
});

describe('wrong guesses', () => {
  async function guess(name: string, times: number): Promise<string> {
    let code = '';
    for (let n = 0; n < times; n += 1) {
      code = await codeOf(login(name, 'wrong one'));
      uptime += 1_000_000;
    }
    return code;
  }

  it('ten in a row lock a name until a supervisor unlocks it, also over a restart', async () => {
    const { operatorId } = await add('Tomas', 'clerk');
    expect(await guess('Tomas', 10)).toBe('operator.unknown');
    expect(await codeOf(login('Tomas'))).toBe('operator.locked');
    station.close();
    await start();
    await must(login(supervisorName));
    expect(await codeOf(login('Tomas'))).toBe('operator.locked');
    expect(await must(station.call('operators.list', {}))).toContainEqual(expect.objectContaining({ name: 'Tomas', lockedOut: true }));
    expect(await must(station.call('operators.unlock', { operatorId }))).toMatchObject({ lockedOut: false });
    expect(await codeOf(login('Tomas'))).toBe('ok');
    await must(login(supervisorName));
    expect(await trail()).toEqual(expect.arrayContaining(['operator.locked', 'operator.unlocked']));
  });

  it.each<[string, (word: string) => Promise<string>]>([
    ['as a second person', (word) => codeOf(station.call('case.review', { caseId: randomUUID(), outcome: 'accept', reason: 'other', note: 'x', second: { name: 'Tomas', passphrase: word } }))],
    ['of one\'s own, to change it', (word) => codeOf(station.call('operators.passphrase', { current: word, next: other }))],
  ])('%s count, wait, lock and are in the trail as at the login', async (_what, guessOnce) => {
    await add('Tomas', 'supervisor');
    await must(login('Tomas'));
    const before = await trail();
    // At once: each is looked at only after the one before it was counted.
    const codes = await Promise.all(Array.from({ length: 6 }, () => guessOnce('wrong one')));
    expect(codes.filter((code) => code === 'operator.unknown')).toHaveLength(3);
    expect(codes.filter((code) => code === 'operator.wait')).toHaveLength(3);
    for (let n = 0; n < 7; n += 1) {
      uptime += 1_000_000;
      await guessOnce('wrong one');
    }
    expect(await guessOnce(passphrase)).toBe('operator.locked');
    const lines = await trail();
    expect(lines.filter((action) => action === 'session.refused')).toHaveLength(10);
    expect(lines.filter((action) => action === 'operator.locked')).toHaveLength(1 + before.filter((action) => action === 'operator.locked').length);
  });

  it('never lock out the last supervisor who could unlock', async () => {
    expect(await guess(supervisorName, 11)).toBe('operator.unknown');
    expect(await codeOf(login(supervisorName))).toBe('ok');
    await add('Tomas', 'supervisor');
    await guess('Tomas', 10);
    expect(await codeOf(login('Tomas'))).toBe('operator.locked');
    await guess(supervisorName, 10);
    expect(await codeOf(login(supervisorName))).toBe('ok');
  });
});

it('lets somebody else take over a case under work: nothing is lost, and the trail says who went on', async () => {
  await add('Tomas', 'clerk');
  const { caseId, evidence } = await prepareCase(station);
  await must(login('Tomas'));
  expect(ended).toEqual([]);
  for (const step of ['review', 'result']) await must(station.call('draft.save', { caseId, state: { step } }));
  await must(station.call('case.submit', evidence));
  await must(login(supervisorName));
  const lines = await must(station.call('audit.list', { before: null, limit: 20 }));
  expect(lines.filter(({ action }) => action === 'case.resumed')).toEqual([expect.objectContaining({ operatorName: 'Tomas', facts: { from: supervisorName } })]);
  expect(lines.filter(({ action }) => action === 'session.switched')).toHaveLength(2);
});
