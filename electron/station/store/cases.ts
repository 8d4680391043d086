import { z } from 'zod';
import { recordRowSchema, type RecordRow } from '../../../core/contract.ts';
import type { Outcome } from '../../../core/case/case.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';
import { termsOf } from './fold.ts';

const rowSchema = recordRowSchema.extend({
  finished: z.number().transform((n) => n === 1),
  demo: z.number().transform((n) => n === 1),
});

export const rowColumns = `case_id AS caseId, number, name, document_number AS documentNumber, document_type AS documentType,
  outcome, finished, demo, created_at AS at, operator_name AS operatorName`;

export const recordRow = (row: unknown): RecordRow => parsed(rowSchema, row);

export function findCase(db: ReadDb, caseId: string): RecordRow | null {
  const row = db.prepare(`SELECT ${rowColumns} FROM cases WHERE case_id = ?`).get(caseId);
  return row === undefined ? null : recordRow(row);
}

/** `YYYYMMDD-NNNN`, counted within the station's day; a used number never comes back. `day`: YYYY-MM-DD. */
export function nextCaseNumber(tx: Tx, day: string): string {
  const last = tx
    .prepare(`INSERT INTO case_numbers (day, last) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`)
    .pluck().get(day);
  return `${day.replaceAll('-', '')}-${String(parsed(z.number().int(), last)).padStart(4, '0')}`;
}

/** Chosen: more cases than a counter begins in a day. */
const numbersSkipped = 500;

/** After a restore: numbers of that day may have been given that this copy does not know. */
export function skipCaseNumbers(tx: Tx, day: string): void {
  tx.prepare(`INSERT INTO case_numbers (day, last) VALUES (@day, @skipped) ON CONFLICT (day) DO UPDATE SET last = last + @skipped`).run({ day, skipped: numbersSkipped });
}

/** What of a case may change from submission to submission. */
export type CaseFacts = { name: string; documentNumber: string; documentType: string; outcome: Outcome; demo: boolean };

export type NewCase = CaseFacts & { caseId: string; number: string; at: string; operatorId: string; operatorName: string };

export function addCase(tx: Tx, added: NewCase): void {
  tx.prepare(
    `INSERT INTO cases (case_id, number, name, document_number, document_type, outcome, finished, demo, created_at, operator_id, operator_name)
     VALUES (@caseId, @number, @name, @documentNumber, @documentType, @outcome, 0, @demo, @at, @operatorId, @operatorName)`,
  ).run({ ...added, demo: added.demo ? 1 : 0 });
  writeTerms(tx, added.caseId, added.number, added);
}

export function updateCase(tx: Tx, caseId: string, number: string, facts: CaseFacts): void {
  tx.prepare(`UPDATE cases SET name = @name, document_number = @documentNumber, document_type = @documentType, outcome = @outcome, demo = @demo WHERE case_id = @caseId`)
    .run({ ...facts, caseId, demo: facts.demo ? 1 : 0 });
  writeTerms(tx, caseId, number, facts);
}

export function closeCase(tx: Tx, caseId: string, outcome: Outcome): void {
  tx.prepare(`UPDATE cases SET finished = 1, outcome = ? WHERE case_id = ?`).run(outcome, caseId);
}

function writeTerms(tx: Tx, caseId: string, number: string, facts: CaseFacts): void {
  tx.prepare(`DELETE FROM case_terms WHERE case_id = ?`).run(caseId);
  const add = tx.prepare(`INSERT OR IGNORE INTO case_terms (term, case_id) VALUES (?, ?)`);
  for (const text of [facts.name, facts.documentNumber, number]) for (const term of termsOf(text)) add.run(term, caseId);
}
