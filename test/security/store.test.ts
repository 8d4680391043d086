/** What lies on the disk, what errors say, and what the station lets in. */
import { readdirSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, hostCalls, type CallName } from '../../core/contract.ts';
import { errorCodes } from '../../core/errors.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { attestation, captureInput, codeOf, must, newFolder, newResources, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName, type PreparedCase } from '../fakes/station-kit.ts';

const dir = newFolder();
const planted = { surname: 'PLANTEDSURNAME', givenNames: 'PlantedGiven', documentNumber: 'PLANTED9042' };
let station: RunningStation;
let stored: PreparedCase;

beforeAll(async () => {
  station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  stored = await prepareCase(station, planted, 50_000);
  await must(station.call('case.submit', stored.evidence));
});
afterAll(() => {
  station.close();
  removeFolders();
});

const filesOf = (): { name: string; bytes: Buffer }[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => ({ name: entry.name, bytes: readFileSync(path.join(entry.parentPath, entry.name)) }));

async function storeKey(): Promise<Buffer> {
  return Buffer.from((await unwrapForSupervisor(readKeyring(path.join(dir, 'keyring.json'))!.supervisors[0]!, passphrase))!);
}

function expectNowhere(secrets: Record<string, Buffer>): void {
  for (const { name, bytes } of filesOf()) for (const [what, secret] of Object.entries(secrets)) expect(`${what} in ${name}: ${bytes.includes(secret)}`).toBe(`${what} in ${name}: false`);
}

describe('on the disk', () => {
  it('nothing of the customer can be read, in the store, its log and beside it', async () => {
    expect(filesOf().map((file) => file.name)).toEqual(expect.arrayContaining(['station.db', 'station.db-wal', 'keyring.json']));
    const texts = Object.entries(planted).flatMap(([what, text]) => [[what, Buffer.from(text)], [`folded ${what}`, Buffer.from(text.toLowerCase())], [`UTF-16 ${what}`, Buffer.from(text, 'utf16le')]] as const);
    const secrets = { ...Object.fromEntries(texts), picture: Buffer.from(pictureOf(50_000, 1).subarray(1000, 1032)), draft: Buffer.from('document-front'), table: Buffer.from('CREATE TABLE') };
    expectNowhere(secrets);
    const { bytes } = filesOf().find((file) => file.name === 'station.db')!;
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    // Closing moves everything into the one file.
    station.close();
    expectNowhere(secrets);
    station = await createStation({ dir, resourcesDir: newResources() });
    await must(station.call('session.login', { name: supervisorName, passphrase }));
  });

  it('neither key nor passphrase can be read', async () => {
    const key = await storeKey();
    expectNowhere({ key, 'key in hex': Buffer.from(key.toString('hex')), 'key in base64': Buffer.from(key.toString('base64')), passphrase: Buffer.from(passphrase) });
  });

  it.skipIf(process.platform === 'win32')('the keyring belongs to its owner alone', async () => {
    const { statSync } = await import('node:fs');
    expect((statSync(path.join(dir, 'keyring.json')).mode & 0o777).toString(8)).toBe('600');
  });
});

