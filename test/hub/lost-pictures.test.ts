/** Pictures of which the database has lost something, and months that somebody dropped: told, never shown as evidence, and taken in again where they are still to come. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { paths } from '../../core/sync/protocol.ts';
import { newSealSecret } from '../../electron/station/sync/seal.ts';
import { monthOf } from '../../hub/db/months.ts';
import type { Heard, RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { countOf, personOf, type Browser } from '../fakes/head-office.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { letIn, openCase, reasonOf, sent } from '../fakes/raw-cases.ts';
import { pictureOf, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let harbour: RawStation;
  let reviewer: Browser;
  beforeAll(async () => {
    harbour = await letIn(running(), 'Harbour');
    reviewer = await personOf(running(), 'Ruth Vane', 'reviewer');
  });

  const picture = pictureOf(150_000, 7);
  const idOf = (manifest: Manifest): string => manifest.captures[0]!.captureId;
  const put = (manifest: Manifest, from: number, to: number, secret = newSealSecret(), bytes = picture): Promise<Heard> =>
    harbour.ask({ method: 'PUT', path: paths.part(manifest.packetId, idOf(manifest), from), body: harbour.sealPicture(idOf(manifest), bytes, { secret, from, to }) });
  const announced = (committedAt = new Date().toISOString(), bytes = picture): Promise<Manifest> => sent(harbour, 'refer', [reasonOf('doc.glare')], { committedAt }, [bytes]);
  const whole = async (): Promise<Manifest> => {
    const manifest = await announced();
    expect((await put(manifest, 0, 3)).receipt).not.toBeNull();
    return manifest;
  };
  const shown = (manifest: Manifest) => reviewer.get(`/review/picture?branch=Harbour&case=${manifest.case.caseId}&capture=${idOf(manifest)}`);
  const change = (manifest: Manifest, statement: string): Promise<unknown> => running().hub.db.transaction({ branch: 'Harbour' }, (sql) => sql.query(statement, [idOf(manifest)]));
  const drop = async (manifest: Manifest): Promise<void> => {
    const month = monthOf(manifest.committedAt).slice(0, 7).replace('-', '_');
    await running().hub.db.script(`DROP TABLE packets_${month}; DROP TABLE part_chunks_${month};`);
  };

  it.each([
    ['a piece in the middle is gone', 'DELETE FROM part_chunks WHERE capture_id = $1 AND chunk = 1', true],
    ['the last piece is gone', 'DELETE FROM part_chunks WHERE capture_id = $1 AND chunk = 2', true],
    ['a piece is another one', `WITH old AS (DELETE FROM part_chunks WHERE capture_id = $1 AND chunk = 1 RETURNING *) INSERT INTO part_chunks (branch, month, capture_id, chunk, sealed) SELECT branch, month, capture_id, 7, sealed FROM old`, false],
  ])('where %s, a coded error stands in the place of a picture', async (_what, statement, missed) => {
    const manifest = await whole();
    expect(Buffer.compare((await shown(manifest)).bytes, picture)).toBe(0);
    expect(countOf(await openCase(reviewer, manifest), 'picture')).toBe(1);
    await change(manifest, statement);
    const page = await shown(manifest);
    expect([page.status, page.headers.get('content-type'), countOf(page, 'picture-damaged')]).toEqual([500, 'text/html; charset=utf-8', 1]);
    expect(page.text).toContain('hub.picture-damaged');
    expect(countOf(await openCase(reviewer, manifest), 'picture-lost')).toBe(missed ? 1 : 0);
    expect(await running().hub.db.query(`SELECT 1 FROM hub_trail WHERE case_id = $1 AND action = 'picture.opened'`, [manifest.case.caseId])).toHaveLength(1);
  });

  it('a picture that changes while it goes out is broken off, not ended as if it were whole', async () => {
    const [large, secret] = [pictureOf(1_200_000, 9), newSealSecret()];
    const manifest = await announced(undefined, large);
    await put(manifest, 0, 10, secret, large);
    expect((await put(manifest, 10, 19, secret, large)).receipt).not.toBeNull();
    const { db } = running().hub;
    const { transaction } = db;
    let asked = 0;
    db.transaction = async (reach, work) => {
      if (typeof reach === 'object' && 'branches' in reach && (asked += 1) === 3) await transaction({ branch: 'Harbour' }, (sql) => sql.query('DELETE FROM part_chunks WHERE capture_id = $1', [idOf(manifest)]));
      return transaction(reach, work);
    };
    try {
      await expect(shown(manifest)).rejects.toThrow();
    } finally {
      db.transaction = transaction;
    }
  });

  it('a picture and a record that come after their month was dropped are taken all the same', async () => {
    const at = '2026-03-05T12:00:00.000Z';
    const manifest = await announced(at);
    await drop(manifest);
    expect((await put(manifest, 0, 3)).receipt).toMatchObject({ packetId: manifest.packetId });
    await drop(manifest);
    await announced(at);
  });

  it('a picture of which the first half went with its month is asked for from the start', async () => {
    const manifest = await announced('2026-02-05T12:00:00.000Z');
    const secret = newSealSecret();
    expect((await put(manifest, 0, 2, secret)).verdict?.parts).toEqual([{ captureId: idOf(manifest), have: 2 }]);
    await drop(manifest);
    expect((await put(manifest, 2, 3, secret)).verdict).toMatchObject({ outcome: 'accepted', parts: [{ captureId: idOf(manifest), have: 0 }], receipt: null });
    expect((await put(manifest, 0, 3, secret)).receipt).toMatchObject({ packetId: manifest.packetId });
  });
});
