/**
 * The audit trail: a line for everything somebody did, each with the hash of the line before it, signed with the station's key. What that shows, and
 * to whom, is told in audit-chain.ts.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { json, parsed, type ReadDb, type Tx } from './db.ts';
import type { Signer } from './signature.ts';

export const auditActions = [
  'setup.completed', 'audit.signed-from', 'audit.conflict', 'audit.exported', 'audit.verified', 'station.unlocked', 'session.login', 'session.logout', 'session.idle', 'session.refused', 'session.switched',
  'operator.added', 'operator.changed', 'operator.passphrase', 'operator.locked', 'operator.unlocked', 'operator.face-kept', 'operator.face-removed', 'devices.saved', 'scanning.saved', 'kiosk.left', 'golden.kept',
  'case.resumed', 'draft.discarded', 'consent.declined', 'case.submitted', 'case.finished', 'case.reviewed', 'appeal.exported', 'case.seen-before', 'case.like-staff', 'faces.forgotten', 'record.opened', 'sheet.drawn', 'statement.confirmed',
  'hub.asked', 'hub.enrolled', 'hub.left', 'sync.paused', 'sync.resumed', 'packet.parked', 'packet.retried', 'packets.carried', 'receipts.carried',
  'bundle.applied', 'bundle.refused', 'operator.revoked', 'case.duplicate', 'case.duplicate-answered', 'case.blocked-face', 'case.blocked-face-answered', 'lookups.forgotten', 'visit.begun', 'visit.called', 'visit.ended',
  'hold.placed', 'hold.released', 'case.deleted', 'deletions.reported', 'backup.made', 'backup.folder', 'station.restored', 'key.changed', 'clock.accepted',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Codes, counts and digests; never customer data. */
export type AuditFacts = Record<string, string | number | boolean>;

export type AuditEntry = { at: string; action: AuditAction; operatorId: string | null; subject: string | null; facts: AuditFacts };

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** As it is exported and walked: an action of a newer program is a word like any other. */
export const auditLineSchema = z.object({
  sequence: z.number().int(), at: z.iso.datetime(), action: z.string().max(60), operatorId: z.string().nullable(), subject: z.string().nullable(),
  facts: factsSchema, previous: z.string(), hash: z.string(), signature: z.string().nullable(),
});
export type AuditLine = z.infer<typeof auditLineSchema>;
const rowSchema = auditLineSchema.extend({ facts: json(factsSchema) });

const columns = 'sequence, at, action, operator_id AS operatorId, subject, facts, previous, hash, signature';
export const noHash = '0'.repeat(64);

export function addAuditLine(tx: Tx, entry: AuditEntry, signer: Signer): void {
  const last = lastLine(tx);
  const line = { ...entry, sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? noHash };
  const hash = hashOf(line);
  tx.prepare(`INSERT INTO audit (sequence, at, action, operator_id, subject, facts, previous, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(line.sequence, line.at, line.action, line.operatorId, line.subject, JSON.stringify(line.facts), line.previous, hash, signer.sign('audit-line', hash));
}

/** Where the trail ends; null: no line yet. */
export function lastLine(db: ReadDb): { sequence: number; hash: string; at: string; action: string; signed: boolean } | null {
  const row = db.prepare(`SELECT sequence, hash, at, action, signature IS NOT NULL AS signed FROM audit ORDER BY sequence DESC LIMIT 1`).get();
  const schema = z.object({ sequence: z.number(), hash: z.string(), at: z.string(), action: z.string(), signed: z.number().transform((n) => n === 1) });
  return row === undefined ? null : parsed(schema, row);
}

/** null: there is no such line. */
export function hashAt(db: ReadDb, sequence: number): string | null {
  return parsed(z.string().nullable(), db.prepare(`SELECT hash FROM audit WHERE sequence = ?`).pluck().get(sequence) ?? null);
}

/** Of the lines that say that the clock is right: they are found by it. */
export const clockSubject = 'clock';

/** By the index over time, where the few lines of a clock that was ahead stand first. */
export const latestAuditTimeQuery = `SELECT at FROM audit WHERE +sequence >= (SELECT coalesce(max(sequence), 0) FROM audit WHERE subject = '${clockSubject}' AND action = 'clock.accepted') ORDER BY at DESC LIMIT 1`;

/** The latest time any line carries since the clock was last said to be right; null: no line yet. Not the last line's: a clock that was set back must not lower the mark by itself. */
export function latestAuditTime(db: ReadDb): string | null {
  return parsed(z.string().nullable(), db.prepare(latestAuditTimeQuery).pluck().get() ?? null);
}

export const auditOfSubjectQuery = `SELECT ${columns} FROM audit WHERE subject = ? ORDER BY sequence`;

export function auditOf(db: ReadDb, subject: string): AuditLine[] {
  return db.prepare(auditOfSubjectQuery).all(subject).map((row) => parsed(rowSchema, row));
}

export const auditBackwardsQuery = `SELECT ${columns} FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`;

/** Newest first. `before`: sequence to begin below; null: from the end. */
export function auditBackwards(db: ReadDb, before: number | null, limit: number): AuditLine[] {
  return db.prepare(auditBackwardsQuery).all(before ?? Number.MAX_SAFE_INTEGER, limit).map((row) => parsed(rowSchema, row));
}

/** Lines read at once while walking: a statement left open would keep the store from being written. Chosen: some milliseconds. */
const pageLines = 500;

/** Every line, oldest first, as it lies there, also those that are added meanwhile; null: a row that is none of this program's. */
export function* auditRows(db: ReadDb): Generator<{ sequence: number; line: AuditLine | null }> {
  const page = db.prepare(`SELECT ${columns} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ${pageLines}`);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = page.all(after) as { sequence: number }[];
    for (const row of rows) yield { sequence: row.sequence, line: rowSchema.safeParse(row).data ?? null };
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

/** What a `case.submitted` or `case.finished` line holds of its decision, so that a changed decision shows as well. */
export function decisionDigest(row: { caseId: string; sequence: number; decision: string; attestation: string | null; at: string }): string {
  return sha256([row.caseId, row.sequence, row.decision, row.attestation, row.at]);
}

// An array keeps its order whatever wrote the object; facts are sorted for the same reason.
export function hashOf(line: Omit<AuditLine, 'hash' | 'signature'>): string {
  const facts = Object.entries(line.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256([line.sequence, line.at, line.action, line.operatorId, line.subject, facts, line.previous]);
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
