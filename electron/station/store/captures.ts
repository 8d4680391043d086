import { z } from 'zod';
import { captureSchema, type Capture } from '../../../core/case/case.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

const factsColumn = json(captureSchema);

/** Facts and bytes together. */
export function addCapture(tx: Tx, capture: Capture, picture: Uint8Array, at: string): void {
  tx.prepare(`INSERT INTO captures (capture_id, case_id, sha256, facts, stored_at) VALUES (?, ?, ?, ?, ?)`)
    .run(capture.captureId, capture.caseId, capture.sha256, JSON.stringify(capture), at);
  tx.prepare(`INSERT INTO capture_bytes (capture_id, picture) VALUES (?, ?)`).run(capture.captureId, picture);
}

export function findCapture(db: ReadDb, captureId: string): Capture | null {
  const facts = db.prepare(`SELECT facts FROM captures WHERE capture_id = ?`).pluck().get(captureId);
  return facts === undefined ? null : parsed(factsColumn, facts);
}

export function readPicture(db: ReadDb, captureId: string): Uint8Array<ArrayBuffer> | null {
  const bytes = db.prepare(`SELECT picture FROM capture_bytes WHERE capture_id = ?`).pluck().get(captureId);
  // Buffer to a plain Uint8Array: the one that crosses process borders.
  return bytes === undefined ? null : new Uint8Array(parsed(z.instanceof(Uint8Array), bytes));
}

export const capturesOfCaseQuery = `SELECT facts FROM captures WHERE case_id = ? ORDER BY stored_at`;

/** Oldest first. */
export function capturesOfCase(db: ReadDb, caseId: string): Capture[] {
  return db.prepare(capturesOfCaseQuery).pluck().all(caseId).map((facts) => parsed(factsColumn, facts));
}

/** Removes what no submission refers to. @returns how many. */
export function removeLooseCaptures(db: Db, caseId: string): number {
  return db
    .prepare(`DELETE FROM captures WHERE case_id = ? AND NOT EXISTS (SELECT 1 FROM submitted_captures s WHERE s.capture_id = captures.capture_id)`)
    .run(caseId).changes;
}
