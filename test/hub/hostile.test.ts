/** What somebody between, beside or instead of a station could try. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostPictureBytes } from '../../core/case/case.ts';
import type { Manifest } from '../../core/sync/manifest.ts';
import { contexts, paths, type Verdict } from '../../core/sync/protocol.ts';
import { newSealSecret } from '../../electron/station/sync/seal.ts';
import type { Fetch } from '../../electron/station/sync/exchange.ts';
import { makeHubKeys } from '../../hub/keys.ts';
import { takeFacts } from '../../hub/facts.ts';
import { findStation, revoke } from '../../hub/stations.ts';
import { newStationKey, rawStation, type RawStation } from '../../scripts/hub/raw-station.ts';
import { approve } from '../fakes/approve.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, settled, startStation } from '../fakes/hub-kit.ts';
import { newFolder, newResources, pictureOf, removeFolders } from '../fakes/station-kit.ts';

const resourcesDir = newResources();
afterAll(removeFolders);

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let station: RawStation;

  const letIn = async (branch: string): Promise<RawStation> => {
    const raw = await rawStation(running().url, branch);
    expect((await raw.enrol()).verdict).toMatchObject({ outcome: 'refused', reason: 'station.pending' });
    expect(await approve(running().hub.db, raw.code, running().hub.keys, new Date())).toMatchObject({ branch });
    return raw;
  };
  const packetsOf = async (branch: string): Promise<number> => {
    const [row] = await running().hub.db.transaction('head', (sql) => sql.query('SELECT count(*)::int AS count FROM packets WHERE branch = $1', [branch]));
    return Number(row!['count']);
  };

  beforeAll(async () => {
    station = await letIn('Harbour');
  });

  it('the same packet again is already there, with the same receipt; other facts under its id are a conflict', async () => {
    const manifest = station.manifest();
    const first = await station.sendFacts(manifest);
    const again = await station.sendFacts(manifest);
    expect([first.verdict!.outcome, again.verdict!.outcome]).toEqual(['accepted', 'already-there']);
    expect(again.verdict!.receipt).toEqual(first.verdict!.receipt);
    const other = await station.sendFacts({ ...manifest, operatorName: 'Somebody else' });
    expect(other).toMatchObject({ status: 409, verdict: { outcome: 'conflict', reason: 'packet.other-content', receipt: null } });
    const twin = await station.sendFacts({ ...manifest, packetId: randomUUID() });
    expect(twin.verdict).toMatchObject({ outcome: 'conflict', reason: 'packet.sequence-taken' });
  });

  it('another station of the branch takes no part in a case, whatever number its record has: a conflict for a person', async () => {
    const [manifest, other] = [station.manifest(), await letIn('Harbour')];
    expect((await station.sendFacts(manifest)).verdict).toMatchObject({ outcome: 'accepted' });
    const forged = other.manifest({ case: manifest.case, sequence: manifest.sequence + 5 });
    expect(await other.sendFacts(forged)).toMatchObject({ status: 409, verdict: { outcome: 'conflict', reason: 'packet.sequence-taken', receipt: null } });
    const left = await running().hub.db.transaction('head', (sql) => sql.query(
      `SELECT (SELECT count(*)::int FROM packets WHERE case_id = $1) AS packets, (SELECT count(*)::int FROM packet_keys WHERE case_id = $1) AS keys, (SELECT station_id FROM parked_packets WHERE case_id = $1) AS parked, why, sequence, station_id AS by FROM review_cases WHERE case_id = $1`, [manifest.case.caseId]));
    expect(left).toEqual([{ packets: 1, keys: 1, parked: other.key.stationId, why: 'conflict', sequence: manifest.sequence, by: station.key.stationId }]);
    // Its own station goes on.
    expect((await station.sendFacts({ ...manifest, packetId: randomUUID(), sequence: manifest.sequence + 1 })).verdict).toMatchObject({ outcome: 'accepted' });
    // Both at once, of a case that nobody has brought yet.
    const fresh = station.manifest();
    const both = await Promise.all([station.sendFacts(fresh), other.sendFacts(other.manifest({ case: fresh.case, sequence: 9 }))]);
    expect(both.map(({ verdict }) => verdict?.outcome).sort()).toEqual(['accepted', 'conflict']);
  });

  it('a request that was listened to is not taken a second time, nor for something else, nor later', async () => {
    const manifest = station.manifest();
    const body = station.sealFacts(manifest);
    const ask = { method: 'PUT', path: paths.packet(manifest.packetId), body, nonce: 'c'.repeat(32) } as const;
    expect((await station.ask(ask)).verdict?.outcome).toBe('accepted');
    expect(await station.ask(ask)).toMatchObject({ status: 401, verdict: null, text: expect.stringContaining('request.replayed') });
    expect(await station.ask({ ...ask, facts: { path: paths.packet(randomUUID()) } })).toMatchObject({ status: 401, text: expect.stringContaining('request.malformed') });
    expect(await station.ask({ ...ask, facts: { bodySha256: '0'.repeat(64) } })).toMatchObject({ status: 401, text: expect.stringContaining('request.malformed') });
    expect(await station.ask({ ...ask, facts: { at: '2026-01-01T00:00:00.000Z' } })).toMatchObject({ status: 401, text: expect.stringMatching(/request.stale.*now/) });
  });

  it('another station\'s key signs neither a request nor a packet of this one', async () => {
    const thief = await letIn('Mill');
    const manifest = station.manifest();
    const path = paths.packet(manifest.packetId);
    expect(await station.ask({ method: 'PUT', path, body: station.sealFacts(manifest), signer: thief.key })).toMatchObject({ status: 401, text: expect.stringContaining('request.signature') });
    expect((await station.ask({ method: 'PUT', path, body: station.sealFacts(manifest, thief.key) })).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.signature' });
    // What was overheard from this station, handed in by the other one.
    expect((await thief.ask({ method: 'PUT', path, body: station.sealFacts(manifest) })).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.unreadable' });
    const foreign = thief.manifest({ branch: 'Harbour' });
    expect((await thief.sendFacts(foreign)).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.foreign' });
    expect(await packetsOf('Mill')).toBe(0);
    expect(await running().hub.db.query('SELECT 1 FROM stations WHERE public_key = $1 AND station_id <> $2', [thief.key.publicKey, thief.key.stationId])).toEqual([]);
  });

  it('swapped, cut, changed and unknown parts are refused; the right ones still arrive', async () => {
    const pictures = [pictureOf(150_000, 1), pictureOf(150_000, 2)];
    const manifest = station.manifest({}, pictures);
    const [one, two] = manifest.captures.map(({ captureId }) => captureId) as [string, string];
    expect((await station.sendFacts(manifest)).verdict).toMatchObject({ outcome: 'accepted', parts: [{ captureId: one, have: 0 }, { captureId: two, have: 0 }], receipt: null });
    const put = (captureId: string, body: Uint8Array, from = 0) => station.ask({ method: 'PUT', path: paths.part(manifest.packetId, captureId, from), body });
    const first = station.sealPicture(one, pictures[0]!);
    expect((await put(two, first)).verdict).toMatchObject({ outcome: 'refused', reason: 'part.unreadable' });
    expect((await put(one, first.subarray(0, first.length - 1))).verdict).toMatchObject({ outcome: 'refused', reason: 'part.unreadable' });
    expect((await put(one, Uint8Array.from(first, (byte, at) => (at === 70_000 ? byte ^ 1 : byte)))).verdict).toMatchObject({ outcome: 'refused', reason: 'part.unreadable' });
    expect((await put(randomUUID(), first)).verdict).toMatchObject({ outcome: 'refused', reason: 'part.unknown' });
    // Whole, sealed for this place, and another picture than the one that was signed for.
    expect((await put(one, station.sealPicture(one, pictures[1]!))).verdict).toMatchObject({ outcome: 'refused', reason: 'part.digest' });
    expect((await put(one, first)).verdict).toMatchObject({ outcome: 'accepted', parts: [{ captureId: two, have: 0 }], receipt: null });
    const last = await put(two, station.sealPicture(two, pictures[1]!));
    expect(last.receipt).toMatchObject({ packetId: manifest.packetId, parts: manifest.captures.map(({ captureId, sha256 }) => ({ captureId, sha256 })) });
    expect((await station.sendFacts(station.manifest({ captures: [{ ...manifest.captures[0]!, caseId: randomUUID() }] }))).verdict).toMatchObject({ reason: 'packet.foreign' });
  });

  it('a hub whose key was lost asks again for what it cannot open, and signs for it only then, by its new key', async () => {
    const [hub, before] = [running().hub, running().hub.keys];
    const old = await letIn('Island');
    const pictures = [pictureOf(3_000, 21), pictureOf(3_000, 22)];
    const manifest = old.manifest({}, pictures);
    const [one, two] = manifest.captures.map(({ captureId }) => captureId) as [string, string];
    const done = old.manifest();
    const first = await old.sendFacts(done);
    expect(first.receipt).not.toBeNull();
    await old.sendFacts(manifest);
    const put = (by: RawStation, captureId: string, picture: Uint8Array) => by.ask({ method: 'PUT', path: paths.part(manifest.packetId, captureId, 0), body: by.sealPicture(captureId, picture) });
    expect((await put(old, one, pictures[0]!)).verdict).toMatchObject({ parts: [{ captureId: two, have: 0 }] });
    hub.keys = makeHubKeys(path.join(newFolder(), 'keys.json'));
    try {
      const again = await rawStation(running().url, 'Island', old.key);
      await again.enrol();
      await approve(hub.db, again.code, hub.keys, new Date());
      expect((await put(again, two, pictures[1]!)).verdict).toMatchObject({ outcome: 'accepted', parts: [{ captureId: one, have: 0 }], receipt: null });
      expect((await put(again, one, pictures[0]!)).receipt).toMatchObject({ packetId: manifest.packetId });
      // `receipt` is told only where the hub's key of now has signed it.
      const told = await again.sendFacts(done);
      expect(told.receipt).toMatchObject({ packetId: done.packetId });
      expect(told.verdict!.receipt).not.toEqual(first.verdict!.receipt);
    } finally {
      hub.keys = before;
    }
  });

  it('the hub says where to go on: what it has is skipped, what runs ahead is not written, another seal begins anew', async () => {
    const picture = pictureOf(300_000, 3);
    const manifest = station.manifest({}, [picture]);
    const { captureId } = manifest.captures[0]!;
    await station.sendFacts(manifest);
    const put = (from: number, to: number, secret: Uint8Array) =>
      station.ask({ method: 'PUT', path: paths.part(manifest.packetId, captureId, from), body: station.sealPicture(captureId, picture, { secret, from, to }) });
    const secret = newSealSecret();
    const have = async (from: number, to: number, used = secret) => (await put(from, to, used)).verdict!.parts[0]?.have;
    expect(await have(2, 4)).toBe(0);
    expect(await have(0, 2)).toBe(2);
    expect(await have(0, 2)).toBe(2);
    expect(await have(1, 3)).toBe(3);
    expect(await have(0, 1, newSealSecret())).toBe(1);
    expect(await have(0, 2)).toBe(2);
    expect((await put(2, 5, secret)).receipt?.packetId).toBe(manifest.packetId);
  });

  it('a lower protocol is refused, in the request, in the packet and in the seal', async () => {
    const manifest = station.manifest();
    const path = paths.packet(manifest.packetId);
    expect((await station.ask({ method: 'PUT', path, body: station.sealFacts(manifest), facts: { protocol: 0 } })).verdict).toMatchObject({ outcome: 'refused', reason: 'protocol.unsupported' });
    expect((await station.ask({ method: 'PUT', path, body: station.sealFacts({ ...manifest, protocol: 0 as 1 }) })).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.malformed' });
    expect((await station.ask({ method: 'PUT', path, body: Uint8Array.from(station.sealFacts(manifest), (byte, at) => (at === 3 ? 0 : byte)) })).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.unreadable' });
  });

  it('a code fits its own request only, and a revoked station does not come back', async () => {
    const raw = await rawStation(running().url, 'Quay');
    await raw.enrol();
    const twin = await rawStation(running().url, 'Quay');
    expect(await approve(running().hub.db, twin.code, running().hub.keys, new Date())).toBeNull();
    expect(await approve(running().hub.db, raw.code, running().hub.keys, new Date(Date.now() + 25 * 3_600_000))).toBeNull();
    expect(await approve(running().hub.db, raw.code, running().hub.keys, new Date())).toMatchObject({ state: 'approved' });
    await revoke(running().hub.db, raw.key.stationId, new Date());
    expect((await raw.sendFacts(raw.manifest())).verdict).toMatchObject({ outcome: 'refused', reason: 'station.revoked' });
    expect((await raw.enrol()).verdict).toMatchObject({ outcome: 'refused', reason: 'station.revoked' });
    expect(await packetsOf('Quay')).toBe(0);
  });

  it('numbers and dates that no station reaches are told as what they are: none of them is a fault of the hub that a station would try again for ever', async () => {
    const [manifest, large] = [station.manifest({}, [pictureOf(2000, 1)]), 2 ** 31];
    const changes: Partial<Manifest>[] = [
      { sequence: large }, { submission: large }, { audit: { ...manifest.audit, sequence: large } }, { captures: manifest.captures.map((one) => ({ ...one, bytes: large })) }, { captures: manifest.captures.map((one) => ({ ...one, bytes: mostPictureBytes + 1 })) },
      { decidedAt: '9999-12-31T23:59:59.000Z' }, { decidedAt: '0001-01-01T00:00:00.000Z' },
    ];
    for (const change of changes) expect((await station.sendFacts({ ...manifest, ...change })).verdict, JSON.stringify(change).slice(0, 40)).toMatchObject({ outcome: 'refused', reason: 'packet.malformed' });
    for (const ask of [{ have: { version: large, sha256: '0'.repeat(64) }, refused: null }, { have: null, refused: { version: large, code: 'bundle.older' } }]) {
      expect((await station.ask({ method: 'POST', path: paths.bundle, body: Buffer.from(JSON.stringify(ask)) })).verdict).toMatchObject({ outcome: 'refused', reason: 'packet.malformed' });
    }
    expect((await station.sendFacts({ ...manifest, sequence: large - 1, captures: manifest.captures.map((one) => ({ ...one, bytes: mostPictureBytes })) })).verdict).toMatchObject({ outcome: 'accepted' });
  });

  it('a packet of the year 2090 makes no table', async () => {
    expect((await station.sendFacts(station.manifest({ committedAt: '2090-01-01T00:00:00.000Z' }))).verdict).toMatchObject({ reason: 'packet.date' });
  });

  it('what was taken is already there, also where the hub\'s clock says since that its date cannot be; another content under its name makes no table', async () => {
    const { hub } = running();
    const taken = station.manifest();
    expect((await station.sendFacts(taken)).verdict).toMatchObject({ outcome: 'accepted' });
    const own = (await findStation(hub.db, station.key.stationId))!;
    const behind = { ...hub, clock: () => new Date(Date.now() - 9 * 86_400_000) };
    const say = (manifest: typeof taken) => takeFacts(behind, own, manifest.packetId, station.sealFacts(manifest));
    expect(await say(taken)).toMatchObject({ outcome: 'already-there' });
    expect(await say(station.manifest())).toMatchObject({ reason: 'packet.date' });
    expect(await say({ ...taken, committedAt: '2090-01-01T00:00:00.000Z' })).toMatchObject({ outcome: 'conflict' });
    expect(await hub.db.query(`SELECT to_regclass('packets_2090_01') AS made`)).toEqual([{ made: null }]);
  });
});

describe('a station whose line somebody else holds', () => {
  const running = hubOn(testDatabases()[0]!.open);
  const mallory = newStationKey();
  type Between = (answer: () => Promise<Response>, url: string, init: RequestInit) => Promise<Response>;
  const signedBy = (sign: (text: string) => string, verdict: object): Response => {
    const body = JSON.stringify(verdict);
    return new Response(JSON.stringify({ body, signature: sign(body) }), { status: 200 });
  };
  const factsIn = (init: RequestInit): { nonce: string; stationId: string; path: string } =>
    JSON.parse(Buffer.from(new Headers(init.headers).get('x-vestibule-request')!, 'base64').toString()) as { nonce: string; stationId: string; path: string };
  const word = (init: RequestInit, receipt: unknown = null): Verdict => {
    const { nonce, stationId } = factsIn(init);
    return { protocol: 1, stationId, nonce, at: new Date().toISOString(), outcome: 'accepted', reason: null, packetId: null, parts: [], receipt: receipt as Verdict['receipt'] };
  };
  let earlier: string | null = null;
  const tricks: Record<string, { between: Between; reason: string }> = {
    'a page that says 200': { between: () => Promise.resolve(new Response('<html>Welcome to the hotel</html>', { status: 200 })), reason: 'not-the-hub' },
    'a proxy that says 403': { between: () => Promise.resolve(new Response('no', { status: 403 })), reason: 'not-the-hub' },
    'a redirect': { between: () => Promise.resolve(new Response(null, { status: 302, headers: { location: 'http://elsewhere.example' } })), reason: 'not-the-hub' },
    'a verdict under another key': { between: (_answer, _url, init) => Promise.resolve(signedBy((text) => mallory.signer.sign(contexts.verdict as never, text), word(init))), reason: 'not-the-hub' },
    'a true verdict with a forged receipt': {
      between: (_answer, _url, init) => {
        const receipt = JSON.stringify({ protocol: 1, stationId: factsIn(init).stationId, packetId: factsIn(init).path.split('/')[3], manifestSha256: '0'.repeat(64), parts: [], at: new Date().toISOString() });
        return Promise.resolve(new Response(JSON.stringify(running().hub.keys.sign(contexts.verdict, word(init, { body: receipt, signature: mallory.signer.sign(contexts.receipt as never, receipt) })))));
      },
      reason: 'not-the-hub',
    },
    'a true receipt for other facts': {
      between: (_answer, _url, init) => {
        const receipt = { protocol: 1, stationId: factsIn(init).stationId, packetId: factsIn(init).path.split('/')[3], manifestSha256: '0'.repeat(64), parts: [], at: new Date().toISOString() };
        return Promise.resolve(new Response(JSON.stringify(running().hub.keys.sign(contexts.verdict, word(init, running().hub.keys.sign(contexts.receipt, receipt))))));
      },
      reason: 'not-the-hub',
    },
    'the answer to an earlier request': {
      between: async (answer) => {
        const text = await (await answer()).text();
        earlier ??= text;
        return new Response(text === earlier ? '' : earlier, { status: 200 });
      },
      reason: 'stale-answer',
    },
  };

  it.each(Object.entries(tricks))('%s: nothing counts as sent, everything waits', async (_name, { between, reason }) => {
    let held: Between | null = null;
    const through: Fetch = (url, init) => {
      const answer = (): Promise<Response> => fetch(url, init);
      return held ? held(answer, String(url), init!) : answer();
    };
    const station = await startStation(resourcesDir, 'Line', { tools: { fetch: through } });
    await enrol(station, running());
    held = between;
    await closeCase(station);
    await settled(station, ({ rows }) => rows.some((row) => row.reason === reason));
    expect(await settled(station, () => true)).toMatchObject({ counts: { waiting: 2, parked: 0, receipted: 0 } });
    station.close();
  });
});
