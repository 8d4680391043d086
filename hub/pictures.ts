/** Takes in the chunks of one picture. The hub alone knows how far it is; what it has is skipped, what runs ahead is not written. */
import { chunkCount, headerBytes, sealPurpose, splitChunks } from '../core/sync/sealed.ts';
import type { Sql } from './db/database.ts';
import { orMonthAgain } from './db/months.ts';
import { no, Refused, within, type Hub, type Word } from './hub.ts';
import { wordOn } from './receipts.ts';
import type { HubStation } from './stations.ts';
import { digestOf, openedChunks, partSchema, PictureDamaged, type Part } from './stored-picture.ts';
import { openerOf, opensWith, type Opener } from './unseal.ts';

export type Piece = { packetId: string; captureId: string; from: number; body: Uint8Array };

export function takePicture(hub: Hub, station: HubStation, { packetId, captureId, from, body }: Piece): Promise<Word> {
  const { branch } = station;
  return orMonthAgain(hub.months, (named) => within(hub, branch, async (sql) => {
    const [row] = await sql.query(
      `SELECT p.capture_id AS "captureId", p.sha256, p.bytes, p.have, p.header, p.there_at IS NOT NULL AS there, p.month::text FROM packet_parts m JOIN parts p ON p.branch = m.branch AND p.capture_id = m.capture_id
       WHERE m.branch = $1 AND m.packet_id = $2 AND m.capture_id = $3 AND p.station_id = $4 FOR UPDATE OF p`, [branch, packetId, captureId, station.stationId],
    );
    if (row === undefined) return no('part.unknown', packetId);
    const part = partSchema.parse(row);
    named(part.month);
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
  }));
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

/** The picture is there when all of it, opened again from what was stored, is the one the station signed for. What was stored and is gone since, as with a month that somebody dropped, is asked for once more. */
async function finish(hub: Hub, sql: Sql, branch: string, part: Part & { header: Buffer }, opener: Opener, packetId: string): Promise<void> {
  const digest = await digestOf(openedChunks(sql, branch, part, opener)).catch((thrown: unknown) => {
    if (thrown instanceof PictureDamaged) return null;
    throw thrown;
  });
  if (digest === null) await startAgain(sql, branch, { ...part, have: chunkCount(part.bytes) }, part.header);
  else if (digest !== part.sha256) throw new Refused(no('part.digest', packetId));
  else await sql.query(`UPDATE parts SET there_at = $3 WHERE branch = $1 AND capture_id = $2`, [branch, part.captureId, hub.clock()]);
}
