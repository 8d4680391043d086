/** Measures of one face after ISO/IEC 29794-5. */
import type { Frame } from '../../frame.ts';
import type { DetectedFace, FaceQuality, FaceSet } from '../artifacts/face-types.ts';
import type { FaceEngine } from '../engines/face.ts';
import { alignedToSource, distanceOf, facePlaces } from './align.ts';
import { blurOf } from './blur.ts';
import { coverOf } from './cover.ts';
import { readEyes, readMesh } from './mesh.ts';
import { insideFace } from './oval.ts';
import { luminance, warp } from './pixels.ts';

/**
 * Cut-out on which sharpness and light are measured. Padding .25 puts the eyes `0.39 * side` apart, so sharpness is measured at one scale:
 * a face with fewer pixels than that is upsampled and comes out soft, which it is.
 */
const sheet = { size: 128, padding: 0.25 } as const;

/**
 * @param face with its 68 landmarks.
 * @param known of these landmarks: the mesh where it was read already, the eyes where their tracker knows them.
 */
export async function measureFace(frame: Frame, face: DetectedFace, engine: FaceEngine, known: Pick<FaceSet, 'mesh' | 'eyes'> = {}): Promise<FaceQuality> {
  const places = facePlaces(face.landmarks);
  const mesh = known.mesh ?? (await readMesh(frame, face.landmarks, engine));
  const toSource = alignedToSource(face.landmarks, sheet.size, sheet.padding);
  const aligned = luminance(warp(frame, toSource, sheet.size, sheet.size));
  const light = lightOf(aligned, sheet.size);
  const middle = { x: face.box.x + face.box.width / 2, y: face.box.y + face.box.height / 2 };
  return {
    // The eye line halves the head between chin and crown (Farkas 1994: vertex-eye and eye-chin differ by few per cent).
    headHeightRatio: (2 * distanceOf(places.eyes, places.chin)) / frame.height,
    interEyePixels: distanceOf(places.leftEye, places.rightEye),
    offCentre: { x: middle.x / frame.width - 0.5, y: middle.y / frame.height - 0.5 },
    yaw: mesh.pose.yaw,
    pitch: mesh.pose.pitch,
    roll: mesh.pose.roll,
    eyeAspectRatio: await (known.eyes?.() ?? readEyes(frame, mesh.eyeCorners, engine)),
    mouthOpening: mesh.mouthOpening,
    luminance: light.mean,
    unevenness: light.unevenness,
    surround: surroundOf(frame, face.box),
    ...blurOf(aligned, sheet.size),
    cover: coverOf(aligned, sheet.size, toSource, face.landmarks, mesh.lips),
    confidence: mesh.score,
    region: face.box,
  };
}

/** Mean luminance inside the face, and the difference of its halves as a share of the mean. */
function lightOf(gray: Float32Array, size: number): { mean: number; unevenness: number } {
  const half = [0, 0];
  const count = [0, 0];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!insideFace(x / size, y / size)) continue;
      const side = x < size / 2 ? 0 : 1;
      half[side] = half[side]! + gray[y * size + x]!;
      count[side] = count[side]! + 1;
    }
  }
  const left = half[0]! / count[0]!;
  const right = half[1]! / count[1]!;
  const mean = (left + right) / 2;
  return { mean, unevenness: mean > 0 ? Math.abs(left - right) / mean : 0 };
}

/** Samples a side of the picture: a mean of the room needs no more. */
const surroundGrid = 40;
// Hair and neck reach about this far beyond a detector's box, in its sizes; below the head is clothing. Chosen, not measured.
const headBeyondBox = 0.45;
/** Fewer samples than this are no room: the head fills the picture. */
const leastSurround = 0.05 * surroundGrid * surroundGrid;

/** Mean luminance beside and above the head; null where there is next to nothing of it. */
export function surroundOf(frame: Frame, box: DetectedFace['box']): number | null {
  let sum = 0;
  let count = 0;
  const bottom = Math.min(frame.height, box.y + box.height);
  const [left, right, top] = [box.x - headBeyondBox * box.width, box.x + (1 + headBeyondBox) * box.width, box.y - headBeyondBox * box.height];
  for (let j = 0; j < surroundGrid; j += 1) {
    const y = Math.floor(((j + 0.5) * frame.height) / surroundGrid);
    if (y >= bottom) break;
    for (let i = 0; i < surroundGrid; i += 1) {
      const x = Math.floor(((i + 0.5) * frame.width) / surroundGrid);
      if (y > top && x > left && x < right) continue;
      const p = (y * frame.width + x) * 4;
      sum += 0.299 * frame.data[p]! + 0.587 * frame.data[p + 1]! + 0.114 * frame.data[p + 2]!;
      count += 1;
    }
  }
  return count < leastSurround ? null : sum / count;
}
