/** How far a packet is, and its receipt once everything of it is there. */
import { z } from 'zod';
import { contexts, protocolVersion, type Receipt, type Signed } from '../core/sync/protocol.ts';
import type { Sql } from './db/database.ts';
import { yes, type Hub, type Word } from './hub.ts';
import { isFrom } from './keys.ts';
import { opensWith } from './unseal.ts';

const partSchema = z.object({ captureId: z.uuid(), sha256: z.string(), have: z.number().int(), header: z.instanceof(Uint8Array).nullable(), there: z.boolean() });
export type PartState = z.infer<typeof partSchema>;
const keySchema = z.object({ stationId: z.string(), manifestSha256: z.string(), body: z.string().nullable(), signature: z.string().nullable() });

/** The word on a packet that is known. */
export async function wordOn(hub: Hub, sql: Sql, branch: string, packetId: string, outcome: 'accepted' | 'already-there'): Promise<Word> {
  const parts = (await sql.query(
    `SELECT m.capture_id AS "captureId", p.sha256, p.have, p.header, p.there_at IS NOT NULL AS there FROM packet_parts m JOIN parts p ON p.branch = m.branch AND p.capture_id = m.capture_id
     WHERE m.branch = $1 AND m.packet_id = $2 ORDER BY m.position`, [branch, packetId], 'parts-of',
  )).map((row) => partSchema.parse(row));
  return wordOf(hub, sql, { branch, packetId }, outcome, parts);
}

/** What is missing, or the receipt. The first receipt under this hub's key is the only one; a picture that does not open any more is missing. @param known in the order of the packet */
export async function wordOf(hub: Hub, sql: Sql, { branch, packetId }: { branch: string; packetId: string }, outcome: 'accepted' | 'already-there', known: readonly PartState[]): Promise<Word> {
  const parts = known.map((part) => (part.have === 0 || opensWith(part.header, hub.keys.seals) ? part : { ...part, have: 0, there: false }));
  const missing = parts.filter(({ there }) => !there).map(({ captureId, have }) => ({ captureId, have }));
  return yes(outcome, packetId, missing, missing.length > 0 ? null : await receiptOf(hub, sql, branch, packetId, parts));
}

async function receiptOf(hub: Hub, sql: Sql, branch: string, packetId: string, parts: readonly z.infer<typeof partSchema>[]): Promise<Signed> {
  const [row] = await sql.query(
    `SELECT station_id AS "stationId", manifest_sha256 AS "manifestSha256", receipt_body AS body, receipt_signature AS signature FROM packet_keys WHERE branch = $1 AND packet_id = $2 FOR UPDATE`, [branch, packetId], 'receipt-of',
  );
  const key = keySchema.parse(row);
  const known = key.body === null || key.signature === null ? null : { body: key.body, signature: key.signature };
  if (known && isFrom(hub.keys.signKey, contexts.receipt, known)) return known;
  const receipt: Receipt = {
    protocol: protocolVersion, stationId: key.stationId, packetId, manifestSha256: key.manifestSha256, parts: parts.map(({ captureId, sha256 }) => ({ captureId, sha256 })), at: hub.clock().toISOString(),
  };
  const signed = hub.keys.sign(contexts.receipt, receipt);
  await sql.query(`UPDATE packet_keys SET receipt_body = $3, receipt_signature = $4 WHERE branch = $1 AND packet_id = $2`, [branch, packetId, signed.body, signed.signature]);
  return signed;
}
