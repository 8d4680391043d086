/** Real cases of a real station at a real hub, over HTTP, on both databases. */
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Database } from '../../hub/db/database.ts';
import { readPicture } from '../../hub/stored-picture.ts';
import { revoke } from '../../hub/stations.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startStation } from '../fakes/hub-kit.ts';
import { mira, must, newResources, pictureOf, removeFolders } from '../fakes/station-kit.ts';
import { createStation } from '../../electron/station/create.ts';

const resourcesDir = newResources();
afterAll(removeFolders);

const rowsOf = (db: Database, branch: string): Promise<Record<string, unknown>[]> =>
  db.transaction('head', (sql) => sql.query('SELECT number, sequence, final, name, birth_date, outcome, manifest FROM packets WHERE branch = $1 ORDER BY case_id, sequence', [branch]));

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);

  it('a case arrives once, whole, with its pictures to the byte, and the receipt is kept', async () => {
    const station = await startStation(resourcesDir, 'Harbour');
    const prepared = await closeCase(station, mira, 200_000, 7);
    const before = await must(station.call('sync.status', {}));
    expect(before).toMatchObject({ hub: null, counts: { waiting: 2, parked: 0, receipted: 0 } });
    await enrol(station, running());
    const after = await settled(station, ({ counts }) => counts.receipted === 2);
    expect(after.rows.every((row) => row.receiptAt !== null && row.parts.every(({ have, chunks }) => have === chunks))).toBe(true);
    const rows = await rowsOf(running().hub.db, 'Harbour');
    expect(rows.map(({ sequence, final, name, birth_date }) => ({ sequence, final, name, birth_date }))).toEqual([
      { sequence: 1, final: false, name: 'Mira Lu Östergård', birth_date: '1990-03-14' }, { sequence: 2, final: true, name: 'Mira Lu Östergård', birth_date: '1990-03-14' },
    ]);
    const manifest = JSON.parse(String(rows[1]!['manifest'])) as { results: unknown[]; attestation: unknown };
    expect(manifest.results.length).toBeGreaterThan(20);
    expect(manifest.attestation).toMatchObject({ facePresent: true });
    for (const [n, captureId] of prepared.captureIds.entries()) {
      const there = await readPicture(running().hub, 'Harbour', captureId);
      expect(createHash('sha256').update(there!).digest('hex')).toBe(createHash('sha256').update(pictureOf(200_000, 7 + n)).digest('hex'));
    }
    station.close();
  });

  it('what was decided without network waits, survives a restart, and goes when the hub is there', async () => {
    const station = await startStation(resourcesDir, 'Old town');
    await enrol(station, running());
    station.close();
    const away = await createStation({ dir: station.dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await login(away);
    await closeCase(away);
    const waiting = await settled(away, ({ hub }) => hub?.reason === 'no-answer');
    expect(waiting.counts).toEqual({ waiting: 2, parked: 0, receipted: 0 });
    away.close();
    const back = await createStation({ dir: station.dir, resourcesDir });
    await login(back);
    await must(back.call('sync.now', {}));
    await settled(back, ({ counts }) => counts.receipted === 2);
    expect(await rowsOf(running().hub.db, 'Old town')).toHaveLength(2);
    back.close();
  });

  it('a paused station sends nothing, a revoked one is told so and keeps everything', async () => {
    const station = await startStation(resourcesDir, 'Mill');
    await enrol(station, running());
    await must(station.call('sync.pause', { paused: true }));
    await closeCase(station);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await must(station.call('sync.status', {}))).counts.waiting).toBe(2);
    const [row] = await running().hub.db.query(`SELECT station_id FROM stations WHERE branch = 'Mill'`);
    expect(await revoke(running().hub.db, String(row!['station_id']), new Date())).toMatchObject({ state: 'revoked' });
    await must(station.call('sync.pause', { paused: false }));
    const blocked = await settled(station, ({ hub }) => hub?.state === 'blocked');
    expect(blocked).toMatchObject({ hub: { reason: 'station.revoked' }, counts: { waiting: 2, parked: 0 } });
    expect(await rowsOf(running().hub.db, 'Mill')).toEqual([]);
    station.close();
  });

  it('a branch sees its own rows only, and no key of another', async () => {
    const seen = await running().hub.db.transaction({ branch: 'Old town' }, (sql) => sql.query('SELECT DISTINCT branch FROM packets'));
    expect(seen).toEqual([{ branch: 'Old town' }]);
    const foreign = running().hub.db.transaction({ branch: 'Old town' }, (sql) =>
      sql.query(`INSERT INTO packet_keys (branch, packet_id, station_id, case_id, sequence, manifest_sha256, month, received_at) VALUES ('Harbour', gen_random_uuid(), 's', gen_random_uuid(), 1, 'x', '2026-11-01', now())`));
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  it('says how it is, and its metrics hold no customer', async () => {
    const get = async (at: string): Promise<string> => (await fetch(`${running().url}${at}`)).text();
    expect(JSON.parse(await get('/ready'))).toMatchObject({ ok: true });
    const metrics = await get('/metrics');
    expect(metrics).toMatch(/vestibule_hub_words_total\{route="facts",outcome="accepted",reason="none"\} \d/);
    expect(metrics).not.toMatch(/Mira|Harbour/);
    expect(JSON.parse(await get('/openapi.json'))).toMatchObject({ openapi: '3.1.0' });
  });
});
