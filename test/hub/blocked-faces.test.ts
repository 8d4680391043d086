/** Head office's list of faces on its way: sealed for each station, taken with the rest of the bundle or not at all, gone when a later one leaves it out. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { administer } from '../../hub/admin.ts';
import { draftSchema, giveBundle, publish, type Draft } from '../../hub/bundles.ts';
import { no } from '../../hub/hub.ts';
import { silent } from '../../hub/log.ts';
import { revoke } from '../../hub/stations.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { contexts, paths, protocolVersion, requestSchema, signedSchema, type HandedBundle, type Verdict } from '../../core/sync/protocol.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startStation, until } from '../fakes/hub-kit.ts';
import { personOf } from '../fakes/head-office.ts';
import { listedFace, networks } from '../fakes/listed-face.ts';
import { createStrangers } from '../fakes/strangers.ts';
import { attestation, mira, must, newFolder, newResources, prepareCase, removeFolders, supervisorName, testPolicy } from '../fakes/station-kit.ts';

const resourcesDir = newResources();
afterAll(removeFolders);
const people = createStrangers('head office');
const ana = people.next();
const policy = testPolicy();
const searching: Draft['policies'][number] = {
  ...policy, version: 'searching', consent: { ...policy.consent, listedFaces: 'Your face is looked for on a list of head office.' }, checks: { ...policy.checks, 'match.blocked-face': { enabled: true } },
};
const entry = listedFace(ana, { reference: 'F-2026-17' });

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  const publishNow = async (content: Partial<Draft>): Promise<number> => {
    const published = await publish(running().hub, draftSchema.parse(content));
    if (typeof published === 'string' || 'policy' in published) throw new Error(`not published: ${JSON.stringify(published)}`);
    return published.version;
  };
  const told = async (station: RunningStation) => (await must(station.call('sync.status', {}))).told;
  const pulled = async (station: RunningStation, version: number): Promise<void> => {
    await must(station.call('sync.now', {}));
    await until(async () => (await told(station)).bundle?.version === version);
  };
  const bodyOf = async (version: number): Promise<string> => String((await running().hub.db.query('SELECT body FROM bundles WHERE version = $1', [version]))[0]!['body']);
  const stationIdOf = async (branch: string): Promise<string> => String((await running().hub.db.query('SELECT station_id AS id FROM stations WHERE branch = $1', [branch]))[0]!['id']);
  /** The same station, its line cut. */
  const withoutLine = async ({ dir }: { dir: string }): Promise<RunningStation> => {
    const cut = await createStation({ dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await login(cut);
    return cut;
  };
  const load = async (station: RunningStation, bundles: readonly (HandedBundle | undefined)[]): Promise<string> =>
    (await must(station.call('sync.receipts', { text: JSON.stringify({ format: 'vestibule.receipts', receipts: [], bundles }) }))).bundle;
  /** As `import` writes them into a station's answer file. */
  const answerFile = async (station: RunningStation): Promise<{ format: string; receipts: unknown[]; bundles: HandedBundle[] }> => {
    const carried = await must(station.call('sync.carry', {}));
    const file = path.join(carried.folder, carried.file);
    await administer(running().hub, silent, { command: 'import', file });
    return JSON.parse(readFileSync(`${file}.receipts.json`, 'utf8')) as never;
  };

  it('a listed face is found at the counter, its answer goes to head office, and a later bundle drops it', async () => {
    const station = await startStation(resourcesDir, 'Harbour');
    await enrol(station, running());
    const version = await publishNow({ policies: [searching], blockedFaces: [entry, listedFace(people.next(), { until: '2020-01-01' })] });
    await pulled(station, version);
    // The other is past its day.
    expect((await told(station)).bundle).toMatchObject({ blockedFaces: 1 });
    const prepared = await prepareCase(station, mira, 3000, 3, { demo: false });
    const { caseId, blockedFaces } = await must(station.call('case.submit', { ...prepared.evidence, versions: networks, face: people.again(ana, 0.4) }));
    expect(blockedFaces).toMatchObject([{ entryId: entry.id, reference: 'F-2026-17' }]);
    await must(station.call('case.blocked-face', { caseId, entryId: entry.id, answer: 'same-person' }));
    expect((await must(station.call('case.finish', { caseId, attestation }))).decision.outcome).toBe('refer');
    await settled(station, ({ counts }) => counts.receipted === 2);
    const page = await (await personOf(running(), 'Ruth Vane', 'reviewer')).get(`/review/case?branch=Harbour&case=${caseId}`);
    const [, listed = ''] = /data-testid="listed">(.*?)<\/section>/s.exec(page.text) ?? [];
    for (const said of ['F-2026-17', 'Used another person&#39;s identity', `${supervisorName} said: The same person`, 'Listed since 2026-11-20', `distance ${blockedFaces[0]!.distance.toFixed(3)}`]) expect(listed).toContain(said);
    await pulled(station, await publishNow({ policies: [searching] }));
    const next = await prepareCase(station, mira, 3000, 5, { demo: false });
    const after = await must(station.call('case.submit', { ...next.evidence, versions: networks, face: ana }));
    expect([after.blockedFaces, (await told(station)).bundle?.blockedFaces]).toEqual([[], 0]);
    // What staff said of the first one stays in its record.
    expect((await must(station.call('records.open', { caseId }))).blockedFaces).toMatchObject([{ answer: 'same-person' }]);
    station.close();
  });

  it('neither the bundle nor the key beside it shows a face, and another station\'s key does not open it', async () => {
    const [one, other] = [await startStation(resourcesDir, 'Mill'), await startStation(resourcesDir, 'Pier')];
    for (const station of [one, other]) await enrol(station, running());
    const version = await publishNow({ policies: [searching], blockedFaces: [entry] });
    const body = await bodyOf(version);
    expect(body).not.toContain(entry.face.slice(0, 40));
    expect(body).not.toContain(entry.reference);
    for (const station of [one, other]) await pulled(station, version);
    await publishNow({ policies: [searching], blockedFaces: [entry], notes: ['again'] });
    // The line is cut before they could ask: both get it by hand.
    const byHand = async (station: { dir: string }) => {
      const cut = await withoutLine(station);
      await closeCase(cut, mira, 3000, 7);
      return { station: cut, file: await answerFile(cut) };
    };
    for (const { close } of [one, other]) close();
    const [a, b] = [await byHand(one), await byHand(other)];
    expect(JSON.stringify(a.file)).not.toContain(entry.face.slice(0, 40));
    const bare = a.file.bundles.map(({ body: text, signature }) => ({ body: text, signature }));
    for (const bundles of [b.file.bundles, bare]) expect([await load(a.station, bundles), await told(a.station)]).toMatchObject(['refused', { refused: { code: 'bundle.faces' }, bundle: { version, blockedFaces: 1 } }]);
    expect(await load(a.station, a.file.bundles)).toBe('applied');
    expect(await told(a.station)).toMatchObject({ refused: null, bundle: { notes: ['again'], blockedFaces: 1 } });
    for (const { station } of [a, b]) station.close();
  });

  it('a change of the hub\'s keys keeps the list; a station that is revoked gets no key and still hears that it is', async () => {
    const station = await startStation(resourcesDir, 'Quay');
    await enrol(station, running());
    await pulled(station, await publishNow({ policies: [searching], blockedFaces: [entry] }));
    const { hub } = running();
    expect((await administer(hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
    await must(station.call('sync.now', {}));
    await settled(station, ({ hub: link }) => link?.code === hub.keys.code);
    expect((await told(station)).bundle).toMatchObject({ blockedFaces: 1 });
    // By the line it would hear of it first.
    station.close();
    const cut = await withoutLine(station);
    const stationId = await stationIdOf('Quay');
    await revoke(hub.db, stationId, new Date());
    await publishNow({ blockedFaces: [entry] });
    const { bundle } = await giveBundle(hub, stationId, { have: null, refused: null });
    expect(signedSchema.safeParse(bundle).success).toBe(true);
    expect(await load(cut, [bundle])).toBe('applied');
    expect(await told(cut)).toMatchObject({ revoked: true, bundle: { blockedFaces: 0 } });
    cut.close();
  });

  it('a station whose policy does not search stores no face of the list', async () => {
    const station = await startStation(resourcesDir, 'Lock');
    await enrol(station, running());
    await pulled(station, await publishNow({ blockedFaces: [entry] }));
    expect(await told(station)).toMatchObject({ refused: null, bundle: { blockedFaces: 0 } });
    station.close();
  });

  it('a station that leaves its hub drops the list, says so, and gets it again under a new reply key when it comes back', async () => {
    const station = await startStation(resourcesDir, 'Weir');
    await enrol(station, running());
    const replyKey = async (): Promise<string> => Buffer.from((await running().hub.db.query('SELECT reply_key FROM bundle_standing WHERE station_id = $1', [await stationIdOf('Weir')]))[0]!['reply_key'] as Uint8Array).toString('hex');
    const version = await publishNow({ policies: [searching], blockedFaces: [entry] });
    await pulled(station, version);
    const before = await replyKey();
    await must(station.call('hub.leave', {}));
    expect(await told(station)).toMatchObject({ refused: { version, code: 'bundle.faces' }, bundle: { version, blockedFaces: 0 } });
    await must(station.call('hub.enrol', { url: running().url, hubCode: running().hub.keys.code }));
    await until(async () => (await told(station)).bundle?.blockedFaces === 1);
    expect(await told(station)).toMatchObject({ refused: null, bundle: { version } });
    expect(await replyKey()).not.toBe(before);
    station.close();
  });

  it('a station that the hub revokes over the line drops the list at once', async () => {
    const station = await startStation(resourcesDir, 'Dock');
    await enrol(station, running());
    await pulled(station, await publishNow({ policies: [searching], blockedFaces: [entry] }));
    expect((await told(station)).bundle?.blockedFaces).toBe(1);
    await revoke(running().hub.db, await stationIdOf('Dock'), new Date());
    await must(station.call('sync.now', {}));
    await until(async () => (await told(station)).revoked);
    expect((await told(station)).bundle?.blockedFaces).toBe(0);
    station.close();
  });

  it('a hub of before lists of faces is asked once more without the reply key; one that takes no question at all is told under Sending', async () => {
    let takes = (_ask: object): boolean => true;
    /** What it does not know it refuses, in its own signed word. */
    const older: typeof fetch = async (url, init) => {
      if (!String(url).endsWith(paths.bundle) || takes(JSON.parse(Buffer.from(init!.body as Uint8Array).toString('utf8')) as object)) return fetch(url, init);
      const { stationId, nonce } = requestSchema.parse(JSON.parse(Buffer.from(new Headers(init!.headers).get('x-vestibule-request')!, 'base64').toString('utf8')));
      return Response.json(running().hub.keys.sign(contexts.verdict, { protocol: protocolVersion, stationId, nonce, at: new Date().toISOString(), ...no('packet.malformed') } satisfies Verdict));
    };
    const station = await startStation(resourcesDir, 'Sluice', { tools: { fetch: older } });
    takes = (ask) => !('replyKey' in ask) && !('health' in ask);
    await enrol(station, running());
    await pulled(station, await publishNow({ notes: ['heard'] }));
    expect(await told(station)).toMatchObject({ unanswered: false, bundle: { notes: ['heard'] } });
    // One of before stations told how they are still hears the key.
    const heard: string[][] = [];
    takes = (ask) => !('health' in ask) && heard.push(Object.keys(ask)) > 0;
    await pulled(station, await publishNow({ notes: ['heard again'] }));
    expect(heard[0]).toContain('replyKey');
    expect(await told(station)).toMatchObject({ unanswered: false, bundle: { notes: ['heard again'] } });
    takes = () => false;
    await must(station.call('sync.now', {}));
    await until(async () => (await told(station)).unanswered);
    takes = () => true;
    await must(station.call('sync.now', {}));
    await until(async () => !(await told(station)).unanswered);
    station.close();
  });

  it('entries are taken from a folder; what no station would take is not published', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'faces'));
    writeFileSync(path.join(folder, 'bundle.json'), '{}');
    writeFileSync(path.join(folder, 'faces/one.json'), JSON.stringify(entry));
    const heard = (): Promise<{ ok: boolean; lines: string[] }> => administer(running().hub, silent, { command: 'publish', file: folder });
    expect((await heard()).ok).toBe(true);
    writeFileSync(path.join(folder, 'faces/two.json'), JSON.stringify(entry));
    expect((await heard()).lines[0]).toBe('Nothing was published: blockedFaces has one entry twice.');
    writeFileSync(path.join(folder, 'faces/two.json'), JSON.stringify({ ...listedFace(ana), face: entry.face.slice(4) }));
    expect((await heard()).lines[0]).toBe('Nothing was published: blockedFaces.1.face is not as docs/hub.md says.');
    const names = Array.from({ length: 10_000 }, (_, n) => ({ name: `${'"'.repeat(75)}${n}`, stationId: null }));
    const ids = Array.from({ length: 10_000 }, (_, n) => n.toString(16).padStart(32, '0'));
    expect(await publish(running().hub, draftSchema.parse({ revokedOperators: names, revokedStations: ids }))).toBe('too-large');
  });
});