describe('errors', () => {
  it('are codes of the closed family and carry no key, no name, no path, no foreign text', async () => {
    const key = await storeKey();
    const attempts: [unknown, unknown][] = [
      ['case.submit', { ...stored.evidence, captureIds: [randomUUID()] }],
      ['case.submit', { ...stored.evidence, extraction: { fields: { [planted.surname]: planted } } }],
      ['case.finish', { caseId: randomUUID(), attestation }],
      ['records.open', { caseId: randomUUID() }],
      ['capture.get', { captureId: planted.surname }],
      ['session.login', { name: planted.surname, passphrase: planted.surname }],
      [planted.surname, {}],
      ['scanner.capabilities', { name: `/dev/${planted.surname}` }],
      ['scanner.start', { wish: { name: `/dev/${planted.surname}`, dpi: planted.surname }, after: null }],
    ];
    for (const [name, input] of attempts) {
      const answer = await station.answer(name, input);
      const text = JSON.stringify(answer);
      expect(answer.ok, text).toBe(false);
      if (!answer.ok) expect(errorCodes).toContain(answer.error.code);
      for (const secret of [planted.surname, planted.documentNumber, dir, key.toString('hex'), 'SQLITE', 'Error']) expect(text).not.toContain(secret);
    }
    const log = readFileSync(path.join(dir, 'station.log'), 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(attempts.length);
    for (const secret of [planted.surname, planted.documentNumber, dir, key.toString('hex'), supervisorName, '/dev']) expect(log).not.toContain(secret);
  });
});

describe('the border', () => {
  const bad = async (name: unknown, input: unknown): Promise<string> => codeOf(station.answer(name, input));

  it.each([['no.such'], ['__proto__'], ['constructor'], ['hasOwnProperty'], [''], [null], [undefined], [{}], [['station.status']]])('does not know the call %j', async (name) => {
    expect(await bad(name, {})).toBe('call.unknown');
  });

  it('refuses for every call: nothing, a text, a list, and (where it takes a closed object) one key too many', async () => {
    for (const name of Object.keys(contract) as CallName[]) {
      // What the main process answers itself (electron/sheet-calls.test.ts) is no call of the station.
      const code = (hostCalls as readonly string[]).includes(name) ? 'call.unknown' : 'input.invalid';
      for (const input of [null, undefined, 'text', [], 7]) expect(`${name} ${JSON.stringify(input)} ${await bad(name, input)}`).toBe(`${name} ${JSON.stringify(input)} ${code}`);
    }
    expect(await bad('station.status', { extra: 1 })).toBe('input.invalid');
    expect(await bad('records.search', { limit: 1, offset: 0, extra: 1 })).toBe('input.invalid');
  });

  it.each(['../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'a/b', '%2e%2e%2f', 'C:\\x', '\0', '', "' OR 1=1 --", 'x'.repeat(10_000)])('takes no id that looks like %j', async (id) => {
    expect(await bad('capture.get', { captureId: id })).toBe('input.invalid');
    expect(await bad('records.open', { caseId: id })).toBe('input.invalid');
    expect(await bad('draft.save', { caseId: id, state: {} })).toBe('input.invalid');
    expect(await bad('draft.discard', { caseId: id })).toBe('input.invalid');
    expect(await bad('case.finish', { caseId: id, attestation: null })).toBe('input.invalid');
    expect(await bad('capture.put', captureInput(id, randomUUID(), 'face', pictureOf(10)))).toBe('input.invalid');
  });

  it('takes nothing oversized', async () => {
    const caseId = randomUUID();
    expect(await bad('capture.put', captureInput(caseId, randomUUID(), 'face', new Uint8Array(40_000_001)))).toBe('input.invalid');
    expect(await bad('capture.put', captureInput(caseId, randomUUID(), 'face', new Uint8Array(0)))).toBe('input.invalid');
    expect(await bad('draft.save', { caseId, state: 'x'.repeat(2_000_001) })).toBe('input.too-large');
    expect(await bad('session.login', { name: 'x'.repeat(81), passphrase })).toBe('input.invalid');
    expect(await bad('session.login', { name: supervisorName, passphrase: 'x'.repeat(201) })).toBe('input.invalid');
    expect(await bad('records.search', { limit: 201, offset: 0 })).toBe('input.invalid');
    expect(await bad('case.submit', { ...stored.evidence, results: Array.from({ length: 401 }, () => stored.evidence.results[0]) })).toBe('input.invalid');
    expect(await bad('draft.list', {})).toBe('ok');
    expect(JSON.stringify(await must(station.call('draft.list', {})))).not.toContain(caseId);
  });

  it('takes no number that is none', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '1', null, 1n]) expect(await bad('records.search', { limit: value, offset: 0 })).toBe('input.invalid');
    expect(await bad('case.submit', { ...stored.evidence, results: [{ ...stored.evidence.results[0], value: Number.NaN }] })).toBe('input.invalid');
  });

  it('survives what cannot be written down', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(await bad('draft.save', { caseId: randomUUID(), state: circle })).not.toBe('ok');
    expect(await bad('draft.save', { caseId: randomUUID(), state: { big: 1n } })).not.toBe('ok');
    expect(await bad('station.status', {})).toBe('ok');
  });
});
