import { z } from 'zod';
import { json, parsed, type Db, type ReadDb } from './db.ts';

const rowSchema = z.object({ caseId: z.uuid(), state: json(z.unknown()), savedAt: z.iso.datetime() });
export type Draft = { caseId: string; state: unknown; savedAt: string };

export type DraftToSave = { caseId: string; state: string; savedAt: string; operatorId: string };

export function saveDraft(db: Db, draft: DraftToSave): void {
  db.prepare(
    `INSERT INTO drafts (case_id, state, saved_at, operator_id) VALUES (@caseId, @state, @savedAt, @operatorId)
     ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at, operator_id = excluded.operator_id`,
  ).run(draft);
}

export const draftListQuery = `SELECT case_id AS caseId, state, saved_at AS savedAt FROM drafts ORDER BY saved_at DESC LIMIT 200`;

/** Newest first. */
export function listDrafts(db: ReadDb): Draft[] {
  return db.prepare(draftListQuery).all().map((row) => parsed(rowSchema, row));
}

export function hasDraft(db: ReadDb, caseId: string): boolean {
  return db.prepare(`SELECT 1 FROM drafts WHERE case_id = ?`).get(caseId) !== undefined;
}

/** Who saved it last; null: no draft. */
export function draftOperator(db: ReadDb, caseId: string): string | null {
  return parsed(z.string().nullable(), db.prepare(`SELECT operator_id FROM drafts WHERE case_id = ?`).pluck().get(caseId) ?? null);
}

export function removeDraft(db: Db, caseId: string): boolean {
  return db.prepare(`DELETE FROM drafts WHERE case_id = ?`).run(caseId).changes === 1;
}
