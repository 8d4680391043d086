/** A hub and its database belong together by the key that stations have pinned. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../hub/db/database.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { openIdentity, replaceIdentity } from '../../hub/identity.ts';
import { testDatabases } from '../fakes/databases.ts';
import { newFolder, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);
const now = new Date('2026-11-29T12:00:00.000Z');

describe.each(testDatabases())('on $name', ({ open }) => {
  let db: Database;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ db, end } = await open());
    await migrate(db);
  });
  afterAll(() => end());

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
    writeFileSync(file, kept.subarray(0, 40));
    await expect(openIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-damaged' });
    await expect(replaceIdentity(db, file, now)).rejects.toMatchObject({ code: 'hub.keys-damaged' });
  });

  it('a database of before knows by its stations that there was a key', async () => {
    await db.query('DELETE FROM hub_identity');
    await db.query(`INSERT INTO stations (station_id, public_key, name, branch, state, nonce, asked_at) VALUES ('s', 'k', 'Counter 3', 'Harbour', 'approved', 'n', $1)`, [now]);
    await expect(openIdentity(db, path.join(newFolder(), 'keys.json'), now)).rejects.toMatchObject({ code: 'hub.keys-missing' });
  });
});
