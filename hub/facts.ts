/** Takes in the facts of one decision, exactly once: the same again is already there, another content under the same name is a conflict for a person. */
import { createHash } from 'node:crypto';
import { manifestSchema, type Manifest } from '../core/sync/manifest.ts';
import { contexts, earliestTime, signedSchema, type Signed } from '../core/sync/protocol.ts';
import { headerBytes, sealPurpose, sealedChunkBytes } from '../core/sync/sealed.ts';
import type { Sql } from './db/database.ts';
import { keepDocument } from './documents.ts';
import { monthOf } from './db/months.ts';
import { no, Refused, within, type Hub, type Word } from './hub.ts';
import { isFrom } from './keys.ts';
import { wordOn } from './receipts.ts';
import { noteRecord, noteSeen, parkRecord } from './review/intake.ts';
import type { HubStation } from './stations.ts';
import { openerOf } from './unseal.ts';

export async function takeFacts(hub: Hub, station: HubStation, packetId: string, sealed: Uint8Array): Promise<Word> {
  const signed = unsealed(hub, sealed, sealPurpose.manifest(station.stationId, packetId));
  if (signed === null) return no('packet.unreadable', packetId);
  if (!isFrom(station.publicKey, contexts.packet, signed)) return no('packet.signature', packetId);
  const said: unknown = JSON.parse(signed.body);
  const read = manifestSchema.safeParse(said);
  if (!read.success || !isText(said)) return no('packet.malformed', packetId);
  const manifest = read.data;
  const own = manifest.packetId === packetId && manifest.stationId === station.stationId && manifest.branch === station.branch;
  if (!own || manifest.captures.some(({ caseId }) => caseId !== manifest.case.caseId)) return no('packet.foreign', packetId);
  if (new Set(manifest.captures.map(({ captureId }) => captureId)).size !== manifest.captures.length) return no('packet.malformed', packetId);
  if (!isPlausible(manifest.committedAt, hub.clock())) return no('packet.date', packetId);
  await hub.months.ensure(monthOf(manifest.committedAt));
  const word = await within(hub, station.branch, async (sql) => {
    const outcome = await write(sql, hub, manifest, signed);
    return wordOn(hub, sql, station.branch, packetId, outcome);
  });
  if (word.outcome === 'conflict' && word.reason !== null) await parkRecord(hub, manifest, signed, word.reason);
  await noteSeen(hub, station, manifest);
  return word;
}

/** Sealed in one request and small: opened whole. @returns null when it is not for us, or not whole. */
function unsealed(hub: Hub, sealed: Uint8Array, purpose: string): Signed | null {
  const opener = openerOf(sealed, hub.keys.seals, purpose);
  if (!opener) return null;
  const plain: Buffer[] = [];
  for (let at = headerBytes, chunk = 0; at < sealed.length; at += sealedChunkBytes, chunk += 1) {
    const opened = opener.open(sealed.subarray(at, at + sealedChunkBytes), chunk, at + sealedChunkBytes >= sealed.length);
    if (opened === null) return null;
    plain.push(opened);
  }
  try {
    const signed = signedSchema.parse(JSON.parse(Buffer.concat(plain).toString('utf8')));
    JSON.parse(signed.body);
    return signed;
  } catch {
    return null;
  }
}

/** Of all strings in it: PostgreSQL holds no NUL in a text, and no half of a character in JSON. */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && !halfCharacter.test(value);
  return typeof value !== 'object' || value === null || Object.entries(value).every(([key, inner]) => isText(key) && isText(inner));
}
const halfCharacter = /\p{Cs}/u;

/** Chosen: bounds the months that are made; a day ahead is a clock, a year is a fault. */
const aheadMs = 2 * 24 * 3_600_000;
const isPlausible = (at: string, now: Date): boolean => Date.parse(at) >= earliestTime && Date.parse(at) <= now.getTime() + aheadMs;

async function write(sql: Sql, hub: Hub, manifest: Manifest, signed: Signed): Promise<'accepted' | 'already-there'> {
  const { branch, packetId, stationId, sequence } = manifest;
  const { caseId } = manifest.case;
  const sha256 = createHash('sha256').update(signed.body).digest('hex');
  const month = monthOf(manifest.committedAt);
  const added = await sql.query(
    `INSERT INTO packet_keys (branch, packet_id, station_id, case_id, sequence, manifest_sha256, month, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING packet_id`,
    [branch, packetId, stationId, caseId, sequence, sha256, month, hub.clock()],
  );
  if (added.length === 0) {
    const [known] = await sql.query(`SELECT manifest_sha256 AS sha256, station_id AS "stationId" FROM packet_keys WHERE branch = $1 AND packet_id = $2`, [branch, packetId]);
    if (known?.['sha256'] === sha256 && known['stationId'] === stationId) return 'already-there';
    throw new Refused(no(known ? 'packet.other-content' : 'packet.sequence-taken', packetId, 'conflict'));
  }
  await sql.query(
    `INSERT INTO packets (branch, month, packet_id, station_id, case_id, sequence, number, name, document_number, document_type, birth_date, demo, final, outcome, decided_at, audit_sequence, audit_hash, manifest, signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [branch, month, packetId, stationId, caseId, sequence, manifest.case.number, manifest.case.name, manifest.case.documentNumber, manifest.case.documentType, manifest.case.birthDate, manifest.case.demo, manifest.final,
      manifest.decision.outcome, manifest.decidedAt, manifest.audit.sequence, manifest.audit.hash, signed.body, signed.signature],
  );
  await writeParts(sql, manifest, month);
  await keepDocument(sql, hub, manifest);
  await noteRecord(sql, hub, manifest, month);
  return 'accepted';
}

/** In the order of their ids: two decisions of one case that come at once must not wait for each other. */
async function writeParts(sql: Sql, { branch, packetId, stationId, captures }: Manifest, month: string): Promise<void> {
  if (captures.length === 0) return;
  const sorted = [...captures].sort((a, b) => (a.captureId < b.captureId ? -1 : 1));
  const ids = sorted.map(({ captureId }) => captureId);
  await sql.query(
    `INSERT INTO parts (branch, capture_id, station_id, sha256, bytes, month) SELECT $1, id, $2, sha, size, $3 FROM unnest($4::uuid[], $5::text[], $6::int[]) AS given (id, sha, size) ON CONFLICT DO NOTHING`,
    [branch, stationId, month, ids, sorted.map(({ sha256 }) => sha256), sorted.map(({ bytes }) => bytes)],
  );
  const same = await sql.query(
    `SELECT p.capture_id FROM parts p JOIN unnest($3::uuid[], $4::text[], $5::int[]) AS given (id, sha, size) ON p.capture_id = given.id AND p.sha256 = given.sha AND p.bytes = given.size WHERE p.branch = $1 AND p.station_id = $2`,
    [branch, stationId, ids, sorted.map(({ sha256 }) => sha256), sorted.map(({ bytes }) => bytes)],
  );
  if (same.length !== ids.length) throw new Refused(no('part.other-content', packetId, 'conflict'));
  await sql.query(`INSERT INTO packet_parts (branch, packet_id, position, capture_id) SELECT $1, $2, n - 1, id FROM unnest($3::uuid[]) WITH ORDINALITY AS given (id, n)`, [branch, packetId, captures.map(({ captureId }) => captureId)]);
}
