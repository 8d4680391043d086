/** Cases as head office sees them: the queue, one case with what stations sent of it, and what was decided here. Every reading runs with the branches of whoever asks. */
import { z } from 'zod';
import { manifestSchema, type Manifest } from '../../core/sync/manifest.ts';
import { headOutcomes, headReasons } from '../../core/sync/head-office.ts';
import { chunkCount } from '../../core/sync/sealed.ts';
import type { Sql } from '../db/database.ts';
import type { StationOutcome } from './four-eyes.ts';

export const caseStates = { 'open': 'To decide', 'second': 'Waits for a second person', 'asked-again': 'Customer is asked again', 'decided': 'Decided', 'at-station': 'Decided at the station' } as const;
export const caseWhys = { 'referred': 'Referred by the station', 'conflict': 'Two records disagree', 'looked-up': 'Looked up' } as const;

const caseSchema = z.object({
  branch: z.string(), caseId: z.uuid(), stationId: z.string(), packetId: z.uuid(), sequence: z.number().int(), number: z.string(),
  stationOutcome: z.custom<StationOutcome>((value) => ['accept', 'refer', 'retry', 'reject', 'unknown'].includes(value as string)), reasons: z.array(z.string()), fraud: z.boolean(), demo: z.boolean(),
  why: z.enum(Object.keys(caseWhys) as [keyof typeof caseWhys]), state: z.enum(Object.keys(caseStates) as [keyof typeof caseStates]), since: z.date(),
});
export type ReviewCase = z.infer<typeof caseSchema>;
const columns = `branch, case_id AS "caseId", station_id AS "stationId", packet_id AS "packetId", sequence, number, station_outcome AS "stationOutcome", reasons, fraud, demo, why, state, since`;

/** As literals: the planner chooses the index by them. */
const stateConditions = {
  'to-do': `state IN ('open', 'second')`, 'open': `state = 'open'`, 'second': `state = 'second'`, 'asked-again': `state = 'asked-again'`, 'decided': `state = 'decided'`, 'at-station': `state = 'at-station'`,
} as const;
export const stateFilters = { 'to-do': 'Everything to do', ...caseStates } as const;
export type QueueFilter = { state: keyof typeof stateConditions; branch: string | null; reason: string | null; after: { since: Date; caseId: string } | null };

/** Oldest first; `after` is the last row of the page before. A case that was only looked at is nobody's to do; one that somebody decided upon is listed like any other, or its proposal would never find a second person. */
export async function listQueue(sql: Sql, { state, branch, reason, after }: QueueFilter, limit: number): Promise<ReviewCase[]> {
  const rows = await sql.query(
    `SELECT ${columns} FROM review_cases WHERE ${stateConditions[state]} AND (why <> 'looked-up' OR state <> 'at-station') AND ($1::text IS NULL OR branch = $1) AND ($2::text IS NULL OR $2 = ANY (reasons) OR $2 = why) AND ($3::timestamptz IS NULL OR (since, case_id) > ($3, $4::uuid))
     ORDER BY since, case_id LIMIT $5`, [branch, reason, after?.since ?? null, after?.caseId ?? null, limit],
  );
  return rows.map((row) => caseSchema.parse(row));
}

/** Chosen: what a list to choose from holds. */
const choicesShown = 2000;

/** Branches of the stations that are or were let in: few rows, where the cases are many. */
export async function branchChoices(sql: Sql, branches: readonly string[] | null): Promise<string[]> {
  const rows = await sql.query(`SELECT DISTINCT branch FROM stations WHERE state <> 'pending' AND ($1::text[] IS NULL OR branch = ANY ($1)) ORDER BY branch LIMIT $2`, [branches, choicesShown]);
  return rows.map(({ branch }) => String(branch));
}

/** Reasons among what is to do. */
export async function reasonChoices(sql: Sql): Promise<string[]> {
  const rows = await sql.query(`SELECT DISTINCT unnest(reasons) AS code FROM review_cases WHERE state IN ('open', 'second') ORDER BY code LIMIT 200`);
  return rows.map(({ code }) => String(code));
}

/** @param lock until the transaction ends */
export async function findReviewCase(sql: Sql, branch: string, caseId: string, lock = false): Promise<ReviewCase | null> {
  const [row] = await sql.query(`SELECT ${columns} FROM review_cases WHERE branch = $1 AND case_id = $2 ${lock ? 'FOR UPDATE' : ''}`, [branch, caseId]);
  return row === undefined ? null : caseSchema.parse(row);
}

const foundSchema = z.object({ branch: z.string(), caseId: z.uuid(), number: z.string(), outcome: z.string(), decidedAt: z.date() });
export type FoundCase = z.infer<typeof foundSchema>;

/** Chosen: more than that nobody looks through; the branch is asked for then. */
export const foundShown = 100;

