import { z } from 'zod';
import { parsed, type ReadDb, type Tx } from './db.ts';

const rowSchema = z.object({ outboxId: z.number().int(), caseId: z.uuid(), sequence: z.number().int(), state: z.enum(['waiting', 'sent', 'receipted']), attempts: z.number().int() });
export type OutboxRow = z.infer<typeof rowSchema>;

/** One row a decision; due at once. */
export function addOutboxRow(tx: Tx, caseId: string, sequence: number, at: string): void {
  tx.prepare(`INSERT INTO outbox (case_id, sequence, kind, state, due_at, created_at) VALUES (?, ?, 'decision', 'waiting', ?, ?)`).run(caseId, sequence, at, at);
}

export const dueQuery = `SELECT outbox_id AS outboxId, case_id AS caseId, sequence, state, attempts FROM outbox WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at LIMIT 50`;

export function dueRows(db: ReadDb, at: string): OutboxRow[] {
  return db.prepare(dueQuery).all(at).map((row) => parsed(rowSchema, row));
}
