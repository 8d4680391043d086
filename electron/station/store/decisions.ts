import { z } from 'zod';
import { attestationSchema, decisionSchema, type Attestation, type Decision } from '../../../core/case/case.ts';
import { json, parsed, type ReadDb, type Tx } from './db.ts';

const rowSchema = z.object({
  sequence: z.number().int(), submission: z.number().int(), decision: json(decisionSchema),
  attestation: json(attestationSchema).nullable(), at: z.iso.datetime(), operatorName: z.string(),
});
export type StoredDecision = z.infer<typeof rowSchema>;

export type NewDecision = {
  caseId: string; submission: number; decision: Decision; attestation: Attestation | null; at: string; operatorId: string; operatorName: string;
};

/** Appends. @returns its number within the case, from 1. */
export function addDecision(tx: Tx, added: NewDecision): number {
  const last = tx.prepare(`SELECT coalesce(max(sequence), 0) FROM decisions WHERE case_id = ?`).pluck().get(added.caseId);
  const sequence = parsed(z.number().int(), last) + 1;
  tx.prepare(`INSERT INTO decisions (case_id, sequence, submission, decision, attestation, at, operator_id, operator_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(
    added.caseId, sequence, added.submission, JSON.stringify(added.decision), added.attestation && JSON.stringify(added.attestation), added.at, added.operatorId, added.operatorName,
  );
  return sequence;
}

export const decisionsQuery = `SELECT sequence, submission, decision, attestation, at, operator_name AS operatorName FROM decisions WHERE case_id = ? ORDER BY sequence`;

/** Oldest first; the last one counts. */
export function decisionsOf(db: ReadDb, caseId: string): StoredDecision[] {
  return db.prepare(decisionsQuery).all(caseId).map((row) => parsed(rowSchema, row));
}
