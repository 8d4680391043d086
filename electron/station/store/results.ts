import { z } from 'zod';
import { checkResultSchema } from '../../../core/case/case.ts';
import { regionSchema } from '../../../core/document/reading.ts';
import type { CheckResult } from '../../../core/checks/check.ts';
import { json, parsed, type ReadDb, type Tx } from './db.ts';

const rowSchema = checkResultSchema.extend({
  regions: json(z.array(regionSchema)),
  values: json(checkResultSchema.shape.values),
});

type StoredResult = z.infer<typeof checkResultSchema>;

export function addResults(tx: Tx, caseId: string, submission: number, results: readonly (StoredResult | CheckResult)[]): void {
  const add = tx.prepare(
    `INSERT INTO results (case_id, submission, position, check_id, status, value, threshold, unit, reason, capture_id, regions, facts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  results.forEach((r, position) => {
    add.run(caseId, submission, position, r.id, r.status, r.value, r.threshold, r.unit, r.reason, r.captureId, JSON.stringify(r.regions), JSON.stringify(r.values));
  });
}

export const resultsQuery = `SELECT check_id AS id, status, value, threshold, unit, regions, facts AS "values", reason, capture_id AS captureId
  FROM results WHERE case_id = ? AND submission = ? ORDER BY position`;

export function readResults(db: ReadDb, caseId: string, submission: number): StoredResult[] {
  return db.prepare(resultsQuery).all(caseId, submission).map((row) => parsed(rowSchema, row));
}
