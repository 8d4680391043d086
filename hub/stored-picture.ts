/** A picture as it lies in the database: sealed chunks, opened one after another. Whoever shows it holds all of it against what its station signed before the first byte goes out. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { chunkCount, sealPurpose } from '../core/sync/sealed.ts';
import type { Reach, Sql } from './db/database.ts';
import type { Hub } from './hub.ts';
import { openerOf, type Opener } from './unseal.ts';

export const bytesColumn = z.instanceof(Uint8Array);
export const partSchema = z.object({ captureId: z.uuid(), sha256: z.string(), bytes: z.number().int(), have: z.number().int(), header: bytesColumn.nullable(), there: z.boolean(), month: z.string() });
export type Part = z.infer<typeof partSchema>;
const chunkSchema = z.object({ chunk: z.number().int(), sealed: bytesColumn });

/** Pieces that were taken in are gone, or are not what was taken in. */
export class PictureDamaged extends Error {}

/** Chosen: a megabyte at a time is in memory, however large the picture. */
const chunksAtOnce = 16;

/** @throws PictureDamaged where one is missing or does not open. */
export async function* openedChunks(sql: Sql, branch: string, part: Pick<Part, 'captureId' | 'bytes' | 'month'>, opener: Opener): AsyncGenerator<Buffer> {
  const total = chunkCount(part.bytes);
  for (let from = 0; from < total; from += chunksAtOnce) {
    const rows = (await sql.query(
      `SELECT chunk, sealed FROM part_chunks WHERE branch = $1 AND month = $2::date AND capture_id = $3 AND chunk >= $4 AND chunk < $5 ORDER BY chunk`, [branch, part.month, part.captureId, from, from + chunksAtOnce],
    )).map((row) => chunkSchema.parse(row));
    if (rows.length !== Math.min(chunksAtOnce, total - from)) throw new PictureDamaged('a stored chunk is missing');
    for (const { chunk, sealed } of rows) {
      const plain = opener.open(sealed, chunk, chunk === total - 1);
      if (plain === null) throw new PictureDamaged('a stored chunk does not open');
      yield plain;
    }
  }
}

export async function digestOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const plain of chunks) hash.update(plain);
  return hash.digest('hex');
}

export type StoredPicture = Pick<Part, 'captureId' | 'bytes' | 'month'> & { branch: string; opener: Opener };

/** Within what whoever asks may see; all of it was looked at. @returns null when it never came whole, or is sealed to a key that is lost. @throws PictureDamaged */
export async function openPicture(hub: Hub, sql: Sql, branch: string, captureId: string): Promise<StoredPicture | null> {
  const [row] = await sql.query(
    `SELECT capture_id AS "captureId", sha256, bytes, have, header, there_at IS NOT NULL AS there, month::text, station_id AS "stationId" FROM parts WHERE branch = $1 AND capture_id = $2`, [branch, captureId],
  );
  if (row === undefined) return null;
  const part = partSchema.extend({ stationId: z.string() }).parse(row);
  const opener = part.there && part.header ? openerOf(part.header, hub.keys.seals, sealPurpose.part(part.stationId, captureId)) : null;
  if (!opener) return null;
  if ((await digestOf(openedChunks(sql, branch, part, opener))) !== part.sha256) throw new PictureDamaged('the stored picture is another one');
  return { captureId, bytes: part.bytes, month: part.month, branch, opener };
}

/** Each megabyte in a transaction of its own: a slow browser holds no connection. What is lost meanwhile breaks the answer off. */
export function streamOf({ db }: Hub, reach: Reach, picture: StoredPicture): Readable {
  const apart: Sql = { query: (text, values) => db.transaction(reach, (sql) => sql.query(text, values)) };
  return Readable.from(openedChunks(apart, picture.branch, picture, picture.opener), { objectMode: false });
}

/** A picture as the station took it, whole in memory. @returns null as openPicture() */
export async function readPicture(hub: Hub, branch: string, captureId: string): Promise<Buffer | null> {
  const picture = await hub.db.transaction({ branch }, (sql) => openPicture(hub, sql, branch, captureId));
  return picture && Buffer.concat(await streamOf(hub, { branch }, picture).toArray() as Buffer[]);
}