/** By the number a station gave; every station gives the same ones. One more than is shown, where there are more. @param branch null: any */
export async function searchNumber(sql: Sql, number: string, branch: string | null): Promise<FoundCase[]> {
  const rows = await sql.query(
    `SELECT DISTINCT ON (branch, case_id) branch, case_id AS "caseId", number, outcome, decided_at AS "decidedAt" FROM packets WHERE number = $1 AND ($2::text IS NULL OR branch = $2) ORDER BY branch, case_id, sequence DESC LIMIT $3`, [number, branch, foundShown + 1]);
  return rows.map((row) => foundSchema.parse(row));
}

/** The last hundred decisions of the station, the first one first. */
export async function manifestsOf(sql: Sql, branch: string, caseId: string): Promise<Manifest[]> {
  const rows = await sql.query('SELECT manifest FROM packets WHERE branch = $1 AND case_id = $2 ORDER BY sequence DESC LIMIT 100', [branch, caseId]);
  return rows.reverse().map(({ manifest }) => manifestSchema.parse(JSON.parse(String(manifest))));
}

/** Those of these cases that have come. */
export async function comeOf(sql: Sql, branch: string, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  return new Set((await sql.query('SELECT DISTINCT case_id AS id FROM packets WHERE branch = $1 AND case_id = ANY ($2::uuid[])', [branch, caseIds])).map(({ id }) => String(id)));
}

/** Chosen: what a page holds. */
export const parkedShown = 20;
export type Parked = { manifest: Manifest; reason: string; at: Date };

/** The first ones, and whether there are more. */
export async function parkedOf(sql: Sql, branch: string, caseId: string): Promise<{ parked: Parked[]; moreParked: boolean }> {
  const rows = await sql.query('SELECT manifest, reason, at FROM parked_packets WHERE branch = $1 AND case_id = $2 ORDER BY at, packet_id LIMIT $3', [branch, caseId, parkedShown + 1]);
  const parked = rows.slice(0, parkedShown).map(({ manifest, reason, at }) => ({ manifest: manifestSchema.parse(JSON.parse(String(manifest))), reason: String(reason), at: z.date().parse(at) }));
  return { parked, moreParked: rows.length > parkedShown };
}

const pictureSchema = z.object({ captureId: z.uuid(), bytes: z.number().int(), have: z.number().int(), there: z.boolean(), stored: z.number().int() });
/** `lost`: it was there, and pieces of it are not any more. */
export type PictureState = { captureId: string; there: boolean; lost: boolean; have: number; of: number };

export async function picturesOf(sql: Sql, branch: string, captureIds: readonly string[]): Promise<PictureState[]> {
  const rows = await sql.query(
    `SELECT capture_id AS "captureId", bytes, have, there_at IS NOT NULL AS there, (SELECT count(*)::int FROM part_chunks c WHERE c.branch = p.branch AND c.month = p.month AND c.capture_id = p.capture_id) AS stored
     FROM parts p WHERE branch = $1 AND capture_id = ANY ($2::uuid[])`, [branch, captureIds]);
  return rows.map((row) => pictureSchema.parse(row)).map(({ captureId, bytes, have, there, stored }) => ({ captureId, there, lost: there && stored !== chunkCount(bytes), have, of: chunkCount(bytes) }));
}

export const stages = { alone: 'Decided', proposed: 'Decided, if a second person agrees', agreed: 'Second person agreed', disagreed: 'Second person did not agree' } as const;
const decisionSchema = z.object({
  decisionId: z.uuid(), outcome: z.enum(headOutcomes), reason: z.enum(headReasons), note: z.string(), stage: z.enum(Object.keys(stages) as [keyof typeof stages]),
  personId: z.uuid(), personName: z.string(), answers: z.uuid().nullable(), sequence: z.number().int(), at: z.date(),
});
export type HeadDecision = z.infer<typeof decisionSchema>;

/** The first one first. */
export async function decisionsOf(sql: Sql, branch: string, caseId: string): Promise<HeadDecision[]> {
  const rows = await sql.query(
    `SELECT decision_id AS "decisionId", outcome, reason, note, stage, person_id AS "personId", person_name AS "personName", answers, sequence, at FROM head_decisions WHERE branch = $1 AND case_id = $2 ORDER BY at, answers IS NOT NULL, decision_id`, [branch, caseId]);
  return rows.map((row) => decisionSchema.parse(row));
}

/** What waits for a second person; null: nothing. */
export const proposalOf = ({ state }: Pick<ReviewCase, 'state'>, decisions: readonly HeadDecision[]): HeadDecision | null =>
  state === 'second' ? (decisions.findLast(({ decisionId, stage }) => stage === 'proposed' && !decisions.some(({ answers }) => answers === decisionId)) ?? null) : null;
