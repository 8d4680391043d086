/** Writes one decision down: its key for ever, its facts, and what its pictures are. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Manifest } from '../core/sync/manifest.ts';
import type { Signed } from '../core/sync/protocol.ts';
import type { Sql } from './db/database.ts';
import { monthOf } from './db/months.ts';
import { documentHash } from './documents.ts';
import { no, Refused, type Hub, type Word } from './hub.ts';
import { wordOf, wordOn } from './receipts.ts';
import { noteRecord } from './review/intake.ts';

/**
 * One way to the database. `raised`: people of head office have a row of this case. Where the case is another station's, or the key is taken, nothing else is written, and `added` is false.
 * The row of the case is locked, so that of two stations which bring its first record at once one alone has it.
 * Parts go in the order of their ids: two decisions of one case that come at once must not wait for each other. A part is `made` here, or known of before this statement began; one that came while it waited is neither.
 */
const takeQuery = `
  WITH owner AS (
    INSERT INTO case_stations (branch, case_id, station_id) VALUES ($1::text, $4::uuid, $3::text) ON CONFLICT (branch, case_id) DO UPDATE SET station_id = excluded.station_id WHERE case_stations.station_id = excluded.station_id RETURNING case_id
  ), added AS (
    INSERT INTO packet_keys (branch, packet_id, station_id, case_id, sequence, manifest_sha256, month, received_at) SELECT $1::text, $2::uuid, $3::text, case_id, $5::int, $6, $7::date, $8::timestamptz FROM owner ON CONFLICT DO NOTHING RETURNING packet_id
  ), facts AS (
    INSERT INTO packets (branch, month, packet_id, station_id, case_id, sequence, number, name, document_number, document_type, birth_date, demo, final, outcome, decided_at, audit_sequence, audit_hash, manifest, signature)
    SELECT $1::text, $7::date, packet_id, $3::text, $4::uuid, $5::int, $9, $10, $11, $12, $13, $14::boolean, $15::boolean, $16, $17::timestamptz, $18::int, $19, $20, $21 FROM added
  ), document AS (
    INSERT INTO document_keys (branch, document_hash, case_id, station_id, received_at) SELECT $1::text, $22::text, $4::uuid, $3::text, $8::timestamptz FROM added WHERE $22::text IS NOT NULL ON CONFLICT DO NOTHING
  ), given AS (
    SELECT id, sha256, bytes, n - 1 AS position FROM unnest($23::uuid[], $24::text[], $25::int[]) WITH ORDINALITY AS given (id, sha256, bytes, n)
  ), made AS (
    INSERT INTO parts (branch, capture_id, station_id, sha256, bytes, month) SELECT $1::text, id, $3::text, sha256, bytes, $7::date FROM given, added ORDER BY id ON CONFLICT DO NOTHING RETURNING capture_id
  ), listed AS (
    INSERT INTO packet_parts (branch, packet_id, position, capture_id) SELECT $1::text, packet_id, position, id FROM given, added
  )
  SELECT a.added, EXISTS (SELECT FROM review_cases r WHERE r.branch = $1::text AND r.case_id = $4::uuid) AS raised, g.id AS "captureId", g.sha256, coalesce(k.have, 0) AS have, k.header, k.there_at IS NOT NULL AS there, m.capture_id IS NOT NULL AS made, k.station_id = $3::text AND k.sha256 = g.sha256 AND k.bytes = g.bytes AS same
  FROM (SELECT count(*) > 0 AS added FROM added) a LEFT JOIN given g ON true LEFT JOIN made m ON m.capture_id = g.id LEFT JOIN parts k ON k.branch = $1::text AND k.capture_id = g.id ORDER BY g.position`;

/** Of parts another transaction wrote while ours waited for it. */
const knownQuery = `
  SELECT g.id AS "captureId", g.sha256, k.have, k.header, k.there_at IS NOT NULL AS there, false AS made, k.station_id = $2 AND k.sha256 = g.sha256 AND k.bytes = g.bytes AS same
  FROM unnest($3::uuid[], $4::text[], $5::int[]) WITH ORDINALITY AS g (id, sha256, bytes, n) JOIN parts k ON k.branch = $1 AND k.capture_id = g.id ORDER BY g.n`;

const rowSchema = z.object({
  captureId: z.uuid(), sha256: z.string(), have: z.number().int(), header: z.instanceof(Uint8Array).nullable(), there: z.boolean(), made: z.boolean(), same: z.boolean().nullable(),
});

export async function writeFacts(sql: Sql, hub: Hub, manifest: Manifest, signed: Signed): Promise<Word> {
  const { branch, packetId, stationId, sequence, captures } = manifest;
  const { caseId, number, name, documentNumber, documentType, birthDate, demo } = manifest.case;
  const sha256 = createHash('sha256').update(signed.body).digest('hex');
  const month = monthOf(manifest.committedAt);
  const given = [captures.map(({ captureId }) => captureId), captures.map((capture) => capture.sha256), captures.map(({ bytes }) => bytes)];
  const rows = await sql.query(takeQuery, [
    branch, packetId, stationId, caseId, sequence, sha256, month, hub.clock(), number, name, documentNumber, documentType, birthDate, demo, manifest.final,
    manifest.decision.outcome, manifest.decidedAt, manifest.audit.sequence, manifest.audit.hash, signed.body, signed.signature, documentHash(hub, manifest), ...given,
  ], 'take-facts');
  if (rows[0]?.['added'] !== true) return wordOnTaken(sql, hub, manifest, sha256);
  const seen = captures.length === 0 ? [] : rows.map((row) => rowSchema.parse(row));
  const waited = !seen.every(({ made, same }) => made || same !== null);
  const parts = waited ? (await sql.query(knownQuery, [branch, stationId, ...given])).map((row) => rowSchema.parse(row)) : seen;
  if (parts.length !== captures.length || !parts.every(({ made, same }) => made || same)) throw new Refused(no('part.other-content', packetId, 'conflict'));
  await noteRecord(sql, hub, manifest, { month, raised: waited || rows[0]['raised'] === true });
  return wordOf(hub, sql, { branch, packetId }, 'accepted', parts);
}

export const isKnown = async (sql: Sql, branch: string, packetId: string): Promise<boolean> => (await sql.query('SELECT 1 AS one FROM packet_keys WHERE branch = $1 AND packet_id = $2', [branch, packetId])).length > 0;

/** The same again is already there; another content under the same name, or another station in the case, is a conflict for a person. */
async function wordOnTaken(sql: Sql, hub: Hub, { branch, packetId, stationId }: Manifest, sha256: string): Promise<Word> {
  const [known] = await sql.query(`SELECT manifest_sha256 AS sha256, station_id AS "stationId" FROM packet_keys WHERE branch = $1 AND packet_id = $2`, [branch, packetId]);
  if (known?.['sha256'] === sha256 && known['stationId'] === stationId) return wordOn(hub, sql, branch, packetId, 'already-there');
  throw new Refused(no(known ? 'packet.other-content' : 'packet.sequence-taken', packetId, 'conflict'));
}
