/** A hub and its database belong together by the key that stations have pinned. */
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../hub/db/database.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { migrations } from '../../hub/db/migrations/index.ts';
import { createMonths } from '../../hub/db/months.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { openIdentity, replaceIdentity, rotateIdentity } from '../../hub/identity.ts';
import { addHubKeys, makeHubKeys, mostKeys, readHubKeys } from '../../hub/keys.ts';
import { testDatabases } from '../fakes/databases.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);
const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const now = new Date('2026-11-29T12:00:00.000Z');

describe.each(testDatabases())('on $name', ({ open }) => {
  let db: Database;
  let url: string | null;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ db, url, end } = await open());
    // As it was before head office came, with a record that jsonb does not hold beside one that it does.
    await migrate(db, migrations.slice(0, 2));
    await createMonths(db).ensure('2026-11-01');
    for (const [at, text] of ['\\u0000', 'plain'].entries()) {
      const manifest = `{"decision":{"reasons":[{"code":"doc.glare","lane":"staff","concern":"processing"}]},"evidence":{"seen":"${text}"}}`;
      await db.transaction({ branch: 'Harbour' }, async (sql) => {
        await sql.query(`INSERT INTO packet_keys (branch, packet_id, station_id, case_id, sequence, manifest_sha256, month, received_at) VALUES ('Harbour', $1, 's', $1, 1, '', '2026-11-01', $2)`, [ids[at], now]);
        await sql.query(`INSERT INTO packets (branch, month, packet_id, station_id, case_id, sequence, number, name, document_number, document_type, birth_date, demo, final, outcome, decided_at, audit_sequence, audit_hash, manifest, signature)
          VALUES ('Harbour', '2026-11-01', $1, 's', $1, 1, '1', '', '', '', '', false, true, 'refer', $2, 1, '', $3, '')`, [ids[at], now, manifest]);
      });
    }
    await migrate(db);
  });
  afterAll(() => end());

  it('a record that the database cannot read as JSON does not stop it from coming up to this version; its case is for two', async () => {
    expect(await db.transaction('head', (sql) => sql.query('SELECT case_id AS id, reasons, fraud FROM review_cases ORDER BY case_id'))).toEqual([
      { id: ids[0], reasons: [], fraud: true }, { id: ids[1], reasons: ['doc.glare'], fraud: false },
    ]);
    expect(await db.transaction('head', (sql) => sql.query('SELECT case_id AS id, station_id AS by FROM case_stations ORDER BY case_id'))).toEqual(ids.map((id) => ({ id, by: 's' })));
  });

  it('a step may take longer than what a request may ask for', async () => {
    if (url === null) return;
    const hurried = openPostgresql(url, { statementMs: 100, silenceMs: 200 });
    await expect(hurried.query('SELECT pg_sleep(0.4)')).rejects.toThrow();
    expect(await hurried.unhurried((sql) => sql.query('SELECT pg_sleep(0.4) IS NOT NULL AS slept'))).toEqual([{ slept: true }]);
    await hurried.close();
  });

  it('a lost key file is told, put back it opens, and only a person makes the hub another one', async () => {
    const file = path.join(newFolder(), 'keys.json');
    const first = await openIdentity(db, file, now);
    expect((await openIdentity(db, file, now)).code).toBe(first.code);
    renameSync(file, `${file}.away`);
    await expect(openIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-missing' });
    expect(existsSync(file)).toBe(false);
    renameSync(`${file}.away`, file);
    await expect(replaceIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-there' });
    expect((await openIdentity(db, file, now)).code).toBe(first.code);
    const kept = readFileSync(file);
    rmSync(file);
    const second = await replaceIdentity(db, file, now);
    expect((await openIdentity(db, file, now)).code).toBe(second.code);
    writeFileSync(file, kept);
    await expect(openIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-other' });
    rmSync(file);
    // There, and not to be read: neither lost nor to be replaced.
    symlinkSync(file, file);
    for (const look of [openIdentity, replaceIdentity]) await expect(look(db, file, now)).rejects.toMatchObject({ code: 'ELOOP' });
    rmSync(file);
    writeFileSync(file, kept.subarray(0, 40));
    await expect(openIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-damaged' });
    await expect(replaceIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-damaged' });
  });

  it('a database of before knows by its stations that there was a key', async () => {
    await db.query('DELETE FROM hub_identity');
    await db.query(`INSERT INTO stations (station_id, public_key, name, branch, state, nonce, asked_at) VALUES ('s', 'k', 'Counter 3', 'Harbour', 'approved', 'n', $1)`, [now]);
    await expect(openIdentity(db, path.join(newFolder(), 'keys.json'), now)).rejects.toMatchObject({ code: 'hub.keys-missing' });
  });

  it('a key file that is full is told before anything is written', async () => {
    const file = path.join(newFolder(), 'keys.json');
    makeHubKeys(file);
    for (let n = 1; n < mostKeys; n += 1) addHubKeys(file);
    const full = readHubKeys(file)!;
    await db.query('INSERT INTO hub_identity (one, sign_key, at) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET sign_key = excluded.sign_key', [full.signKey, now]);
    expect(await rotateIdentity(db, file, now)).toBe('too-many');
    expect(() => addHubKeys(file)).toThrow();
    expect((await openIdentity(db, file, now)).code).toBe(full.code);
  });
});
