/** Faces of staff who let the station keep theirs, and the cases whose customer looked like one of them. */
import { z } from 'zod';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';
import { bytesOfVector, vectorSchema } from './vector.ts';

const rowSchema = z.object({ operatorId: z.uuid(), frames: z.number().int(), faceApi: vectorSchema('faceApi'), faceres: vectorSchema('faceres') });

export type StaffFace = { operatorId: string; face: FaceDescriptor };

/** In the place of the one before. */
export function putStaffFace(tx: Tx, operatorId: string, model: string, { faceApi, faceres, frames }: FaceDescriptor, at: string): void {
  tx.prepare(`INSERT OR REPLACE INTO staff_faces (operator_id, model, face_api, faceres, frames, at) VALUES (?, ?, ?, ?, ?, ?)`).run(operatorId, model, bytesOfVector(faceApi), bytesOfVector(faceres), frames, at);
}

/** @returns whether there was one */
export const removeStaffFace = (tx: Tx, operatorId: string): boolean => tx.prepare(`DELETE FROM staff_faces WHERE operator_id = ?`).run(operatorId).changes > 0;

/** @returns how many */
export const removeAllStaffFaces = (tx: Tx): number => tx.prepare(`DELETE FROM staff_faces`).run().changes;

/** When somebody's was kept, by their id. */
export function staffFacesKept(db: ReadDb): Map<string, string> {
  const rows = parsed(z.array(z.object({ operatorId: z.string(), at: z.string() })), db.prepare(`SELECT operator_id AS operatorId, at FROM staff_faces`).all());
  return new Map(rows.map(({ operatorId, at }) => [operatorId, at]));
}

/** Of one model: descriptors of two are not comparable. */
export function staffFaces(db: ReadDb, model: string): StaffFace[] {
  return db.prepare(`SELECT operator_id AS operatorId, face_api AS faceApi, faceres, frames FROM staff_faces WHERE model = ?`).all(model).map((row) => {
    const { operatorId, ...face } = parsed(rowSchema, row);
    return { operatorId, face };
  });
}

/** To what earlier submissions of the case said: whoever was found alike once does not lose that by another submission. */
export function addLikenesses(tx: Tx, caseId: string, operatorIds: readonly string[], at: string): void {
  const add = tx.prepare(`INSERT OR IGNORE INTO staff_likenesses (case_id, operator_id, at) VALUES (?, ?, ?)`);
  for (const operatorId of operatorIds) add.run(caseId, operatorId, at);
}

export const likenessesOf = (db: ReadDb, caseId: string): string[] =>
  parsed(z.array(z.string()), db.prepare(`SELECT operator_id FROM staff_likenesses WHERE case_id = ? ORDER BY operator_id`).pluck().all(caseId));

export const isLike = (db: ReadDb, caseId: string, operatorId: string): boolean =>
  db.prepare(`SELECT 1 FROM staff_likenesses WHERE case_id = ? AND operator_id = ?`).get(caseId, operatorId) !== undefined;
