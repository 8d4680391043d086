/** What a search among the kept faces said of a case: earlier cases, as they stand now. */
import { z } from 'zod';
import { sightingKinds, type Sighting, type SightingKind } from '../../../core/case/sightings.ts';
import { capturesOfCase } from './captures.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';

export type NewSighting = { earlierCaseId: string; kind: SightingKind; distance: number };

/** In place of what an earlier submission of the case had found. */
export function writeSightings(tx: Tx, caseId: string, found: readonly NewSighting[], at: string): void {
  tx.prepare(`DELETE FROM sightings WHERE case_id = ?`).run(caseId);
  const add = tx.prepare(`INSERT INTO sightings (case_id, earlier_case_id, kind, distance, at) VALUES (?, ?, ?, ?, ?)`);
  for (const { earlierCaseId, kind, distance } of found) add.run(caseId, earlierCaseId, kind, distance, at);
}

const rowSchema = z.object({ kind: z.enum(sightingKinds), distance: z.number(), caseId: z.uuid(), number: z.string(), name: z.string(), at: z.iso.datetime() });

export const sightingsQuery = `SELECT s.kind, s.distance, c.case_id AS caseId, c.number, c.name, c.created_at AS at
  FROM sightings s JOIN cases c ON c.case_id = s.earlier_case_id WHERE s.case_id = ?`;

/** Other details before known customers, the most alike first. */
export function sightingsOf(db: ReadDb, caseId: string): Sighting[] {
  return db.prepare(sightingsQuery).all(caseId).map((row) => parsed(rowSchema, row))
    .sort((a, b) => sightingKinds.indexOf(a.kind) - sightingKinds.indexOf(b.kind) || a.distance - b.distance)
    .map((row) => ({ ...row, faceCaptureId: capturesOfCase(db, row.caseId).findLast((capture) => capture.step === 'face')?.captureId ?? null }));
}
