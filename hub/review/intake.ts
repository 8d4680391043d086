/** What coming records leave for the people of head office: cases to look at, records that were not taken, counts of reasons, when a station was last heard. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { manifestSchema, type Manifest } from '../../core/sync/manifest.ts';
import type { Refusal, Signed } from '../../core/sync/protocol.ts';
import type { Database, Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import type { HubStation } from '../stations.ts';

const reasonsOf = ({ decision }: Manifest): string[] => [...new Set(decision.reasons.filter(({ lane }) => lane !== 'coach').map(({ code }) => code))].sort();
const isFraud = ({ decision }: Manifest): boolean => decision.reasons.some(({ concern }) => concern === 'fraud');

/** In the transaction that takes the record in, so that nothing is counted twice. A case that was decided as usual costs one small row of its station. @param raised whether its case may have a row */
export async function noteRecord(sql: Sql, hub: Hub, manifest: Manifest, { month, raised }: { month: string; raised: boolean }): Promise<void> {
  const { branch, decision, final } = manifest;
  const reviewed = decision.review !== undefined;
  if ((final && decision.outcome === 'refer') || reviewed) await putCase(sql, manifest, { month, state: reviewed ? 'at-station' : 'open', since: hub.clock() });
  else if (raised) await bringUp(sql, manifest, month);
  if (final && !reviewed && !manifest.case.demo) await countClosed(sql, manifest);
  // A demonstration is nobody's rejection.
  if (!final || decision.outcome !== 'reject' || manifest.case.demo) return;
  const codes = decision.review ? [`review.${decision.review.reason}`] : [...new Set(decision.reasons.filter(({ lane }) => lane === 'final').map(({ code }) => code))];
  await sql.query(
    `INSERT INTO reject_reasons (branch, week, code, count) SELECT $1, date_trunc('week', $2::timestamptz AT TIME ZONE 'UTC')::date, code, 1 FROM unnest($3::text[]) AS given (code) ON CONFLICT (branch, week, code) DO UPDATE SET count = reject_reasons.count + 1`,
    [branch, manifest.decidedAt, codes.sort()],
  );
}

/** Once a case: a second person decides upon one that is closed. By station, or all of a branch would wait for one row. */
async function countClosed(sql: Sql, { branch, stationId, decidedAt }: Manifest): Promise<void> {
  await sql.query(
    `INSERT INTO closed_cases (branch, station_id, week, count) VALUES ($1, $2, date_trunc('week', $3::timestamptz AT TIME ZONE 'UTC')::date, 1) ON CONFLICT (branch, station_id, week) DO UPDATE SET count = closed_cases.count + 1`, [branch, stationId, decidedAt], 'count closed');
}

/** What is decided upon is the station's last decision, whatever it says: what somebody proposed upon an earlier one is to be looked at anew. */
async function bringUp(sql: Sql, manifest: Manifest, month: string | Date): Promise<void> {
  await sql.query(
    `UPDATE review_cases SET packet_id = $3, month = $4, sequence = $5, station_outcome = $6, reasons = $7, fraud = $8, state = CASE WHEN state = 'second' THEN 'open' ELSE state END WHERE branch = $1 AND case_id = $2 AND sequence < $5`,
    [manifest.branch, manifest.case.caseId, manifest.packetId, month, manifest.sequence, manifest.decision.outcome, reasonsOf(manifest), isFraud(manifest)],
  );
}

type NewCase = { month: string | Date | null; why: 'referred' | 'conflict' | 'looked-up'; state: 'open' | 'at-station'; since: Date };

/** The one place where a row is made; `otherwise`: where there is one. @param change what is not as the record says */
async function insertCase(sql: Sql, manifest: Manifest, { month, why, state, since }: NewCase, otherwise: string, change: { caseId?: string; sequence?: number; outcome?: 'unknown' } = {}): Promise<void> {
  const { caseId = manifest.case.caseId, sequence = manifest.sequence, outcome = manifest.decision.outcome } = change;
  await sql.query(
    `INSERT INTO review_cases (branch, case_id, station_id, packet_id, month, sequence, number, station_outcome, reasons, fraud, demo, why, state, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ${otherwise}`,
    [manifest.branch, caseId, manifest.stationId, manifest.packetId, month, sequence, manifest.case.number, outcome, reasonsOf(manifest), isFraud(manifest), manifest.case.demo, why, state, since],
  );
}

/** A later decision of the case takes the place of an earlier one, in whatever order they come. */
async function putCase(sql: Sql, manifest: Manifest, { month, state, since }: { month: string; state: 'open' | 'at-station'; since: Date }): Promise<void> {
  await insertCase(sql, manifest, { month, why: 'referred', state, since },
    `ON CONFLICT (branch, case_id) DO UPDATE SET packet_id = excluded.packet_id, month = excluded.month, sequence = excluded.sequence, station_outcome = excluded.station_outcome, reasons = excluded.reasons, fraud = excluded.fraud,
       why = CASE WHEN review_cases.why = 'conflict' THEN 'conflict' ELSE 'referred' END, state = CASE WHEN review_cases.why = 'conflict' THEN 'open' ELSE excluded.state END, since = excluded.since
     WHERE review_cases.sequence < excluded.sequence`);
}

