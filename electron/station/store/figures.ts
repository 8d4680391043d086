/** What operators did, in counts and times, out of what is stored. No customer is named. */
import { z } from 'zod';
import { parsed, type ReadDb } from './db.ts';

const rowSchema = z.object({
  operatorId: z.string(), operatorName: z.string(), outcome: z.string(), machine: z.string().nullable(), kind: z.string().nullable(),
  startedAt: z.string(), documentAt: z.string().nullable(), faceAt: z.string().nullable(), submittedAt: z.string(), closedAt: z.string(),
});
export type ClosedCase = z.infer<typeof rowSchema>;

export const closedCasesQuery = `
  SELECT c.operator_id AS operatorId, c.operator_name AS operatorName, c.outcome AS outcome,
    (SELECT json_extract(d.decision, '$.review.machine') FROM decisions d WHERE d.case_id = c.case_id ORDER BY d.sequence DESC LIMIT 1) AS machine,
    (SELECT json_extract(d.decision, '$.review.kind') FROM decisions d WHERE d.case_id = c.case_id ORDER BY d.sequence DESC LIMIT 1) AS kind,
    (SELECT s.started_at FROM submissions s WHERE s.case_id = c.case_id ORDER BY s.submission LIMIT 1) AS startedAt,
    (SELECT min(json_extract(p.facts, '$.provenance.capturedAt')) FROM captures p WHERE p.case_id = c.case_id AND json_extract(p.facts, '$.step') = 'document-front') AS documentAt,
    (SELECT min(json_extract(p.facts, '$.provenance.capturedAt')) FROM captures p WHERE p.case_id = c.case_id AND json_extract(p.facts, '$.step') = 'face') AS faceAt,
    (SELECT min(d.at) FROM decisions d WHERE d.case_id = c.case_id) AS submittedAt,
    (SELECT max(d.at) FROM decisions d WHERE d.case_id = c.case_id AND json_extract(d.decision, '$.review') IS NULL) AS closedAt
  FROM cases c WHERE c.created_at >= ? AND c.finished = 1 AND c.demo = 0`;

/** Closed since, by whoever opened them; demonstrations are left out. */
export function closedCases(db: ReadDb, since: string): ClosedCase[] {
  return db.prepare(closedCasesQuery).all(since).map((row) => parsed(rowSchema, row));
}
