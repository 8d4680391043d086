import { z } from 'zod';
import { parsed, type ReadDb } from './db.ts';

/** Drafts a customer saved last, and pictures without a draft or a closed case that a customer took. Whoever of staff took a case over has saved it since. */
export const leftVisitsQuery = `
  SELECT case_id FROM drafts WHERE operator_id = @operatorId
  UNION SELECT c.case_id FROM captures c WHERE json_extract(c.facts, '$.operatorId') = @operatorId
    AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.case_id) AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.case_id = c.case_id)`;

export function leftVisits(db: ReadDb, operatorId: string): string[] {
  return db.prepare(leftVisitsQuery).pluck().all({ operatorId }).map((caseId) => parsed(z.uuid(), caseId));
}
