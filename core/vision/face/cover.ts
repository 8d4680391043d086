/**
 * What hides parts of a face: a mask, a hand, dark glasses, hair. From what the live loop has anyway: two nets that see the same lips or, where
 * there are none to see, guess differently; and the light inside each eye against the cheek below it. Figures: docs/adr/0006-face-match.md.
 */
import type { Point } from '../../frame.ts';
import type { FaceCover } from '../artifacts/face-types.ts';
import { distanceOf, facePlaces, frontalEyeDistance } from './align.ts';
import { applyAffine, type Affine } from './pixels.ts';

/** Share of the eye distance. Small, so that rims and brows stay out of it. */
const eyeBox = { halfWidth: 0.18, halfHeight: 0.1 };
const cheekBox = { below: 0.55, halfWidth: 0.15, halfHeight: 0.08 };
/** Darker than this a cheek tells nothing about the eye above it: noise would be read as contrast. Luminance 0..255, chosen. */
const darkest = 10;

/**
 * @param gray luminance of the aligned cut-out, `size` a side; `toSource` leads from it to the picture.
 * @param landmarks 68 points, picture pixels. @param lips middle of the lips after the mesh, picture pixels.
 */
export function coverOf(gray: Float32Array, size: number, toSource: Affine, landmarks: readonly Point[], lips: Point): FaceCover {
  const places = facePlaces(landmarks);
  const [upper, lower] = [landmarks[62]!, landmarks[66]!];
  const lipsOff = distanceOf(lips, { x: (upper.x + lower.x) / 2, y: (upper.y + lower.y) / 2 }) / Math.max(1, frontalEyeDistance(places));
  const toSheet = inverse(toSource);
  const [left, right] = [applyAffine(toSheet, places.leftEye), applyAffine(toSheet, places.rightEye)];
  const unit = distanceOf(left, right);
  const ofEye = (eye: Point): { contrast: number; light: number } => {
    const inside = sortedBox(gray, size, eye, eyeBox.halfWidth * unit, eyeBox.halfHeight * unit);
    const cheek = sortedBox(gray, size, { x: eye.x, y: eye.y + cheekBox.below * unit }, cheekBox.halfWidth * unit, cheekBox.halfHeight * unit);
    const bright = Math.max(darkest, share(inside, 0.9));
    return { contrast: (share(inside, 0.9) - share(inside, 0.05)) / bright, light: share(inside, 0.5) / Math.max(darkest, share(cheek, 0.5)) };
  };
  return { lipsOff, left: ofEye(left), right: ofEye(right) };
}

function inverse([a, b, c, d, e, f]: Affine): Affine {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}

function sortedBox(gray: Float32Array, size: number, { x, y }: Point, halfWidth: number, halfHeight: number): number[] {
  const clip = (v: number): number => Math.max(0, Math.min(size - 1, Math.trunc(v)));
  const values: number[] = [];
  for (let row = clip(y - halfHeight); row <= clip(y + halfHeight); row += 1) {
    for (let column = clip(x - halfWidth); column <= clip(x + halfWidth); column += 1) values.push(gray[row * size + column]!);
  }
  return values.sort((p, q) => p - q);
}

const share = (sorted: readonly number[], part: number): number => sorted[Math.round(part * (sorted.length - 1))]!;
