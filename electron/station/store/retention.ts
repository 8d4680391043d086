/** Cases at the end of their time: which are due, which are held, and what was deleted. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RecordRow } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { hasCaseKey } from './case-keys.ts';
import { findCase } from './cases.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

const lastReceipt = `(SELECT max(r.at) FROM outbox o JOIN packets p ON p.outbox_id = o.outbox_id JOIN receipts r ON r.packet_id = p.packet_id WHERE o.case_id = c.case_id)`;
/** A decision without a receipt of the hub now linked: what an earlier one has is not with our head office. */
const isUnsent = `EXISTS (SELECT 1 FROM outbox o WHERE o.case_id = c.case_id AND (o.state <> 'receipted' OR NOT EXISTS (
  SELECT 1 FROM packets p JOIN receipts r ON r.packet_id = p.packet_id WHERE p.outbox_id = o.outbox_id AND EXISTS (SELECT 1 FROM hub_link l WHERE l.one = 1 AND (r.hub_key = l.hub_key OR r.hub_key IN (SELECT f.hub_key FROM former_hub_keys f))))))`;
/** Closed, not left to a second person, and head office has every decision of it. */
const atHeadOffice = `c.finished = 1 AND c.outcome <> 'refer' AND NOT ${isUnsent}`;

/** A case was there before its receipt, so only the oldest are looked at. */
export const dueQuery = `SELECT c.case_id FROM cases c WHERE c.created_at <= @until AND ${atHeadOffice} AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.case_id = c.case_id)
  AND ${lastReceipt} <= @until ORDER BY c.created_at LIMIT @most`;

/** Ids, oldest first. `until`: the last receipt was then or before. */
export function dueCases(db: ReadDb, until: string, most: number): string[] {
  return parsed(z.array(z.uuid()), db.prepare(dueQuery).pluck().all({ until, most }));
}

const countsSchema = z.object({ open: z.number(), waiting: z.number(), unsent: z.number(), kept: z.number(), held: z.number(), nextReceipt: z.string().nullable() });

/** How many cases there are, by what keeps them; `nextReceipt`: the oldest last receipt of those that only time keeps. */
export function retentionCounts(db: ReadDb): z.infer<typeof countsSchema> {
  return parsed(countsSchema, db.prepare(`
    SELECT coalesce(sum(why = 'open'), 0) AS open, coalesce(sum(why = 'waiting'), 0) AS waiting, coalesce(sum(why = 'unsent'), 0) AS unsent, coalesce(sum(why = 'kept'), 0) AS kept, coalesce(sum(why = 'held'), 0) AS held,
      min(CASE WHEN why = 'kept' THEN received END) AS nextReceipt
    FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM holds h WHERE h.case_id = c.case_id) THEN 'held' WHEN c.finished = 0 THEN 'open' WHEN c.outcome = 'refer' THEN 'waiting'
      WHEN ${isUnsent} THEN 'unsent' ELSE 'kept' END AS why, ${lastReceipt} AS received FROM cases c)`).get());
}

const ruleSchema = z.object({ days: z.number().int(), since: z.iso.datetime() });

/** Since when cases are deleted after so few days on this station; null: they were not yet. */
export function ruleBegan(db: ReadDb, days: number): string | null {
  const row = db.prepare(`SELECT value FROM settings WHERE name = 'retention'`).pluck().get();
  const rule = row === undefined ? null : parsed(json(ruleSchema), row);
  return rule !== null && rule.days <= days ? rule.since : null;
}

/** Notes the days of now. More days than before are no new rule: it was stricter already. `days` null: nothing is deleted by time. */
export function noteRule(db: Db, days: number | null, at: string): void {
  if (days === null) db.prepare(`DELETE FROM settings WHERE name = 'retention'`).run();
  else db.prepare(`INSERT INTO settings (name, value) VALUES ('retention', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value`).run(JSON.stringify({ days, since: ruleBegan(db, days) ?? at }));
}

const holdSchema = z.object({ reason: z.string(), at: z.iso.datetime(), operatorName: z.string() });
export type Hold = z.infer<typeof holdSchema>;

