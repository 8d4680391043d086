/** Takes in the chunks of one picture. The hub alone knows how far it is; what it has is skipped, what runs ahead is not written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { chunkCount, headerBytes, sealPurpose, splitChunks } from '../core/sync/sealed.ts';
import type { Sql } from './db/database.ts';
import { no, Refused, within, type Hub, type Word } from './hub.ts';
import { wordOn } from './receipts.ts';
import type { HubStation } from './stations.ts';
import { openerOf, opensWith, type Opener } from './unseal.ts';

const bytesColumn = z.instanceof(Uint8Array);
const partSchema = z.object({ captureId: z.uuid(), sha256: z.string(), bytes: z.number().int(), have: z.number().int(), header: bytesColumn.nullable(), there: z.boolean(), month: z.string() });
type Part = z.infer<typeof partSchema>;

export type Piece = { packetId: string; captureId: string; from: number; body: Uint8Array };

export function takePicture(hub: Hub, station: HubStation, { packetId, captureId, from, body }: Piece): Promise<Word> {
  const { branch } = station;
  return within(hub, branch, async (sql) => {
    const [row] = await sql.query(
      `SELECT p.capture_id AS "captureId", p.sha256, p.bytes, p.have, p.header, p.there_at IS NOT NULL AS there, p.month::text FROM packet_parts m JOIN parts p ON p.branch = m.branch AND p.capture_id = m.capture_id
       WHERE m.branch = $1 AND m.packet_id = $2 AND m.capture_id = $3 AND p.station_id = $4 FOR UPDATE OF p`, [branch, packetId, captureId, station.stationId],
    );
    if (row === undefined) return no('part.unknown', packetId);
    const part = partSchema.parse(row);
    if (part.there && opensWith(part.header, hub.keys.seals)) return wordOn(hub, sql, branch, packetId, 'already-there');
    const header = Buffer.from(body.subarray(0, headerBytes));
    const opener = openerOf(header, hub.keys.seals, sealPurpose.part(station.stationId, captureId));
    const chunks = splitChunks(body.subarray(headerBytes), from, part.bytes);
    if (opener === null || chunks === null) return no('part.unreadable', packetId);
    const have = part.header !== null && Buffer.compare(header, part.header) === 0 ? part.have : await startAgain(sql, branch, part, header);
    // Out of order or of an earlier seal: the answer says where to go on.
    if (from > have) return wordOn(hub, sql, branch, packetId, 'accepted');
    const now = await append(sql, branch, part, opener, chunks.slice(have - from), have, packetId);
    if (now === chunkCount(part.bytes)) await finish(hub, sql, branch, { ...part, header }, opener, packetId);
    return wordOn(hub, sql, branch, packetId, 'accepted');
  });
}

async function startAgain(sql: Sql, branch: string, part: Part, header: Buffer): Promise<number> {
  if (part.have > 0) await dropChunks(sql, branch, part);
  await sql.query(`UPDATE parts SET header = $3, have = 0, there_at = NULL WHERE branch = $1 AND capture_id = $2`, [branch, part.captureId, header]);
  return 0;
}

const dropChunks = (sql: Sql, branch: string, part: Part): Promise<unknown> => sql.query(`DELETE FROM part_chunks WHERE branch = $1 AND month = $2::date AND capture_id = $3`, [branch, part.month, part.captureId]);

/** @returns how many chunks there are now. */
async function append(sql: Sql, branch: string, part: Part, opener: Opener, chunks: readonly Uint8Array[], have: number, packetId: string): Promise<number> {
  const total = chunkCount(part.bytes);
  if (chunks.length === 0) return have;
  chunks.forEach((chunk, n) => {
    if (opener.open(chunk, have + n, have + n === total - 1) === null) throw new Refused(no('part.unreadable', packetId));
  });
  await sql.query(
    `INSERT INTO part_chunks (branch, month, capture_id, chunk, sealed) SELECT $1, $2::date, $3, n, piece FROM unnest($4::int[], $5::bytea[]) AS given (n, piece)`,
    [branch, part.month, part.captureId, chunks.map((_, n) => have + n), chunks.map((chunk) => Buffer.from(chunk))],
  );
  await sql.query(`UPDATE parts SET have = $3 WHERE branch = $1 AND capture_id = $2`, [branch, part.captureId, have + chunks.length]);
  return have + chunks.length;
}

/** The picture is there when all of it, opened again from what was stored, is the one the station signed for. */
async function finish(hub: Hub, sql: Sql, branch: string, part: Part & { header: Buffer }, opener: Opener, packetId: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const plain of openedChunks(sql, branch, part, opener)) hash.update(plain);
  if (hash.digest('hex') !== part.sha256) throw new Refused(no('part.digest', packetId));
  await sql.query(`UPDATE parts SET there_at = $3 WHERE branch = $1 AND capture_id = $2`, [branch, part.captureId, hub.clock()]);
}

/** Chosen: a megabyte at a time is in memory, however large the picture. */
const chunksAtOnce = 16;

async function* openedChunks(sql: Sql, branch: string, part: Part, opener: Opener): AsyncGenerator<Buffer> {
  const total = chunkCount(part.bytes);
  for (let from = 0; from < total; from += chunksAtOnce) {
    const rows = await sql.query(
      `SELECT chunk, sealed FROM part_chunks WHERE branch = $1 AND month = $2::date AND capture_id = $3 AND chunk >= $4 AND chunk < $5 ORDER BY chunk`, [branch, part.month, part.captureId, from, from + chunksAtOnce],
    );
    for (const row of rows) {
      const { chunk, sealed } = z.object({ chunk: z.number().int(), sealed: bytesColumn }).parse(row);
      const plain = opener.open(sealed, chunk, chunk === total - 1);
      if (plain === null) throw new Error('a stored chunk does not open');
      yield plain;
    }
  }
}

/** A picture as the station took it. @returns null when it is not there, not whole, or sealed to a key that is lost. */
export const readPicture = (hub: Hub, branch: string, captureId: string): Promise<Buffer | null> => hub.db.transaction({ branch }, (sql) => openPicture(hub, sql, branch, captureId));

/** The same, within what whoever asks may see. */
export async function openPicture(hub: Hub, sql: Sql, branch: string, captureId: string): Promise<Buffer | null> {
  const [row] = await sql.query(
    `SELECT capture_id AS "captureId", sha256, bytes, have, header, there_at IS NOT NULL AS there, month::text, station_id AS "stationId" FROM parts WHERE branch = $1 AND capture_id = $2`, [branch, captureId],
  );
  if (row === undefined) return null;
  const part = partSchema.extend({ stationId: z.string() }).parse(row);
  const opener = part.there && part.header ? openerOf(part.header, hub.keys.seals, sealPurpose.part(part.stationId, captureId)) : null;
  if (!opener) return null;
  const pieces: Buffer[] = [];
  for await (const plain of openedChunks(sql, branch, part, opener)) pieces.push(plain);
  return Buffer.concat(pieces);
}
