/** Faces that head office lists, as they travel: an entry as it is made from pictures and published, and the list as every station gets it, sealed (docs/adr/0032-what-comes-back.md). */
import { z } from 'zod';
import { blockReasons } from '../case/blocked-face.ts';
import { descriptorLengths } from '../case/face-descriptor.ts';

/** core/vision/face/packed.ts. */
export const packedFaceBytes = descriptorLengths.faceApi + descriptorLengths.faceres;

/** Chosen: 2.2 MB of the 3.6 MB that can be handed over (`npm run bench:seen-before -- --only list`), so that a full list of documents and the policies stand beside them. */
export const mostBlockedFaces = 1_500;

export const blockedFaceSchema = z.strictObject({
  format: z.literal('vestibule.blocked-face'),
  /** Drawn when it is made: answers of staff are kept under it. */
  id: z.uuid(),
  /** Names what made it, as core/case/face-descriptor.ts does: faces of another name are never compared. */
  model: z.string().regex(/^method-\d{1,4}(\.[0-9a-f]{16}){2}$/),
  /** packFace(), base64. */
  face: z.string().length((packedFaceBytes * 4) / 3).regex(/^[A-Za-z0-9+/]+$/),
  /** Pictures in it. */
  frames: z.number().int().min(1).max(100),
  /** By which head office finds its own file; shown to staff, so it names nobody. */
  reference: z.string().trim().min(1).max(60),
  reason: z.enum(blockReasons),
  listedOn: z.iso.date(),
  /** The last day it counts; null: as long as it is published. */
  until: z.iso.date().nullable(),
});
export type BlockedFace = z.infer<typeof blockedFaceSchema>;

export const blockedFacesSchema = z.array(blockedFaceSchema).max(mostBlockedFaces);

/** The list as it lies in a bundle: JSON of all entries, deflated (RFC 1951) and closed with AES-256-GCM under a key of this list alone. `salt`: hex, of the key. */
export const sealedFacesSchema = z.strictObject({
  count: z.number().int().min(1).max(mostBlockedFaces), salt: z.string().regex(/^[0-9a-f]{32}$/), sealed: z.string().max(3_600_000).regex(/^[A-Za-z0-9+/]+=*$/),
});
export type SealedFaces = z.infer<typeof sealedFacesSchema>;

/** Chosen: whole entries with the longest texts are 2.0 kB of JSON each. */
export const mostListBytes = mostBlockedFaces * 2_400;
