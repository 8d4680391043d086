/** What head office tells its stations: by the line and by hand, taken whole or not at all. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { administer } from '../../hub/admin.ts';
import { draftSchema, publish, type Draft } from '../../hub/bundles.ts';
import { silent } from '../../hub/log.ts';
import { addHubKeys, makeHubKeys, readHubKeys } from '../../hub/keys.ts';
import { openIdentity, rotateIdentity } from '../../hub/identity.ts';
import { revoke } from '../../hub/stations.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { contexts, type Signed } from '../../core/sync/protocol.ts';
import type { Bundle } from '../../core/sync/bundle.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startStation, until } from '../fakes/hub-kit.ts';
import { attestation, codeOf, mira, must, newFolder, newResources, passphrase, prepareCase, removeFolders, testPolicy } from '../fakes/station-kit.ts';

const resourcesDir = newResources();
afterAll(removeFolders);

const stricter = (version: string): Draft['policies'][number] => ({ ...testPolicy(), version, title: `Published ${version}` });
const told = async (station: RunningStation) => (await must(station.call('sync.status', {}))).told;
const answerFile = (bundles: Signed[]): string => JSON.stringify({ format: 'vestibule.receipts', receipts: [], bundles });
const emptyBundle: Omit<Bundle, 'version'> = { format: 'vestibule.bundle', protocol: 1, issuedAt: '2026-11-23T12:00:00.000Z', expiresAt: null, stations: null, policies: [], revokedStations: [], revokedOperators: [], blockedDocuments: null, notes: [], nextKeys: null };
const draft = (content: Partial<Draft> = {}): Draft => ({ ...draftSchema.parse({}), ...content });

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  const publishNow = async (content: Partial<Draft>): Promise<{ version: number; sha256: string }> => {
    const published = await publish(running().hub, draft(content));
    if (typeof published === 'string') throw new Error(`not published: ${published}`);
    if ('policy' in published) throw new Error(`not published: ${published.place}`);
    return published;
  };
  const pulled = async (station: RunningStation, version: number): Promise<void> => {
    await must(station.call('sync.now', {}));
    await until(async () => (await told(station)).bundle?.version === version);
  };

  it('a new policy counts from the next case, never within an open one, and the trail says which came', async () => {
    const station = await startStation(resourcesDir, 'Harbour');
    await enrol(station, running());
    const openCase = await prepareCase(station);
    const { version, sha256 } = await publishNow({ policies: [stricter('2027-01')], notes: ['The vault opens at nine.'] });
    await pulled(station, version);
    expect((await told(station)).bundle).toMatchObject({ sha256, policies: [{ id: 'coinex', version: '2027-01', title: 'Published 2027-01' }], notes: ['The vault opens at nine.'] });
    expect((await must(station.call('case.submit', openCase.evidence))).decision.policy.version).toBe(testPolicy().version);
    expect((await must(station.call('case.finish', { caseId: openCase.caseId, attestation }))).decision.policy.version).toBe(testPolicy().version);
    const next = await prepareCase(station, mira, 3000, 9);
    expect((await must(station.call('case.submit', next.evidence))).decision.policy.version).toBe('2027-01');
    expect(await must(station.call('policy.current', { caseId: openCase.caseId }))).toMatchObject({ version: testPolicy().version });
    const lines = await must(station.call('audit.list', { before: null, limit: 50 }));
    expect(lines.find(({ action }) => action === 'bundle.applied')?.facts).toMatchObject({ version, hash: sha256 });
    station.close();
    const again = await createStation({ dir: station.dir, resourcesDir });
    await login(again);
    expect(await must(again.call('policy.current', {}))).toMatchObject({ version: '2027-01' });
    again.close();
  });

  it('a policy that this program does not take is not published; one that comes all the same is refused, told and reported, and the last good one stays', async () => {
    const station = await startStation(resourcesDir, 'Mill');
    await enrol(station, running());
    expect(await publish(running().hub, draft({ policies: [{ ...stricter('x'), captureGoodFrames: 0 }] }))).toEqual({ policy: 'coinex', place: 'captureGoodFrames' });
    const { version } = await publishNow({ policies: [stricter('good')] });
    await pulled(station, version);
    // A hub of another program version might.
    await running().hub.db.transaction('owner', async (sql) => {
      const signed = running().hub.keys.sign(contexts.bundle, { ...emptyBundle, version: version + 1, policies: [{ id: 'coinex' }] });
      await sql.query(`INSERT INTO bundles (version, sign_key, body, signature, sha256, at) VALUES ($1, $2, $3, $4, 'other', now())`, [version + 1, running().hub.keys.signKey, signed.body, signed.signature]);
    });
    await must(station.call('sync.now', {}));
    await until(async () => (await told(station)).refused !== null);
    expect(await told(station)).toMatchObject({ refused: { version: version + 1, code: 'bundle.policy' }, bundle: { version } });
    expect(await must(station.call('policy.current', {}))).toMatchObject({ version: 'good' });
    await must(station.call('sync.now', {}));
    await until(async () => (await administer(running().hub, silent, { command: 'bundles' })).lines.some((line) => line.includes(`REFUSED ${version + 1}: bundle.policy`) && line.includes('Mill')));
    // New keys would be told with that word, and refused with it.
    const { keys, keysFile } = running().hub;
    expect(await administer(running().hub, silent, { command: 'rotate-keys' })).toEqual({ ok: false, lines: [expect.stringContaining('holds a policy that this program does not take')] });
    expect([running().hub.keys, readHubKeys(keysFile)?.signKey]).toEqual([keys, keys.signKey]);
    await pulled(station, (await publishNow({})).version);
    expect((await told(station)).refused).toBeNull();
    station.close();
  });

  it('by hand: another hub, another station, an older one, one that has expired, and a changed letter are refused', async () => {
    const station = await startStation(resourcesDir, 'Lighthouse', { tools: { fetch: (...asked) => (String(asked[0]).endsWith('/v1/bundle') ? Promise.reject(new TypeError('fetch failed')) : fetch(...asked)) } });
    await enrol(station, running());
    const { keys } = running().hub;
    const load = async (...bundles: Signed[]): Promise<string> => {
      const { bundle } = await must(station.call('sync.receipts', { text: answerFile(bundles) }));
      return bundle === 'refused' ? (await told(station)).refused!.code : bundle;
    };
    const word = (content: Partial<Bundle> & { version: number }): Signed => keys.sign(contexts.bundle, { ...emptyBundle, ...content });
    const five = word({ version: 5, notes: ['five'] });
    expect(await load(five)).toBe('applied');
    expect(await load(five)).toBe('none');
    const faults: readonly (readonly [string, Signed])[] = [
      ['bundle.signature', makeHubKeys(path.join(newFolder(), 'keys.json')).sign(contexts.bundle, { ...emptyBundle, version: 9 })],
      ['bundle.signature', { ...word({ version: 9 }), body: five.body.replace('five', 'nine') }],
      // Signed by the hub as something else.
      ['bundle.signature', keys.sign(contexts.receipt, { ...emptyBundle, version: 9 })],
      ['bundle.unreadable', keys.sign(contexts.bundle, { ...emptyBundle, version: 9, surprise: true })],
      ['bundle.older', word({ version: 4 })],
      ['bundle.other-content', word({ version: 5, notes: ['other'] })],
      ['bundle.foreign', word({ version: 6, stations: ['0'.repeat(32)] })],
      ['bundle.expired', word({ version: 6, expiresAt: '2020-01-01T00:00:00.000Z' })],
      ['bundle.policy', word({ version: 6, policies: [stricter('a'), stricter('b')] })],
      ['bundle.rotation', word({ version: 6, nextKeys: { signKey: keys.signKey, sealKey: keys.signKey, proof: `${'A'.repeat(86)}==` } })],
    ];
    for (const [code, signed] of faults) expect(await load(signed), code).toBe(code);
    expect((await told(station)).bundle).toMatchObject({ version: 5, notes: ['five'] });
    expect(await load(word({ version: 6 }))).toBe('applied');
    expect(await told(station)).toMatchObject({ bundle: { version: 6 }, refused: null });
    station.close();
  });

  it('a withdrawn operator is logged out and stays out; the last supervisor stays until there is another, and that is said', async () => {
    const station = await startStation(resourcesDir, 'Old town');
    await enrol(station, running());
    await must(station.call('operators.add', { name: 'Noa Brandt', role: 'clerk', passphrase }));
    await must(station.call('session.login', { name: 'Noa Brandt', passphrase }));
    const ends: unknown[] = [];
    station.on((name, payload) => name === 'session.ended' && ends.push(payload));
    const { version } = await publishNow({ revokedOperators: [{ name: 'noa  BRANDT'.replace('  ', ' '), stationId: null }, { name: 'Ines Falk', stationId: null }] });
    await must(station.call('sync.now', {}));
    await until(() => ends.length > 0);
    expect(ends).toEqual([{ why: 'changed' }]);
    expect(await codeOf(station.call('session.login', { name: 'Noa Brandt', passphrase }))).toBe('operator.revoked');
    await login(station);
    expect(await told(station)).toMatchObject({ bundle: { version }, supervisorKept: 'Ines Falk' });
    expect((await must(station.call('station.status', {}))).warnings).toContainEqual({ code: 'operator.revoked-last', values: {}, refuses: false });
    const noa = (await must(station.call('operators.list', {}))).find(({ name }) => name === 'Noa Brandt')!;
    expect(noa.disabled).toBe(true);
    expect(await codeOf(station.call('operators.change', { operatorId: noa.operatorId, disabled: false }))).toBe('operator.revoked');
    await must(station.call('operators.add', { name: 'Mika Sand', role: 'supervisor', passphrase }));
    expect(await codeOf(station.call('operators.list', {}))).toBe('session.needed');
    expect(await codeOf(station.call('session.login', { name: 'Ines Falk', passphrase }))).toBe('operator.revoked');
    await must(station.call('session.login', { name: 'Mika Sand', passphrase }));
    expect(await told(station)).toMatchObject({ supervisorKept: null });
    station.close();
  });

  it('after a change of the key the only one who can open the station is not withdrawn, and nothing else of the word is lost; they go when another has logged in', async () => {
    // What an earlier test published must not come between.
    await publishNow({});
    const station = await startStation(resourcesDir, 'New key');
    await enrol(station, running());
    await must(station.call('operators.add', { name: 'Mika Sand', role: 'supervisor', passphrase }));
    expect(await must(station.call('key.change', { passphrase }))).toEqual({ waiting: ['Mika Sand'] });
    await pulled(station, (await publishNow({ revokedOperators: [{ name: 'Ines Falk', stationId: null }], notes: ['came'] })).version);
    expect(await told(station)).toMatchObject({ bundle: { notes: ['came'] }, supervisorKept: 'Ines Falk' });
    await must(station.call('session.login', { name: 'Mika Sand', passphrase }));
    expect(await told(station)).toMatchObject({ supervisorKept: null });
    expect(await codeOf(station.call('session.login', { name: 'Ines Falk', passphrase }))).toBe('operator.revoked');
    station.close();
  });

  it('a blocked document refers the case and names no number; another one passes', async () => {
    const station = await startStation(resourcesDir, 'Pier');
    await enrol(station, running());
    const { version } = await publishNow({ blockedDocuments: [{ country: 'UTO', kind: 'passport', number: 'l898-902c3' }, { country: 'UTO', kind: 'passport', number: 'X0000001' }] });
    await pulled(station, version);
    const stolen = await closeCase(station);
    const { decisions } = await must(station.call('records.open', { caseId: stolen.caseId }));
    expect(decisions.at(-1)?.decision).toMatchObject({ outcome: 'refer', reasons: [{ code: 'doc.blocked', concern: 'fraud', status: 'fail' }] });
    const other = await closeCase(station, { ...mira, documentNumber: 'K1112223' });
    expect((await must(station.call('records.open', { caseId: other.caseId }))).decisions.at(-1)?.decision.outcome).toBe('accept');
    const [row] = await running().hub.db.query('SELECT body FROM bundles WHERE version = $1', [version]);
    expect(String(row!['body'])).not.toMatch(/l898|L898902C3|X0000001/i);
    station.close();
  });

  it('a withdrawn station takes no new case and finishes what is open; it cannot leave the hub to go on', async () => {
    const station = await startStation(resourcesDir, 'Ferry');
    await enrol(station, running());
    const openCase = await prepareCase(station);
    const [row] = await running().hub.db.query(`SELECT station_id FROM stations WHERE branch = 'Ferry'`);
    await revoke(running().hub.db, String(row!['station_id']), new Date());
    await must(station.call('sync.now', {}));
    await settled(station, ({ hub }) => hub?.state === 'blocked');
    expect(await codeOf(prepareCase(station).then(() => ({ ok: true as const, value: 1 }), (thrown: Error) => ({ ok: false as const, error: { code: thrown.message.split(' ')[0]!, values: {} } })))).toBe('hub.revoked');
    await must(station.call('case.submit', openCase.evidence));
    await must(station.call('case.finish', { caseId: openCase.caseId, attestation }));
    await must(station.call('hub.leave', {}));
    expect((await must(station.call('station.status', {}))).warnings[0]).toMatchObject({ code: 'hub.revoked', refuses: true });
    station.close();
  });

  it('new keys of the hub: stations go over by a word that the old key signed, by the line and by hand, and nothing is lost', async () => {
    const station = await startStation(resourcesDir, 'Quay');
    await enrol(station, running());
    await closeCase(station, { ...mira, documentNumber: 'Q1' });
    await settled(station, ({ counts }) => counts.receipted === 2);
    const away = await startStation(resourcesDir, 'Island');
    await enrol(away, running());
    away.close();
    const cut = await createStation({ dir: away.dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await login(cut);
    await closeCase(cut, { ...mira, documentNumber: 'Q2' });
    const before = running().hub.keys.signKey;
    const expiresAt = '2099-01-01T00:00:00.000Z';
    await publishNow({ notes: ['before the rotation'], expiresAt });
    const lost = await startStation(resourcesDir, 'Lost');
    await enrol(lost, running());
    lost.close();
    const [gone] = await running().hub.db.query(`UPDATE stations SET state = 'revoked' WHERE branch = 'Lost' RETURNING station_id AS id`);
    expect((await administer(running().hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
    expect((await administer(running().hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
    const { keys } = running().hub;
    expect(keys.signKey).not.toBe(before);
    // Connected under the third key, before anything was published under it.
    const fresh = await startStation(resourcesDir, 'Fresh');
    await enrol(fresh, running());
    await must(fresh.call('sync.now', {}));
    await until(async () => (await told(fresh)).bundle?.notes[0] === 'before the rotation');
    fresh.close();
    const [repeated] = await running().hub.db.query('SELECT body FROM bundles ORDER BY version DESC LIMIT 1');
    expect(JSON.parse(String(repeated!['body']))).toMatchObject({ expiresAt, nextKeys: null, revokedStations: expect.arrayContaining([gone!['id']]) as unknown });
    // Another process of the hub that has not been told of the new keys publishes nothing; what one published before it was looked at hides no rotation.
    const old = keys.under(before)!;
    expect(await publish({ ...running().hub, keys: old }, draft())).toBe('other-keys');
    const hides = old.sign(contexts.bundle, { ...emptyBundle, version: 900 });
    await running().hub.db.query(`INSERT INTO bundles (version, sign_key, body, signature, sha256, at) VALUES (900, $1, $2, $3, 'hides', now())`, [before, hides.body, hides.signature]);
    const { version } = await publishNow({ notes: ['under the third key'] });
    await pulled(station, version);
    await closeCase(station, { ...mira, documentNumber: 'Q3' }, 3000, 5);
    const after = await settled(station, ({ counts }) => counts.receipted === 4);
    expect(after.hub?.code).toBe(keys.code);
    // The receipts of before still say that head office has it: only time keeps these cases.
    expect((await must(station.call('retention.status', {}))).counts).toMatchObject({ unsent: 0, kept: 2 });
    const carried = await must(cut.call('sync.carry', {}));
    const file = path.join(carried.folder, carried.file);
    expect((await administer(running().hub, silent, { command: 'import', file })).ok).toBe(true);
    expect(await must(cut.call('sync.receipts', { text: readFileSync(`${file}.receipts.json`, 'utf8') }))).toEqual({ taken: 2, known: 0, refused: 0, bundle: 'applied' });
    expect(await told(cut)).toMatchObject({ bundle: { version, notes: ['under the third key'] } });
    // Stopped between file and database: the next start brings both together.
    const file2 = running().hub.keysFile;
    await running().hub.db.query('UPDATE hub_identity SET sign_key = $1', [before]);
    expect((await openIdentity(running().hub.db, file2, new Date())).signKey).toBe(keys.signKey);
    expect(readHubKeys(file2)?.lookup).toEqual(keys.lookup);
    station.close();
    cut.close();
  });

  it('new keys do not empty the stations: nothing is changed while the last word for all has expired, nor by a process that has other keys; what was begun is ended', async () => {
    const { hub } = running();
    const { clock, keys } = hub;
    const { version } = await publishNow({ notes: ['until tomorrow'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    hub.clock = () => new Date(Date.now() + 7_200_000);
    try {
      expect(await administer(hub, silent, { command: 'rotate-keys' })).toEqual({ ok: false, lines: [expect.stringContaining('has expired')] });
      expect([hub.keys, readHubKeys(hub.keysFile)?.signKey]).toEqual([keys, keys.signKey]);
      const newest = async (): Promise<unknown> => (await hub.db.query('SELECT max(version) AS version FROM bundles'))[0]?.['version'];
      expect(await newest()).toBe(version);
      const foreign = path.join(newFolder(), 'keys.json');
      makeHubKeys(foreign);
      expect(await rotateIdentity(hub.db, foreign, hub.clock())).toBe('other-keys');
      // The file was written, then the database was away: the next try makes no third key, and what stations go by is not left out.
      const next = addHubKeys(hub.keysFile);
      expect((await administer(hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
      expect([hub.keys.signKey, readHubKeys(hub.keysFile)?.signKey, await newest()]).toEqual([next.signKey, next.signKey, version + 1]);
      const [row] = await hub.db.query('SELECT body FROM bundles WHERE version = $1', [version + 1]);
      expect(JSON.parse(String(row!['body']))).toMatchObject({ notes: ['until tomorrow'], nextKeys: { signKey: next.signKey } });
    } finally {
      hub.clock = clock;
    }
    await publishNow({});
    expect((await administer(hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
  });

  it('is published from a file or a folder, and a file that is none is told as one', async () => {
    const folder = newFolder();
    const file = path.join(folder, 'bundle.json');
    writeFileSync(file, JSON.stringify({ notes: ['from a file'], policies: [stricter('file')] }));
    expect(await administer(running().hub, silent, { command: 'publish', file })).toMatchObject({ ok: true, lines: [expect.stringMatching(/^Published as number \d+, for all stations/)] });
    expect(await administer(running().hub, silent, { command: 'publish', file: folder })).toMatchObject({ ok: true });
    // What is there and cannot be read is not the same as nothing: a word without its policies would go out.
    const publishAt = async (at: string): Promise<string[]> => (await administer(running().hub, silent, { command: 'publish', file: at })).lines;
    writeFileSync(path.join(folder, 'policies'), 'a file where a folder should be');
    expect(await publishAt(folder)).toEqual(['Nothing was published: a file cannot be read (ENOTDIR).']);
    expect(await publishAt(path.join(folder, 'none'))).toEqual(['Nothing was published: the file, or bundle.json in the folder, is not there.']);
    writeFileSync(file, '{"notes": ["x"], "polices": []}');
    expect((await administer(running().hub, silent, { command: 'publish', file })).ok).toBe(false);
    const passport = { country: 'UTO', kind: 'passport', number: 'X0000001' };
    const faults: readonly (readonly [object, string])[] = [
      [{ policies: [stricter('a'), stricter('b')] }, 'policies has two of one id.'],
      [{ blockedDocuments: [{ ...passport, kind: 'Passport' }] }, 'blockedDocuments.0.kind is none of passport, id-card,'],
      [{ blockedDocuments: [passport, { ...passport, country: 'GER' }] }, 'blockedDocuments.1.country is not a code'],
      [{ blockedDocuments: [{ ...passport, number: '-- . --' }] }, 'blockedDocuments.0.number has fewer than three'],
      [{ expiresAt: '2020-01-01T00:00:00.000Z' }, 'expiresAt is over already'],
      [{ notes: [' '] }, 'notes.0 is not as docs/hub.md says.'],
      [{ notes: Array.from({ length: 21 }, () => 'x') }, 'notes is not as docs/hub.md says.'],
      [{ stations: [] }, 'stations names no station.'],
      [{ stations: Array.from({ length: 10_001 }, () => '0'.repeat(32)) }, 'stations is not as docs/hub.md says.'],
    ];
    for (const [written, said] of faults) {
      writeFileSync(file, JSON.stringify(written));
      const heard = await administer(running().hub, silent, { command: 'publish', file });
      expect([heard.ok, heard.lines[0]]).toEqual([false, expect.stringContaining(`Nothing was published: ${said}`)]);
    }
    expect(draftSchema.parse({ blockedDocuments: [{ ...passport, country: 'D' }, { ...passport, country: 'GBD' }] }).blockedDocuments.map(({ country }) => country)).toEqual(['DEU', 'GBR']);
    writeFileSync(file, '{');
    expect(await administer(running().hub, silent, { command: 'publish', file })).toEqual({ ok: false, lines: ['Nothing was published: a file is not JSON.'] });
  });
});
