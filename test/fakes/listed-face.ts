/** Entries of head office's list of faces, of made-up people. */
import { randomUUID } from 'node:crypto';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import type { BlockedFace } from '../../core/sync/blocked-faces.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { packFace } from '../../core/vision/face/packed.ts';

/** Networks of made-up faces. */
export const networks = { 'models/face-api/face_recognition_model.bin': 'a'.repeat(64), 'models/human/faceres.bin': 'b'.repeat(64) };

export const listedFace = (face: FaceDescriptor, change: Partial<BlockedFace> = {}): BlockedFace => ({
  format: 'vestibule.blocked-face', id: randomUUID(), model: descriptorModel(networks)!, face: Buffer.from(packFace(face).buffer).toString('base64'), frames: face.frames,
  reference: 'F-2026-17', reason: 'identity-fraud', listedOn: '2026-11-20', until: null, ...change,
});
