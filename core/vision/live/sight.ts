/** The face of a frame, as far as its motion is followed. */
import type { FaceQuality } from '../artifacts/face-types.ts';
import type { Box } from './borders.ts';

/** The face of a frame as the live loop saw it; frame pixels. */
export type LiveSight = { box: Box; yaw: number; interEyePixels: number };

/** Below this the mesh shows no face: motion of it means nothing (as in face/track.ts). */
const leastConfidence = 0.5;

export const sightOf = (quality: FaceQuality | null): LiveSight | null =>
  quality && quality.confidence >= leastConfidence ? { box: quality.region, yaw: quality.yaw, interEyePixels: quality.interEyePixels } : null;
