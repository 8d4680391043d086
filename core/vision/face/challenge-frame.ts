/** From the measures of a frame to what the challenge looks at. */
import type { ChallengeFrame } from '../../case/challenge.ts';
import type { FaceQuality } from '../artifacts/face-types.ts';

/** Below this the mesh shows a profile, a hand or nothing, and its angles are wild (roll -60 on p01_webcam_genuine_turns at 0.0 to 0.1). */
const leastConfidence = 0.2;

export type FrameSight = { timeMs: number; faces: number; quality: FaceQuality | null; sameFace: boolean | null };

/** A face whose mesh cannot be trusted counts as not seen in this frame. */
export function challengeFrame({ timeMs, faces, quality, sameFace }: FrameSight): ChallengeFrame {
  if (!quality || quality.confidence < leastConfidence) return { timeMs, faces, face: null, sameFace };
  const { region } = quality;
  return {
    timeMs,
    faces,
    sameFace,
    face: { yaw: quality.yaw, eyes: quality.eyeAspectRatio, mouth: quality.mouthOpening, headHeight: quality.headHeightRatio, eyeDistance: quality.interEyePixels, x: region.x + region.width / 2, y: region.y + region.height / 2, size: Math.max(region.width, region.height) },
  };
}
