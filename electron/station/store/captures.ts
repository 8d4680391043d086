import { z } from 'zod';
import { captureSchema, type Capture } from '../../../core/case/case.ts';
import { openSealed, sealColumn, sealFor } from './case-keys.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

const factsColumn = json(captureSchema);

const pictureSchema = z.object({ caseId: z.string(), picture: z.instanceof(Uint8Array), seal: sealColumn });
const aboutPicture = (captureId: string): string => `capture ${captureId}`;

/** Facts and bytes together; the case must have its key. */
export function addCapture(tx: Tx, capture: Capture, picture: Uint8Array, at: string): void {
  tx.prepare(`INSERT INTO captures (capture_id, case_id, sha256, facts, stored_at) VALUES (?, ?, ?, ?, ?)`)
    .run(capture.captureId, capture.caseId, capture.sha256, JSON.stringify(capture), at);
  const { bytes, seal } = sealFor(tx, capture.caseId, aboutPicture(capture.captureId), picture);
  tx.prepare(`INSERT INTO capture_bytes (capture_id, picture, seal) VALUES (?, ?, ?)`).run(capture.captureId, bytes, seal);
}

export function findCapture(db: ReadDb, captureId: string): Capture | null {
  const facts = db.prepare(`SELECT facts FROM captures WHERE capture_id = ?`).pluck().get(captureId);
  return facts === undefined ? null : parsed(factsColumn, facts);
}

export function readPicture(db: ReadDb, captureId: string): Uint8Array<ArrayBuffer> | null {
  const row = db.prepare(`SELECT c.case_id AS caseId, b.picture, b.seal FROM capture_bytes b JOIN captures c ON c.capture_id = b.capture_id WHERE b.capture_id = ?`).get(captureId);
  if (row === undefined) return null;
  const { caseId, picture, seal } = parsed(pictureSchema, row);
  // Buffer to a plain Uint8Array: the one that crosses process borders.
  return new Uint8Array(openSealed(db, caseId, aboutPicture(captureId), picture, seal));
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
