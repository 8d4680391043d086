/** The faces of the picture. */
import { findFaces, findLandmarks } from '../face/detect.ts';
import { defineArtifact } from './artifact.ts';
import type { DetectedFace, FaceSet } from './face-types.ts';

/**
 * A face lower than this share of the largest one's height is not "another person in the picture" but somebody far behind, a poster or
 * a print on a shirt: half the size is twice as far, a quarter four times. Chosen, not measured.
 */
const sizeFloor = 0.22;

export const faces = defineArtifact({
  name: 'faces',
  async make(gather, engines): Promise<FaceSet> {
    const [frame, effort, engine] = [await gather('frame'), await gather('effort'), await engines.face()];
    const tracker = effort === 'live' ? await gather('faceTracker') : null;
    if (tracker) {
      const { faces: tracked, mesh, eyes } = await tracker.look(frame, engine);
      return { ...aboveFloor(tracked), frame: { width: frame.width, height: frame.height }, mesh, eyes };
    }
    const set = aboveFloor(await findFaces(frame, engine, effort));
    const [largest, ...others] = set.faces;
    const looks = effort === 'live' ? 1 : 2;
    // The others are only counted; landmarks cost 9 ms a face.
    const first = largest ? [{ ...largest, landmarks: await findLandmarks(frame, largest, engine, looks) }] : [];
    return { faces: [...first, ...others], belowFloor: set.belowFloor, frame: { width: frame.width, height: frame.height } };
  },
});

/** @param found largest first */
export function aboveFloor(found: readonly DetectedFace[]): { faces: DetectedFace[]; belowFloor: number } {
  const floor = (found[0]?.box.height ?? 0) * sizeFloor;
  const kept = found.filter((f) => f.box.height >= floor);
  return { faces: kept, belowFloor: found.length - kept.length };
}
