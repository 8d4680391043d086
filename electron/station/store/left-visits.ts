import { z } from 'zod';
import { parsed, type ReadDb } from './db.ts';

/** Few: those of open cases. */
export const leftVisitsQuery = `SELECT case_id FROM drafts WHERE operator_id = ?`;

/** Cases that a customer alone saved last. Whoever of staff took one over has saved it since; a customer's picture has no place without a draft (capture.put). */
export function leftVisits(db: ReadDb, operatorId: string): string[] {
  return db.prepare(leftVisitsQuery).pluck().all(operatorId).map((caseId) => parsed(z.uuid(), caseId));
}