/** Chosen: bounds what one station can leave in the table; more than a handful is a station that was copied. */
export const mostParked = 200;

/** A record its station signed, and that another content was there before. Kept beside it, and the case is for a person; the same one again is known. What is not kept any more raises its case once, and the case says so. */
export async function parkRecord(hub: Hub, manifest: Manifest, signed: Signed, reason: Refusal): Promise<void> {
  const { branch, stationId, packetId } = manifest;
  const now = hub.clock();
  await hub.db.transaction({ branch }, async (sql) => {
    const [count] = await sql.query('SELECT count(*)::int AS count FROM parked_packets WHERE branch = $1 AND station_id = $2', [branch, stationId]);
    const [kept] = await sql.query(
      `SELECT case_id FROM packet_keys WHERE branch = $1 AND packet_id = $2`, [branch, packetId],
    );
    const caseId = kept === undefined ? manifest.case.caseId : String(kept['case_id']);
    if (Number(count?.['count']) >= mostParked) {
      const known = await sql.query(`SELECT 1 AS one FROM review_cases WHERE branch = $1 AND case_id = $2 AND why = 'conflict'`, [branch, caseId]);
      if (known.length === 0) await raiseConflict(sql, manifest, caseId, now);
      return;
    }
    const parked = await sql.query(
      `INSERT INTO parked_packets (branch, packet_id, manifest_sha256, station_id, case_id, reason, manifest, signature, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING packet_id`,
      [branch, packetId, createHash('sha256').update(signed.body).digest('hex'), stationId, caseId, reason, signed.body, signed.signature, now],
    );
    if (parked.length > 0) await raiseConflict(sql, manifest, caseId, now);
  });
}

/** On top of what is known of the case; where nothing of it was taken, of what was not taken. */
async function raiseConflict(sql: Sql, manifest: Manifest, caseId: string, now: Date): Promise<void> {
  const { branch } = manifest;
  const raised = await sql.query(`UPDATE review_cases SET why = 'conflict', state = 'open', since = $3 WHERE branch = $1 AND case_id = $2 RETURNING case_id`, [branch, caseId, now]);
  if (raised.length > 0 || (await openCaseOf(sql, branch, caseId, 'conflict', now))) return;
  await insertCase(sql, manifest, { month: null, why: 'conflict', state: 'open', since: now }, '', { caseId, sequence: 0, outcome: 'unknown' });
}

const newestSchema = z.object({ month: z.date(), sequence: z.number().int() });

/** A row for a case that had none, from its last decision; one that is older than that decision comes up to it. @returns whether there is a row. */
export async function openCaseOf(sql: Sql, branch: string, caseId: string, why: 'conflict' | 'looked-up', now: Date): Promise<boolean> {
  const [row] = await sql.query('SELECT sequence FROM review_cases WHERE branch = $1 AND case_id = $2', [branch, caseId]);
  const [newest] = await sql.query('SELECT month, sequence, manifest FROM packets WHERE branch = $1 AND case_id = $2 ORDER BY sequence DESC LIMIT 1', [branch, caseId]);
  if (newest === undefined) return row !== undefined;
  const { month, sequence } = newestSchema.parse(newest);
  if (row !== undefined && Number(row['sequence']) >= sequence) return true;
  // Read here and not by the database, whose JSON is narrower than what a station may have sent.
  const manifest = manifestSchema.parse(JSON.parse(String(newest['manifest'])));
  if (row === undefined) await insertCase(sql, manifest, { month, why, state: why === 'conflict' ? 'open' : 'at-station', since: now }, 'ON CONFLICT DO NOTHING');
  else await bringUp(sql, manifest, month);
  return true;
}

/** Chosen: half a minute of each station is not written twice. */
const seenMs = 30_000;
/** By the database: the hub itself is another object for each request. */
const noted = new WeakMap<Database, Map<string, number>>();

/** That a station asked, and how long the record that it brought had waited. */
export async function noteSeen(hub: Hub, { branch, stationId }: HubStation, record: { program: string; committedAt: string } | null = null): Promise<void> {
  const known = noted.get(hub.db) ?? new Map<string, number>();
  noted.set(hub.db, known);
  const now = hub.clock();
  const key = `${stationId} ${record !== null}`;
  if (Math.abs(now.getTime() - (known.get(key) ?? 0)) < seenMs) return;
  known.set(key, now.getTime());
  await hub.db.transaction({ branch }, (sql) => sql.query(
    `INSERT INTO station_health (branch, station_id, seen_at, program, committed_at, received_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (branch, station_id) DO UPDATE SET seen_at = excluded.seen_at, program = coalesce(excluded.program, station_health.program), committed_at = coalesce(excluded.committed_at, station_health.committed_at), received_at = coalesce(excluded.received_at, station_health.received_at)`,
    [branch, stationId, now, record?.program ?? null, record?.committedAt ?? null, record === null ? null : now],
  ));
}
