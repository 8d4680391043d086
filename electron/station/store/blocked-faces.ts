/** Head office's list of faces as it holds here, and what was found of it. */
import { z } from 'zod';
import { blockReasons, blockedFaceAnswers, type BlockedFaceAnswer, type BlockedHit } from '../../../core/case/blocked-face.ts';
import { packedFaceBytes, type BlockedFace } from '../../../core/sync/blocked-faces.ts';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { unpackFace } from '../../../core/vision/face/packed.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';

/** In place of the list before: what a later bundle leaves out is gone. */
export function writeBlockedFaces(tx: Tx, faces: readonly BlockedFace[]): void {
  removeBlockedFaces(tx);
  const add = tx.prepare(`INSERT INTO blocked_faces (entry_id, model, face, frames, reference, reason, listed_on, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { id, model, face, frames, reference, reason, listedOn, until } of faces) add.run(id, model, Buffer.from(face, 'base64'), frames, reference, reason, listedOn, until);
}

/** @returns how many */
export const removeBlockedFaces = (tx: Tx): number => tx.prepare(`DELETE FROM blocked_faces`).run().changes;

/** Past their last day. @param today YYYY-MM-DD @returns how many */
export const removeExpiredFaces = (tx: Tx, today: string): number => tx.prepare(`DELETE FROM blocked_faces WHERE until < ?`).run(today).changes;

export const countBlockedFaces = (db: ReadDb): number => parsed(z.number(), db.prepare(`SELECT count(*) FROM blocked_faces`).pluck().get());

const listedSchema = z.object({
  entryId: z.uuid(), model: z.string(), frames: z.number().int(), reference: z.string(), reason: z.enum(blockReasons), listedOn: z.iso.date(),
  face: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === packedFaceBytes),
});
export type ListedFace = Omit<z.infer<typeof listedSchema>, 'face' | 'frames'> & { face: FaceDescriptor };

/** Those that count on a day. @param today YYYY-MM-DD */
export function listedFaces(db: ReadDb, today: string): ListedFace[] {
  const rows = db.prepare(`SELECT entry_id AS entryId, model, face, frames, reference, reason, listed_on AS listedOn FROM blocked_faces WHERE until IS NULL OR until >= ?`).all(today);
  return rows.map((row) => {
    const { face, frames, ...entry } = parsed(listedSchema, row);
    return { ...entry, face: unpackFace(new Int8Array(face.buffer, face.byteOffset, face.byteLength), frames) };
  });
}

export type NewBlockedHit = Omit<BlockedHit, 'answer'>;

/** To what earlier submissions of the case found: another picture does not take a match away, only an answer does. */
export function addBlockedHits(tx: Tx, caseId: string, hits: readonly NewBlockedHit[], at: string): void {
  const add = tx.prepare(`INSERT OR IGNORE INTO blocked_face_hits (case_id, entry_id, reference, reason, listed_on, distance, at) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  for (const { entryId, reference, reason, listedOn, distance } of hits) add.run(caseId, entryId, reference, reason, listedOn, distance, at);
}

export const removeClearedHits = (tx: Tx, caseId: string): void => void tx.prepare(`DELETE FROM blocked_face_hits WHERE case_id = ? AND answer = 'another-person'`).run(caseId);

const hitColumns = `entry_id AS entryId, reference, reason, listed_on AS listedOn, distance, answer`;
const hitSchema = z.object({ entryId: z.uuid(), reference: z.string(), reason: z.enum(blockReasons), listedOn: z.iso.date(), distance: z.number(), answer: z.enum(blockedFaceAnswers).nullable() });

export const blockedHitsQuery = `SELECT ${hitColumns} FROM blocked_face_hits WHERE case_id = ? ORDER BY distance`;

/** The most alike first. */
export const blockedHitsOf = (db: ReadDb, caseId: string): BlockedHit[] => db.prepare(blockedHitsQuery).all(caseId).map((row) => parsed(hitSchema, row));

/** @returns false when there is no such match. */
export function answerBlockedHit(tx: Tx, hit: { caseId: string; entryId: string; answer: BlockedFaceAnswer; operatorId: string; operatorName: string; at: string }): boolean {
  return tx.prepare(`UPDATE blocked_face_hits SET answer = @answer, operator_id = @operatorId, operator_name = @operatorName, at = @at WHERE case_id = @caseId AND entry_id = @entryId`).run(hit).changes === 1;
}

const answerSchema = hitSchema.extend({ operatorName: z.string().nullable(), at: z.iso.datetime() });

/** As head office gets them beside the evidence. */
export const blockedAnswersOf = (db: ReadDb, caseId: string): z.infer<typeof answerSchema>[] =>
  db.prepare(`SELECT ${hitColumns}, operator_name AS operatorName, at FROM blocked_face_hits WHERE case_id = ? ORDER BY distance`).all(caseId).map((row) => parsed(answerSchema, row));