export function findHold(db: ReadDb, caseId: string): Hold | null {
  const row = db.prepare(`SELECT reason, at, operator_name AS operatorName FROM holds WHERE case_id = ?`).get(caseId);
  return row === undefined ? null : parsed(holdSchema, row);
}

export function addHold(tx: Tx, caseId: string, hold: Hold & { operatorId: string }): void {
  tx.prepare(`INSERT INTO holds (case_id, reason, at, operator_id, operator_name) VALUES (@caseId, @reason, @at, @operatorId, @operatorName)`).run({ caseId, ...hold });
}

export function removeHold(tx: Tx, caseId: string): boolean {
  return tx.prepare(`DELETE FROM holds WHERE case_id = ?`).run(caseId).changes === 1;
}

/** Oldest hold first. */
export function heldCases(db: ReadDb): (Hold & { row: RecordRow })[] {
  const heldSchema = holdSchema.extend({ caseId: z.uuid() });
  return db.prepare(`SELECT case_id AS caseId, reason, at, operator_name AS operatorName FROM holds ORDER BY at`).all().map((held) => {
    const { caseId, ...hold } = parsed(heldSchema, held);
    const row = findCase(db, caseId);
    if (!row) throw new CodedError('store.corrupt');
    return { ...hold, row };
  });
}

const receiptsSchema = z.array(z.strictObject({ packetId: z.uuid(), body: z.string(), signature: z.string(), /** Whose signature it is. */ hubKey: z.string() }));
export const deletionSchema = z.object({
  caseId: z.uuid(), number: z.string(), deletedAt: z.iso.datetime(), receivedAt: z.iso.datetime(), policy: z.string(), days: z.number().int(), decisions: z.number().int(), captures: z.number().int(), receipts: receiptsSchema,
});
export type Deletion = z.infer<typeof deletionSchema>;
const rowSchema = deletionSchema.extend({ receipts: json(receiptsSchema) });
const deletionColumns = `case_id AS caseId, number, deleted_at AS deletedAt, received_at AS receivedAt, policy, days, decisions, captures, receipts`;

export function findDeletion(db: ReadDb, caseId: string): Deletion | null {
  const row = db.prepare(`SELECT ${deletionColumns} FROM deletions WHERE case_id = ?`).get(caseId);
  return row === undefined ? null : parsed(rowSchema, row);
}

/** Newest first; all of them where `most` is left out. */
export function deletionsBackwards(db: ReadDb, most = -1): Deletion[] {
  return db.prepare(`SELECT ${deletionColumns} FROM deletions ORDER BY deleted_at DESC, number DESC LIMIT ?`).all(most).map((row) => parsed(rowSchema, row));
}

/** What the line of the trail holds of it. */
export const deletionDigest = ({ caseId, number, deletedAt, receivedAt, policy, days, decisions, captures, receipts }: Deletion): string =>
  createHash('sha256').update(JSON.stringify([caseId, number, deletedAt, receivedAt, policy, days, decisions, captures, receipts.map(({ packetId, body, signature }) => [packetId, body, signature])])).digest('hex');

export function countDeletions(db: ReadDb): number {
  return parsed(z.number(), db.prepare(`SELECT count(*) FROM deletions`).pluck().get());
}

