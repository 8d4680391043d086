/** What was handed in for a case: the evidence without its results, and which captures it speaks of. Appended, never changed. */
import { z } from 'zod';
import { evidenceSchema, type Evidence } from '../../../core/case/case.ts';
import { json, parsed, type ReadDb, type Tx } from './db.ts';
import { addResults, readResults } from './results.ts';

const withoutResults = evidenceSchema.omit({ results: true });
const rowSchema = z.object({ submission: z.number().int(), evidence: json(withoutResults), sha256: z.string() });

export type Submission = { submission: number; evidence: Evidence; sha256: string };

/** @returns the number of the submission, from 1. */
export function addSubmission(tx: Tx, evidence: Evidence, sha256: string, at: string): number {
  const { results, ...rest } = evidence;
  const last = tx.prepare(`SELECT coalesce(max(submission), 0) FROM submissions WHERE case_id = ?`).pluck().get(evidence.caseId);
  const submission = parsed(z.number().int(), last) + 1;
  tx.prepare(`INSERT INTO submissions (case_id, submission, evidence, sha256, at) VALUES (?, ?, ?, ?, ?)`)
    .run(evidence.caseId, submission, JSON.stringify(rest), sha256, at);
  const add = tx.prepare(`INSERT INTO submitted_captures (case_id, submission, position, capture_id) VALUES (?, ?, ?, ?)`);
  evidence.captureIds.forEach((captureId, position) => add.run(evidence.caseId, submission, position, captureId));
  addResults(tx, evidence.caseId, submission, results);
  return submission;
}

export function lastSubmission(db: ReadDb, caseId: string): Submission | null {
  return read(db, caseId, db.prepare(`SELECT submission, evidence, sha256 FROM submissions WHERE case_id = ? ORDER BY submission DESC LIMIT 1`).get(caseId));
}

export function findSubmission(db: ReadDb, caseId: string, submission: number): Submission | null {
  return read(db, caseId, db.prepare(`SELECT submission, evidence, sha256 FROM submissions WHERE case_id = ? AND submission = ?`).get(caseId, submission));
}

/** Every one of the case, oldest first, without results. */
export function submissionsOf(db: ReadDb, caseId: string): Omit<Evidence, 'results'>[] {
  return db.prepare(`SELECT evidence FROM submissions WHERE case_id = ? ORDER BY submission`).pluck().all(caseId).map((text) => parsed(json(withoutResults), text));
}

function read(db: ReadDb, caseId: string, row: unknown): Submission | null {
  if (row === undefined) return null;
  const { submission, evidence, sha256 } = parsed(rowSchema, row);
  return { submission, sha256, evidence: { ...evidence, results: readResults(db, caseId, submission) } };
}
