/** What may keep a queue from going on for ever, and does not. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CodedError } from '../../core/errors.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { factsDue, findByOutboxId } from '../../electron/station/store/outbox.ts';
import { stationKeyOf } from '../../electron/station/store/station-key.ts';
import { newPrivateKey, signerOf } from '../../electron/station/store/signature.ts';
import { orPark } from '../../electron/station/sync/send.ts';
import { createPace } from '../../electron/station/sync/pace.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startHub, startStation } from '../fakes/hub-kit.ts';
import { must, newResources, removeFolders } from '../fakes/station-kit.ts';
import { openStationStore } from '../fakes/station-store.ts';

const resourcesDir = newResources();
afterAll(removeFolders);
const running = hubOn(testDatabases().at(-1)!.open);

async function inStore(dir: string, work: (db: Db) => void | Promise<void>): Promise<void> {
  const db = await openStationStore(dir);
  try {
    await work(db);
  } finally {
    db.close();
  }
}
const reopened = async (dir: string, options: Partial<Parameters<typeof createStation>[0]> = {}): Promise<RunningStation> => {
  const station = await createStation({ dir, resourcesDir, ...options });
  await login(station);
  return station;
};

describe('a queue goes on', () => {
  it('when the hub\'s clock was days behind: nothing is parked, the reason is told, and all of it goes once the clock is right', async () => {
    const { db, end } = await testDatabases()[0]!.open();
    let behindMs = 0;
    const hub = await startHub(db, { clock: () => new Date(Date.now() - behindMs) });
    const station = await startStation(resourcesDir, 'Harbour');
    await enrol(station, hub);
    behindMs = 3 * 86_400_000;
    await closeCase(station);
    const told = await settled(station, ({ rows }) => rows.length === 2 && rows.every(({ reason }) => reason === 'packet.date'));
    expect(told.counts).toEqual({ waiting: 2, parked: 0, receipted: 0 });
    behindMs = 0;
    await must(station.call('sync.now', {}));
    expect((await settled(station, ({ counts }) => counts.receipted === 2)).counts.parked).toBe(0);
    station.close();
    await hub.close();
    await end();
  });

  it('and a record dated before any hub could be waits for a person: no clock that is put right would let it go', async () => {
    const station = await startStation(resourcesDir, 'Groyne', { clock: () => new Date('2019-06-01T12:00:00.000Z') });
    await enrol(station, running());
    await closeCase(station);
    expect((await settled(station, ({ counts }) => counts.parked === 2)).rows.map(({ reason }) => reason)).toEqual(['packet.date', 'packet.date']);
    station.close();
  });

  it('when the clock was a year ahead while there was no line', async () => {
    const first = await startStation(resourcesDir, 'Harbour');
    await enrol(first, running());
    await must(first.call('sync.pause', { paused: true }));
    await closeCase(first);
    first.close();
    const ahead = await reopened(first.dir, { clock: () => new Date(Date.now() + 365 * 86_400_000), tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await must(ahead.call('sync.pause', { paused: false }));
    await settled(ahead, ({ hub, rows }) => hub?.reason === 'no-answer' && rows.every(({ attempts }) => attempts > 0));
    ahead.close();
    const back = await reopened(first.dir);
    await settled(back, ({ counts }) => counts.receipted === 2);
    back.close();
  });

  it('when the clock was a year ahead for a decision, while pictures are due and their hours have not come', async () => {
    const closed = newResources();
    const file = path.join(closed, 'policies/coinex.json');
    const hour = (inHours: number): string => `${String((new Date().getHours() + inHours) % 24).padStart(2, '0')}:00`;
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')) as object, sending: { pictureHours: { from: hour(10), to: hour(11) }, kilobytesPerSecond: null } }));
    const first = await startStation(closed, 'Ferry');
    await enrol(first, running());
    await must(first.call('sync.pause', { paused: true }));
    await closeCase(first);
    first.close();
    await inStore(first.dir, (db) => {
      const [now, ahead] = [0, 365].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
      db.prepare(`UPDATE outbox SET due_at = ?`).run(ahead);
      db.prepare(`UPDATE outbox SET facts_at = ?, due_at = ? WHERE outbox_id = (SELECT min(outbox_id) FROM outbox)`).run(now, now);
    });
    const station = await reopened(first.dir, { resourcesDir: closed });
    await must(station.call('sync.pause', { paused: false }));
    await settled(station, ({ rows }) => rows.every(({ factsAt }) => factsAt !== null));
    station.close();
  });

  it('behind a decision that cannot be frozen; a person sees which, and it goes once it is whole again', async () => {
    const first = await startStation(resourcesDir, 'Mill');
    const broken = await closeCase(first);
    await closeCase(first, undefined, 3000, 9);
    first.close();
    let kept: unknown;
    // As a store of before packets, with one case that is damaged.
    await inStore(first.dir, (db) => {
      for (const trigger of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all()) db.exec(`DROP TRIGGER ${String(trigger)}`);
      db.exec('DELETE FROM packet_parts; DELETE FROM outbox_parts; DELETE FROM packets;');
      kept = db.prepare('SELECT evidence FROM submissions WHERE case_id = ?').pluck().get(broken.caseId);
      db.prepare(`UPDATE submissions SET evidence = '{}' WHERE case_id = ?`).run(broken.caseId);
    });
    const station = await reopened(first.dir);
    await enrol(station, running());
    const seen = await settled(station, ({ counts }) => counts.receipted === 2 && counts.parked === 2);
    expect(seen.rows.filter(({ state }) => state === 'parked')).toEqual([2, 1].map((sequence) => expect.objectContaining({ caseId: broken.caseId, sequence, reason: 'record.damaged', parts: [], receiptAt: null })));
    station.close();
    await inStore(first.dir, (db) => void db.prepare('UPDATE submissions SET evidence = ? WHERE case_id = ?').run(kept, broken.caseId));
    const mended = await reopened(first.dir);
    for (const { outboxId } of seen.rows.filter(({ state }) => state === 'parked')) await must(mended.call('sync.retry', { outboxId }));
    await settled(mended, ({ counts }) => counts.receipted === 4);
    mended.close();
  });

  it('behind a record whose place on the disk is damaged, and not over a full disk', async () => {
    const first = await startStation(resourcesDir, 'Quay');
    await closeCase(first);
    first.close();
    await inStore(first.dir, async (db) => {
      const [one, two] = factsDue(db, new Date().toISOString(), 2);
      const tools = { db, key: stationKeyOf(signerOf(newPrivateKey())), clock: () => new Date(), chance: () => 0, fetch, skewMs: { value: 0 }, pace: createPace(), chunks: { value: 1 }, picture: { now: null } };
      const fails = (code: 'store.corrupt' | 'store.disk-full') => () => Promise.reject(new CodedError(code));
      expect((await orPark(one!, tools, fails('store.corrupt'))).effect.row).toBe('park');
      expect(findByOutboxId(db, one!.outboxId)).toMatchObject({ state: 'parked', reason: 'record.damaged' });
      await expect(orPark(two!, tools, fails('store.disk-full'))).rejects.toMatchObject({ code: 'store.disk-full' });
      expect(findByOutboxId(db, two!.outboxId)).toMatchObject({ state: 'waiting' });
    });
  });
});

it('the screen is told what waits in the order it goes', async () => {
  const station = await startStation(resourcesDir, 'Old town');
  const cases = [await closeCase(station), await closeCase(station, undefined, 3000, 5)];
  const { rows } = await must(station.call('sync.status', {}));
  expect(rows.map(({ caseId, sequence }) => [caseId, sequence])).toEqual(cases.flatMap(({ caseId }) => [[caseId, 1], [caseId, 2]]));
  station.close();
});

