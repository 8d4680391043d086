/**
 * The audit trail: a line for everything somebody did, each with the hash of the line before it. It shows a line that was changed, taken out or put
 * in between. That the newest lines were cut off together with their records it cannot show; for that every packet to the hub carries the newest hash.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

export const auditActions = [
  'setup.completed', 'station.unlocked', 'session.login', 'session.logout', 'session.idle', 'session.refused', 'operator.added', 'devices.saved', 'scanning.saved',
  'draft.discarded', 'consent.declined', 'case.submitted', 'case.finished', 'case.seen-before', 'faces.forgotten', 'record.opened', 'sheet.drawn', 'statement.confirmed',
  'hub.asked', 'hub.enrolled', 'hub.left', 'sync.paused', 'sync.resumed', 'packet.parked', 'packet.retried', 'packets.carried', 'receipts.carried',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Codes, counts and digests; never customer data. */
export type AuditFacts = Record<string, string | number | boolean>;

export type AuditEntry = { at: string; action: AuditAction; operatorId: string | null; subject: string | null; facts: AuditFacts };

const lineSchema = z.object({
  sequence: z.number().int(), at: z.iso.datetime(), action: z.enum(auditActions), operatorId: z.string().nullable(), subject: z.string().nullable(),
  facts: json(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))), previous: z.string(), hash: z.string(),
});
export type AuditLine = z.infer<typeof lineSchema>;

const columns = 'sequence, at, action, operator_id AS operatorId, subject, facts, previous, hash';
const noHash = '0'.repeat(64);

export function addAuditLine(tx: Tx, entry: AuditEntry): void {
  const { sequence, hash } = auditHead(tx) ?? { sequence: 0, hash: noHash };
  const line = { ...entry, sequence: sequence + 1, previous: hash };
  tx.prepare(`INSERT INTO audit (sequence, at, action, operator_id, subject, facts, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(line.sequence, line.at, line.action, line.operatorId, line.subject, JSON.stringify(line.facts), line.previous, hashOf(line));
}

/** The newest line; null: no line yet. */
export function auditHead(db: ReadDb): { sequence: number; hash: string } | null {
  const last = db.prepare(`SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1`).get();
  return last === undefined ? null : parsed(z.object({ sequence: z.number(), hash: z.string() }), last);
}

/** The latest time any line carries; null: no line yet. Not the last line's: a clock that was set back must not lower the mark. */
export function latestAuditTime(db: ReadDb): string | null {
  return parsed(z.string().nullable(), db.prepare(`SELECT max(at) FROM audit`).pluck().get());
}

export const auditOfSubjectQuery = `SELECT ${columns} FROM audit WHERE subject = ? ORDER BY sequence`;

export function auditOf(db: ReadDb, subject: string): AuditLine[] {
  return db.prepare(auditOfSubjectQuery).all(subject).map((row) => parsed(lineSchema, row));
}

/** What a `case.submitted` or `case.finished` line holds of its decision, so that a changed decision shows as well. */
export function decisionDigest(row: { caseId: string; sequence: number; decision: string; attestation: string | null; at: string }): string {
  return sha256([row.caseId, row.sequence, row.decision, row.attestation, row.at]);
}

export type ChainReport = { ok: true; lines: number } | { ok: false; lines: number; brokenAt: number; why: 'sequence' | 'previous' | 'hash' | 'decision' };

/** Walks every line, then every decision against the digest its line recorded. `brokenAt`: sequence of the first bad line (0: a decision without a line). */
export function verifyAuditChain(db: Db): ChainReport {
  let previous = noHash;
  let lines = 0;
  const digests = new Set<string>();
  for (const row of db.prepare(`SELECT ${columns} FROM audit ORDER BY sequence`).iterate()) {
    const line = parsed(lineSchema, row);
    const broken = line.sequence !== lines + 1 ? 'sequence' : line.previous !== previous ? 'previous' : line.hash !== hashOf(line) ? 'hash' : null;
    if (broken !== null) return { ok: false, lines, brokenAt: line.sequence, why: broken };
    if (typeof line.facts['digest'] === 'string') digests.add(line.facts['digest']);
    previous = line.hash;
    lines += 1;
  }
  return decisionsFit(db, digests) ? { ok: true, lines } : { ok: false, lines, brokenAt: 0, why: 'decision' };
}

/** Each decision has its line, and no line's decision is missing. */
function decisionsFit(db: Db, digests: Set<string>): boolean {
  const rowSchema = z.object({ caseId: z.string(), sequence: z.number(), decision: z.string(), attestation: z.string().nullable(), at: z.string() });
  let found = 0;
  for (const row of db.prepare(`SELECT case_id AS caseId, sequence, decision, attestation, at FROM decisions`).iterate()) {
    if (!digests.has(decisionDigest(parsed(rowSchema, row)))) return false;
    found += 1;
  }
  return found === digests.size;
}

// An array keeps its order whatever wrote the object; facts are sorted for the same reason.
function hashOf(line: Omit<AuditLine, 'hash'>): string {
  const facts = Object.entries(line.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256([line.sequence, line.at, line.action, line.operatorId, line.subject, facts, line.previous]);
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
