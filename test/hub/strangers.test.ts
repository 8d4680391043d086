/** What anybody can do who finds the hub's address: little room, no forged rows on a terminal, no trace for ever; and what an administrator does about them stands in the trail. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../core/sync/protocol.ts';
import { administer, askRunning, listenForAdmin, type Asked } from '../../hub/admin.ts';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { silent } from '../../hub/log.ts';
import { verifyTrail } from '../../hub/review/trail.ts';
import { askFor, findStation, markOf, mostPendingOfOne, networkOf, wrongCodes } from '../../hub/stations.ts';
import { confirm } from '../../scripts/hub/confirm.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { openBrowser, personOf } from '../fakes/head-office.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { letIn } from '../fakes/raw-cases.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

it('one network of IPv6 is one stranger, however its address is written', () => {
  expect(['10.0.0.7', '::ffff:10.0.0.7', '2001:db8:0:12::1', '2001:0DB8:0000:0012:ffff::', '2001:db8:0:13::1', 'fe80::1%eth0', '::1'].map(networkOf)).toEqual(
    ['10.0.0.7', '10.0.0.7', '2001:db8:0:12::/64', '2001:db8:0:12::/64', '2001:db8:0:13::/64', 'fe80:0:0:0::/64', '0:0:0:0::/64']);
});

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  const run = (asked: Asked) => administer(running().hub, silent, asked, 'ole');
  const trailOf = async (action: string): Promise<{ branch: string | null; facts: unknown }[]> =>
    (await running().hub.db.query('SELECT branch, body FROM hub_trail WHERE action = $1 ORDER BY sequence', [action])).map(({ branch, body }) => ({ branch: branch as string | null, facts: (JSON.parse(String(body)) as { facts: unknown }).facts }));

  it('an address has room for some requests whose code is good, none of them makes way, and others are let in beside it', async () => {
    const { hub } = running();
    const ask = (n: number, from: string) => askFor(hub.db, { protocol: 1, stationId: n.toString(16).padStart(32, '0'), stationName: 'Raw', branch: 'Flood', publicKey: 'A', hubKey: hub.keys.signKey, nonce: n.toString(16).padStart(32, '0'), at: new Date().toISOString() }, from, new Date(Date.now() + n));
    for (let n = 1; n <= mostPendingOfOne; n += 1) expect(await ask(n, '203.0.113.9')).toMatchObject({ state: 'pending' });
    expect(await ask(mostPendingOfOne + 1, '203.0.113.9')).toBeNull();
    const waiting = (await hub.db.query(`SELECT station_id AS id FROM stations WHERE branch = 'Flood' ORDER BY asked_at`)).map(({ id }) => parseInt(String(id), 16));
    expect(waiting).toEqual(Array.from({ length: mostPendingOfOne }, (_, n) => n + 1));
    expect(await ask(900, '203.0.113.10')).toMatchObject({ state: 'pending' });
    // Asking again takes nobody's place.
    expect(await ask(4, '203.0.113.9')).toMatchObject({ state: 'pending' });
    expect(await findStation(hub.db, (5).toString(16).padStart(32, '0'))).not.toBeNull();
    // A code that has run out holds no place, and is not renewed either.
    await hub.db.query(`UPDATE stations SET asked_at = asked_at - interval '25 hours' WHERE station_id = $1`, [(5).toString(16).padStart(32, '0')]);
    expect(await ask(901, '203.0.113.9')).toMatchObject({ state: 'pending' });
    const late = await ask(5, '203.0.113.9');
    expect(Date.now() - late!.askedAt.getTime()).toBeGreaterThan(24 * 3_600_000);
    await hub.db.query(`DELETE FROM stations WHERE branch = 'Flood'`);
  });

  it('a request that was refused stays so under its code, in no word to stations; one that was let in stays revoked', async () => {
    const { hub, url } = running();
    const [stranger, known] = [await rawStation(url, 'Nowhere'), await letIn(running(), 'Harbour')];
    await stranger.enrol();
    expect(await run({ command: 'revoke', stationId: stranger.key.stationId })).toEqual({ ok: true, lines: [expect.stringContaining('never let in')] });
    expect(await run({ command: 'revoke', stationId: known.key.stationId })).toEqual({ ok: true, lines: [expect.stringContaining('Revoked')] });
    expect((await run({ command: 'revoke', stationId: known.key.stationId })).ok).toBe(false);
    const published = await publish(hub, draftSchema.parse({}));
    const [row] = await hub.db.query('SELECT body FROM bundles WHERE version = $1', [(published as { version: number }).version]);
    expect((JSON.parse(String(row!['body'])) as { revokedStations: string[] }).revokedStations).toEqual([known.key.stationId]);
    expect([await trailOf('station.refused'), await trailOf('station.revoked')]).toEqual([
      [{ branch: 'Nowhere', facts: { by: 'ole', stationId: stranger.key.stationId, name: 'Raw' } }], [{ branch: 'Harbour', facts: { by: 'ole', stationId: known.key.stationId, name: 'Raw' } }],
    ]);
    expect((await known.enrol()).verdict).toMatchObject({ reason: 'station.revoked' });
    // Its code is good for nobody any more; a person there begins anew, under another one.
    const asked = async (): Promise<Date> => (await findStation(hub.db, stranger.key.stationId))!.askedAt;
    const before = await asked();
    expect((await stranger.enrol()).verdict).toMatchObject({ reason: 'station.expired' });
    expect([await asked(), (await confirm(run, stranger.code)).ok]).toEqual([before, false]);
    const again = await rawStation(url, 'Nowhere', stranger.key);
    expect((await again.enrol()).verdict).toMatchObject({ reason: 'station.pending' });
    expect((await confirm(run, again.code)).ok).toBe(true);
  });

  it.each(['Har\u001b[2Jbour', 'Har\nbour', 'Har\u0000bour', 'Har\u202ebour', 'Har\ud800bour'])('a branch called %j is not written down', async (branch) => {
    const raw = await rawStation(running().url, branch);
    expect(await raw.enrol()).toMatchObject({ status: 401, verdict: null });
    expect(await findStation(running().hub.db, raw.key.stationId)).toBeNull();
  });

  it('a list shows no code; a code is shown with whose it is, and lets in only when that was confirmed', async () => {
    const raw = await rawStation(running().url, 'Pier');
    await raw.enrol();
    expect((await run({ command: 'stations' })).lines.join('\n')).not.toContain(raw.code);
    expect(await run({ command: 'approve', code: raw.code, yes: null })).toMatchObject({ ok: false, lines: [expect.stringMatching(/Raw, Pier\..*key/i), expect.stringContaining(`--yes=${markOf((await findStation(running().hub.db, raw.key.stationId))!)}`)] });
    // What was confirmed is another one by now.
    for (const change of [`branch = 'Quay'`, `name = 'Raw 2'`]) {
      const mark = markOf((await findStation(running().hub.db, raw.key.stationId))!);
      await running().hub.db.query(`UPDATE stations SET ${change} WHERE station_id = $1`, [raw.key.stationId]);
      expect(await run({ command: 'approve', code: raw.code, yes: mark })).toMatchObject({ ok: false, lines: [expect.stringContaining('does not name this station'), expect.anything()] });
    }
    expect((await run({ command: 'approve', code: raw.code, yes: '' })).ok).toBe(false);
    await running().hub.db.query(`UPDATE stations SET branch = 'Pier', name = 'Raw' WHERE station_id = $1`, [raw.key.stationId]);
    expect(await findStation(running().hub.db, raw.key.stationId)).toMatchObject({ state: 'pending' });
    expect(await confirm(run, raw.code)).toMatchObject({ ok: true, lines: [expect.stringContaining('Raw, Pier: approved')] });
    // Typed once more, it is no guess.
    const counted = await wrongCodes(running().hub.db, new Date());
    expect((await confirm(run, raw.code)).lines[0]).toContain('is let in already');
    expect(await wrongCodes(running().hub.db, new Date())).toBe(counted);
    expect((await trailOf('station.approved')).slice(-1)).toEqual([{ branch: 'Pier', facts: { by: 'ole', stationId: raw.key.stationId, name: 'Raw' } }]);
  });

  it('whatever is done at the console is a line of the trail, by whom, and the chain stays whole under new keys', async () => {
    const { hub } = running();
    const folder = newFolder();
    const file = path.join(folder, 'bundle.json');
    writeFileSync(file, '{"notes":["Hello."]}');
    expect((await run({ command: 'publish', file })).ok).toBe(true);
    expect((await trailOf('bundle.published')).at(-1)).toMatchObject({ facts: { by: 'ole', version: 2 } });
    const raw = await letIn(running(), 'Mole');
    const carried = path.join(folder, 'carry.vsc');
    writeFileSync(carried, Buffer.concat([Buffer.from([0x56, 0x53, 0x43, 0x01]), Buffer.from(raw.key.stationId, 'hex')]));
    await run({ command: 'import', file: carried });
    expect(await trailOf('carry.begun')).toEqual([{ branch: 'Mole', facts: { by: 'ole', stationId: raw.key.stationId } }]);
    expect(await trailOf('carry.imported')).toEqual([{ branch: 'Mole', facts: { by: 'ole', stationId: raw.key.stationId, accepted: 0, alreadyThere: 0 } }]);
    expect((await run({ command: 'rotate-keys' })).ok).toBe(true);
    expect(await trailOf('keys.rotated')).toEqual([{ branch: null, facts: { by: 'ole', code: hub.keys.code } }]);
    // Over the socket it is the user who asks.
    const socket = path.join(folder, 'admin.sock');
    const admin = await listenForAdmin(hub, silent, socket);
    for (const by of ['ana', 'not a user']) await askRunning(socket, { command: 'admin-code' }, by);
    await admin.close();
    expect((await trailOf('admin.code-made')).map(({ facts }) => facts)).toEqual([{ by: 'ana' }, { by: 'console' }]);
    expect(await verifyTrail(hub.db, hub.keys)).toMatchObject({ broken: null, sound: true });
    const auditor = await personOf(running(), 'Tilda Noor', 'auditor');
    expect((await auditor.get('/review/trail')).text).toMatch(/ole, at the hub[\s\S]*Station let in/);
  });
});

describe('more than is good', () => {
  const running = hubOn(testDatabases()[0]!.open);
  let url: string;
  beforeAll(() => { ({ url } = running()); });

  it('a body that is larger than any station sends is not taken', async () => {
    const over = await fetch(url + paths.packet('00000000-0000-4000-8000-000000000000'), { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(2_300_000) });
    expect(over.status).toBe(413);
    expect((await openBrowser(url).post('/review/login', { name: 'x'.repeat(40_000) })).status).toBe(413);
  });

  it('whoever asks to be let in all the time is told to wait, and others of the hub\'s doors stay open', async () => {
    const asked = await Promise.all(Array.from({ length: 61 }, () => fetch(url + paths.enrolments, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'x' })));
    expect(asked.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 60 }, () => 401), 429]);
    expect((await fetch(url + paths.hub)).status).toBe(200);
  });
});
