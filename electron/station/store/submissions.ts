/** What was handed in for a case: the evidence without its results, and which captures it speaks of. Appended, never changed. */
import { z } from 'zod';
import { evidenceSchema, type Evidence } from '../../../core/case/case.ts';
import { openText, sealColumn, sealTextFor } from './case-keys.ts';
import { json, parsed, type ReadDb, type Tx } from './db.ts';
import { addResults, readResults } from './results.ts';

const withoutResults = evidenceSchema.omit({ results: true });
const rowSchema = z.object({ submission: z.number().int(), evidence: z.string(), seal: sealColumn, sha256: z.string() });
const columns = 'submission, evidence, seal, sha256';
const aboutEvidence = (caseId: string, submission: number): string => `submission ${caseId} ${submission}`;

export type Submission = { submission: number; evidence: Evidence; sha256: string };

/** The case must have its key. @returns the number of the submission, from 1. */
export function addSubmission(tx: Tx, evidence: Evidence, sha256: string, at: string): number {
  const { results, ...rest } = evidence;
  const last = tx.prepare(`SELECT coalesce(max(submission), 0) FROM submissions WHERE case_id = ?`).pluck().get(evidence.caseId);
  const submission = parsed(z.number().int(), last) + 1;
  const { text, seal } = sealTextFor(tx, evidence.caseId, aboutEvidence(evidence.caseId, submission), JSON.stringify(rest));
  tx.prepare(`INSERT INTO submissions (case_id, submission, evidence, seal, started_at, sha256, at) VALUES (?, ?, ?, ?, ?, ?, ?)`)
    .run(evidence.caseId, submission, text, seal, evidence.startedAt, sha256, at);
  const add = tx.prepare(`INSERT INTO submitted_captures (case_id, submission, position, capture_id) VALUES (?, ?, ?, ?)`);
  evidence.captureIds.forEach((captureId, position) => add.run(evidence.caseId, submission, position, captureId));
  addResults(tx, evidence.caseId, submission, results);
  return submission;
}

export function lastSubmission(db: ReadDb, caseId: string): Submission | null {
  return read(db, caseId, db.prepare(`SELECT ${columns} FROM submissions WHERE case_id = ? ORDER BY submission DESC LIMIT 1`).get(caseId));
}

export function findSubmission(db: ReadDb, caseId: string, submission: number): Submission | null {
  return read(db, caseId, db.prepare(`SELECT ${columns} FROM submissions WHERE case_id = ? AND submission = ?`).get(caseId, submission));
}

/** Every one of the case, oldest first, without results. */
export function submissionsOf(db: ReadDb, caseId: string): Omit<Evidence, 'results'>[] {
  return db.prepare(`SELECT ${columns} FROM submissions WHERE case_id = ? ORDER BY submission`).all(caseId).map((row) => opened(db, caseId, row).evidence);
}

function read(db: ReadDb, caseId: string, row: unknown): Submission | null {
  if (row === undefined) return null;
  const { submission, evidence, sha256 } = opened(db, caseId, row);
  return { submission, sha256, evidence: { ...evidence, results: readResults(db, caseId, submission) } };
}

function opened(db: ReadDb, caseId: string, row: unknown): { submission: number; evidence: Omit<Evidence, 'results'>; sha256: string } {
  const { submission, evidence, seal, sha256 } = parsed(rowSchema, row);
  return { submission, sha256, evidence: parsed(json(withoutResults), openText(db, caseId, aboutEvidence(caseId, submission), evidence, seal)) };
}
