/** Frozen packets, their parts, and the hub's receipts. */
import { z } from 'zod';
import { receiptSchema, type Signed } from '../../../core/sync/protocol.ts';
import { openText, sealColumn, sealTextFor } from './case-keys.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

export type Packet = { packetId: string; manifest: string; sha256: string; signature: Buffer };

/** The case must have its key. With its parts; a capture that went with an earlier decision is not a second part. */
export function addPacket(tx: Tx, { outboxId, caseId }: { outboxId: number; caseId: string }, packet: Packet, captures: readonly { captureId: string; sha256: string; bytes: number }[]): void {
  const { text, seal } = sealTextFor(tx, caseId, aboutPacket(packet.packetId), packet.manifest);
  tx.prepare(`INSERT INTO packets (packet_id, outbox_id, manifest, seal, sha256, signature) VALUES (?, ?, ?, ?, ?, ?)`).run(packet.packetId, outboxId, text, seal, packet.sha256, packet.signature);
  const part = tx.prepare(`INSERT INTO outbox_parts (capture_id, sha256, bytes) VALUES (?, ?, ?) ON CONFLICT (capture_id) DO NOTHING`);
  const member = tx.prepare(`INSERT INTO packet_parts (packet_id, position, capture_id) VALUES (?, ?, ?)`);
  captures.forEach(({ captureId, sha256, bytes }, position) => {
    part.run(captureId, sha256, bytes);
    member.run(packet.packetId, position, captureId);
  });
}

const bytesColumn = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes));
const packetSchema = z.object({ packetId: z.uuid(), caseId: z.string(), manifest: z.string(), seal: sealColumn, sha256: z.string(), signature: bytesColumn });
const aboutPacket = (packetId: string): string => `packet ${packetId}`;

export function readPacket(db: ReadDb, packetId: string): Packet {
  const { caseId, manifest, seal, ...packet } = parsed(packetSchema, db.prepare(
    `SELECT p.packet_id AS packetId, o.case_id AS caseId, p.manifest, p.seal, p.sha256, p.signature FROM packets p JOIN outbox o ON o.outbox_id = p.outbox_id WHERE p.packet_id = ?`).get(packetId));
  return { ...packet, manifest: openText(db, caseId, aboutPacket(packetId), manifest, seal) };
}

const partSchema = z.object({
  captureId: z.uuid(), sha256: z.string(), bytes: z.number().int(), have: z.number().int(), there: z.number().transform((n) => n === 1), sealSecret: bytesColumn.nullable(), sealKey: z.string().nullable(),
});
export type Part = z.infer<typeof partSchema>;

export const partsQuery = `SELECT o.capture_id AS captureId, o.sha256, o.bytes, o.have, o.there, o.seal_secret AS sealSecret, o.seal_key AS sealKey
  FROM packet_parts m CROSS JOIN outbox_parts o ON o.capture_id = m.capture_id WHERE m.packet_id = ? ORDER BY m.position`;

export function partsOf(db: ReadDb, packetId: string): Part[] {
  return db.prepare(partsQuery).all(packetId).map((row) => parsed(partSchema, row));
}

export function sealPart(db: Db, captureId: string, secret: Uint8Array, key: string): void {
  db.prepare(`UPDATE outbox_parts SET seal_secret = ?, seal_key = ?, have = 0 WHERE capture_id = ?`).run(Buffer.from(secret), key, captureId);
}

/** How far the hub says it is; null: it has the whole part, and the secret of its seal goes. */
export function markPart(db: Db, captureId: string, have: number | null): void {
  if (have === null) db.prepare(`UPDATE outbox_parts SET there = 1, seal_secret = NULL, seal_key = NULL WHERE capture_id = ?`).run(captureId);
  else db.prepare(`UPDATE outbox_parts SET there = 0, have = ? WHERE capture_id = ?`).run(have, captureId);
}

/** `hubKey`: whose signature it is. */
export function addReceipt(tx: Tx, packetId: string, receipt: Signed, hubKey: string, at: string): void {
  tx.prepare(`INSERT INTO receipts (packet_id, body, signature, at, hub_key) VALUES (?, ?, ?, ?, ?) ON CONFLICT (packet_id) DO NOTHING`).run(packetId, receipt.body, receipt.signature, at, hubKey);
}

/** Chosen: newest receipts that are looked through; where none of so many fits, the two clocks differ all the time and neither proves the other wrong. */
const receiptsLookedAt = 200;

/**
 * The hub's own, signed time in the newest receipt that was not from our future when it came; null: there is none. One from the future tells that the clocks differ, not whose is wrong:
 * a hub whose clock was ahead once would refuse every customer until that day.
 */
export function lastReceiptTime(db: ReadDb, toleranceMs: number): string | null {
  const body = db.prepare(`SELECT body FROM (SELECT rowid AS place, body, at FROM receipts ORDER BY rowid DESC LIMIT ?)
    WHERE (julianday(json_extract(body, '$.at')) - julianday(at)) * 86400000 <= ? ORDER BY place DESC LIMIT 1`).pluck().get(receiptsLookedAt, toleranceMs);
  return body === undefined ? null : parsed(json(receiptSchema), body).at;
}

export function findReceipt(db: ReadDb, packetId: string): (Signed & { at: string }) | null {
  const row = db.prepare(`SELECT body, signature, at FROM receipts WHERE packet_id = ?`).get(packetId);
  return row === undefined ? null : parsed(z.object({ body: z.string(), signature: z.string(), at: z.string() }), row);
}