/** Every table that speaks of a case, those first that point at others; `deletions` and the trail stay. */
const ofCase: readonly [table: string, where: string][] = [
  ['packet_parts', 'packet_id IN (SELECT p.packet_id FROM packets p JOIN outbox o ON o.outbox_id = p.outbox_id WHERE o.case_id = ?)'],
  ['receipts', 'packet_id IN (SELECT p.packet_id FROM packets p JOIN outbox o ON o.outbox_id = p.outbox_id WHERE o.case_id = ?)'],
  ['packets', 'outbox_id IN (SELECT outbox_id FROM outbox WHERE case_id = ?)'],
  ['outbox', 'case_id = ?'], ['decisions', 'case_id = ?'], ['results', 'case_id = ?'], ['submitted_captures', 'case_id = ?'], ['submissions', 'case_id = ?'],
  ['outbox_parts', 'capture_id IN (SELECT capture_id FROM captures WHERE case_id = ?)'], ['capture_bytes', 'capture_id IN (SELECT capture_id FROM captures WHERE case_id = ?)'], ['captures', 'case_id = ?'],
  ['case_terms', 'case_id = ?'], ['face_descriptors', 'case_id = ?'], ['staff_likenesses', 'case_id = ?'], ['sightings', 'case_id = ?'], ['sightings', 'earlier_case_id = ?'],
  ['lookup_hashes', 'case_id = ?'], ['duplicates', 'case_id = ?'], ['duplicates', 'earlier_case_id = ?'], ['case_policies', 'case_id = ?'], ['holds', 'case_id = ?'], ['sheets', 'case_id = ?'], ['drafts', 'case_id = ?'], ['cases', 'case_id = ?'],
];

/** What of a deleted case is still there: names of tables, its key among them. */
export const remainsOf = (db: ReadDb, caseId: string): string[] =>
  [...ofCase.filter(([table, where]) => db.prepare(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`).get(caseId) !== undefined).map(([table]) => table), ...(hasCaseKey(db, caseId) ? ['case_keys'] : [])];

/**
 * Takes a closed case out, whole, and leaves its row in `deletions`. What it takes out is overwritten in the file (secure_delete); older copies of pages stand in the write-ahead log
 * until forgetLog().
 * @throws CodedError store.corrupt when head office has not all of it
 */
export function deleteCase(tx: Tx, caseId: string, { at, policy, days }: { at: string; policy: string; days: number }): Deletion {
  const facts = parsed(z.object({ number: z.string(), receivedAt: z.string(), decisions: z.number(), captures: z.number() }), tx.prepare(`
    SELECT c.number, ${lastReceipt} AS receivedAt, (SELECT count(*) FROM decisions d WHERE d.case_id = c.case_id) AS decisions, (SELECT count(*) FROM captures p WHERE p.case_id = c.case_id) AS captures
    FROM cases c WHERE c.case_id = ? AND ${atHeadOffice}`).get(caseId));
  const receipts = parsed(receiptsSchema, tx.prepare(`SELECT r.packet_id AS packetId, r.body, r.signature, r.hub_key AS hubKey FROM outbox o JOIN packets p ON p.outbox_id = o.outbox_id JOIN receipts r ON r.packet_id = p.packet_id WHERE o.case_id = ? ORDER BY o.sequence`).all(caseId));
  const deletion: Deletion = { caseId, ...facts, deletedAt: at, policy, days, receipts };
  writeDeletion(tx, deletion);
  return deletion;
}

function writeDeletion(tx: Tx, deletion: Deletion): void {
  const { caseId, receipts } = deletion;
  tx.prepare(`INSERT INTO deletions (case_id, number, deleted_at, received_at, policy, days, decisions, captures, receipts) VALUES (@caseId, @number, @deletedAt, @receivedAt, @policy, @days, @decisions, @captures, @receipts)`)
    .run({ ...deletion, receipts: JSON.stringify(receipts) });
  for (const [table, where] of ofCase) tx.prepare(`DELETE FROM ${table} WHERE ${where}`).run(caseId);
}

/** The same deletion in an older copy of the store: its row, and whatever that copy still holds of the case. @returns false when it is done already */
export function repeatDeletion(tx: Tx, deletion: Deletion): boolean {
  if (tx.prepare(`SELECT 1 FROM deletions WHERE case_id = ?`).get(deletion.caseId) !== undefined) return false;
  writeDeletion(tx, deletion);
  return true;
}

/** Moves everything out of the write-ahead log and empties it: it held pages as they were. @returns false while another reader keeps it. */
export function forgetLog(db: Db): boolean {
  const [row] = parsed(z.array(z.object({ busy: z.number() })), db.pragma('wal_checkpoint(TRUNCATE)'));
  return row?.busy === 0;
}
