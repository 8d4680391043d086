/** Faces as numbers, at most one a case. Encrypted with the whole file; read back only to be compared. */
import { z } from 'zod';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { parsed, type Db, type ReadDb, type Tx } from './db.ts';
import { bytesOfVector, vectorSchema } from './vector.ts';

const columns = 'descriptor_id AS id, case_id AS caseId, face_api AS faceApi, faceres, frames';
const rowSchema = z.object({
  id: z.number().int(), caseId: z.uuid(), frames: z.number().int(), faceApi: vectorSchema('faceApi'), faceres: vectorSchema('faceres'),
});

export type StoredDescriptor = { id: number; caseId: string; descriptor: FaceDescriptor };

function stored(row: unknown): StoredDescriptor {
  const { id, caseId, ...descriptor } = parsed(rowSchema, row);
  return { id, caseId, descriptor };
}

/** A case has one: the one before must have been removed. */
export function putDescriptor(tx: Tx, caseId: string, model: string, { faceApi, faceres, frames }: FaceDescriptor, at: string): void {
  tx.prepare(`INSERT INTO face_descriptors (case_id, model, face_api, faceres, frames, at) VALUES (?, ?, ?, ?, ?, ?)`).run(caseId, model, bytesOfVector(faceApi), bytesOfVector(faceres), frames, at);
}

/** @returns the id it had; null: there was none. */
export function removeDescriptor(db: Db, caseId: string): number | null {
  return parsed(z.number().int().nullable(), db.prepare(`DELETE FROM face_descriptors WHERE case_id = ? RETURNING descriptor_id`).pluck().get(caseId) ?? null);
}

export function countDescriptors(db: ReadDb): number {
  return parsed(z.number(), db.prepare(`SELECT count(*) FROM face_descriptors`).pluck().get());
}

/** @returns how many. */
export function removeAllDescriptors(db: Db): number {
  return db.prepare(`DELETE FROM face_descriptors`).run().changes;
}

export const newDescriptorsQuery = `SELECT ${columns} FROM face_descriptors WHERE model = ? AND descriptor_id > ? ORDER BY descriptor_id LIMIT ?`;

/** Those of one model that came after an id, in the order they came; all of them where `most` is left out. */
export function* descriptorsAfter(db: ReadDb, model: string, id: number, most = -1): Generator<StoredDescriptor> {
  for (const row of db.prepare(newDescriptorsQuery).iterate(model, id, most)) yield stored(row);
}

export const descriptorQuery = `SELECT ${columns} FROM face_descriptors WHERE descriptor_id = ?`;

/** null: it has been removed. */
export function findDescriptor(db: ReadDb, id: number): StoredDescriptor | null {
  const row = db.prepare(descriptorQuery).get(id);
  return row === undefined ? null : stored(row);
}
