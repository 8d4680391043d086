/** One face among those the station keeps. Only faces that the same networks made are compared. */
import { setImmediate } from 'node:timers/promises';
import { compare, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { hintLimit } from '../../../core/vision/face/one-to-many.ts';
import type { Db } from '../store/db.ts';
import { descriptorsAfter, findDescriptor } from '../store/descriptors.ts';
import { createFaceIndex, type FaceIndex } from './face-index.ts';

export type FaceHit = { caseId: string; distance: number };
/** `searched`: faces of other cases; `limit` follows from their number. */
export type FaceSearch = { searched: number; limit: number; hits: FaceHit[] };

/** Made at the first look, and gone with the opened store. */
const memories = new WeakMap<Db, { model: string; index: FaceIndex }>();

/** Everything within the limit, the most alike first. Not to be called inside a transaction: what is rolled back would be remembered. */
export function searchFaces(db: Db, model: string, face: FaceDescriptor, ownCase: string): FaceSearch {
  const index = indexOf(db, model);
  const own = isKept(db, ownCase, model) ? 1 : 0;
  const searched = index.size() - own;
  const limit = hintLimit(searched);
  const hits = index.within(face, limit).flatMap((id): FaceHit[] => {
    const stored = findDescriptor(db, id);
    if (!stored || stored.caseId === ownCase) return [];
    const distance = compare(stored.descriptor, face);
    return distance <= limit ? [{ caseId: stored.caseId, distance }] : [];
  });
  return { searched, limit, hits: hits.sort((a, b) => a.distance - b.distance) };
}

/** After the transaction that removed them. */
export function forgetFaces(db: Db, ids: readonly number[]): void {
  const memory = memories.get(db);
  for (const id of ids) memory?.index.remove(id);
}

/** After the transaction that removed all. */
export function forgetAllFaces(db: Db): void {
  memories.delete(db);
}

/** Faces taken into memory before others get their turn: some tens of milliseconds. Chosen. */
const slice = 100;

/** Takes the kept faces into memory, so that a search finds them there. After a start 100,000 of them take a minute; the station answers others meanwhile. */
export async function rememberFaces(db: Db, model: string): Promise<void> {
  const index = indexOf(db, model, slice);
  for (let before = -1; index.lastId() !== before; await setImmediate()) {
    before = index.lastId();
    indexOf(db, model, slice);
  }
}

function indexOf(db: Db, model: string, most?: number): FaceIndex {
  const known = memories.get(db);
  const memory = known?.model === model ? known : { model, index: createFaceIndex() };
  memories.set(db, memory);
  for (const { id, descriptor } of descriptorsAfter(db, model, memory.index.lastId(), most)) memory.index.add(id, descriptor);
  return memory.index;
}

function isKept(db: Db, caseId: string, model: string): boolean {
  return db.prepare(`SELECT 1 FROM face_descriptors WHERE case_id = ? AND model = ?`).get(caseId, model) !== undefined;
}
