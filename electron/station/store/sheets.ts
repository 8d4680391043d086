/** The one-time code of a case's printed sheet; it goes with a draft that is discarded. */
import { z } from 'zod';
import { parsed, type ReadDb, type Tx } from './db.ts';

export const sheetCodeQuery = `SELECT code FROM sheets WHERE case_id = ?`;

/** null: no sheet was made for this case. */
export function sheetCode(db: ReadDb, caseId: string): string | null {
  return parsed(z.string().nullable(), db.prepare(sheetCodeQuery).pluck().get(caseId) ?? null);
}

export function addSheet(tx: Tx, caseId: string, code: string, drawnAt: string): void {
  tx.prepare(`INSERT INTO sheets (case_id, code, drawn_at) VALUES (?, ?, ?)`).run(caseId, code, drawnAt);
}

export function removeSheet(tx: Tx, caseId: string): void {
  tx.prepare(`DELETE FROM sheets WHERE case_id = ?`).run(caseId);
}
