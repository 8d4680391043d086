/** From 68 landmarks to the aligned cut-outs that the descriptors want. */
import type { Point } from '../../frame.ts';
import type { Affine } from './pixels.ts';

/**
 * Mean face, points 17..67 of the iBUG 68, in a unit square: the template of dlib's face chips (image_processing/interpolation.h,
 * Boost licence), on whose chips the face-api descriptor was trained.
 */
const meanFace: readonly (readonly [x: number, y: number])[] = [
  [0.000213256, 0.106454], [0.0752622, 0.038915], [0.18113, 0.0187482], [0.29077, 0.0344891], [0.393397, 0.0773906],
  [0.586856, 0.0773906], [0.689483, 0.0344891], [0.799124, 0.0187482], [0.904991, 0.038915], [0.98004, 0.106454],
  [0.490127, 0.203352], [0.490127, 0.307009], [0.490127, 0.409805], [0.490127, 0.515625],
  [0.36688, 0.587326], [0.426036, 0.609345], [0.490127, 0.628106], [0.554217, 0.609345], [0.613373, 0.587326],
  [0.121737, 0.216423], [0.187122, 0.178758], [0.265825, 0.179852], [0.334606, 0.231733], [0.260918, 0.245099], [0.182743, 0.244077],
  [0.645647, 0.231733], [0.714428, 0.179852], [0.793132, 0.178758], [0.858516, 0.216423], [0.79751, 0.244077], [0.719335, 0.245099],
  [0.254149, 0.780233], [0.340985, 0.745405], [0.428858, 0.727388], [0.490127, 0.742578], [0.551395, 0.727388], [0.639268, 0.745405],
  [0.726104, 0.780233], [0.642159, 0.864805], [0.556721, 0.902192], [0.490127, 0.909281], [0.423532, 0.902192], [0.338094, 0.864805],
  [0.290379, 0.784792], [0.428096, 0.778746], [0.490127, 0.785343], [0.552157, 0.778746], [0.689874, 0.784792],
  [0.553364, 0.824182], [0.490127, 0.831803], [0.42689, 0.824182],
];
const firstTemplatePoint = 17;
// As dlib does: brows move with expression, the lower lip with speech.
const steadyPoints = [...range(27, 54), ...range(60, 64)];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * Least-squares similarity (rotation, uniform scale, shift; no reflection) that maps `from` onto `to`.
 * Closed form after Umeyama 1991 for two dimensions.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine {
  const n = from.length;
  const mean = (points: readonly Point[]): Point => ({ x: points.reduce((s, p) => s + p.x, 0) / n, y: points.reduce((s, p) => s + p.y, 0) / n });
  const cf = mean(from);
  const ct = mean(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  for (let i = 0; i < n; i += 1) {
    const fx = from[i]!.x - cf.x;
    const fy = from[i]!.y - cf.y;
    const tx = to[i]!.x - ct.x;
    const ty = to[i]!.y - ct.y;
    dot += fx * tx + fy * ty;
    cross += fx * ty - fy * tx;
    spread += fx * fx + fy * fy;
  }
  const a = spread > 0 ? dot / spread : 1;
  const b = spread > 0 ? cross / spread : 0;
  return [a, -b, ct.x - a * cf.x + b * cf.y, b, a, ct.y - b * cf.x - a * cf.y];
}

/**
 * Map from an aligned square cut-out of `size` pixels to the source picture.
 * @param padding border around the mean face, share of its side (dlib's meaning).
 */
export function alignedToSource(landmarks: readonly Point[], size: number, padding: number): Affine {
  const place = (index: number): Point => {
    const [x, y] = meanFace[index - firstTemplatePoint]!;
    return { x: (size * (padding + x)) / (2 * padding + 1), y: (size * (padding + y)) / (2 * padding + 1) };
  };
  return fitSimilarity(steadyPoints.map(place), steadyPoints.map((i) => landmarks[i]!));
}

/** Map from a square cut-out of `size` pixels to a box of the source (no rotation), the box centred in the square. */
export function boxToSource(box: { x: number; y: number; width: number; height: number }, size: number, scale = 1): Affine {
  const side = Math.max(box.width, box.height) * scale;
  const s = side / size;
  return [s, 0, box.x + box.width / 2 - side / 2, 0, s, box.y + box.height / 2 - side / 2];
}

const centre = (points: readonly Point[]): Point => ({
  x: points.reduce((s, p) => s + p.x, 0) / points.length,
  y: points.reduce((s, p) => s + p.y, 0) / points.length,
});

export type FacePlaces = { leftEye: Point; rightEye: Point; eyes: Point; mouth: Point; chin: Point };

/** Places by the picture's sides: `leftEye` is the one further left in an upright picture (the customer's right eye). */
export function facePlaces(landmarks: readonly Point[]): FacePlaces {
  const leftEye = centre(landmarks.slice(36, 42));
  const rightEye = centre(landmarks.slice(42, 48));
  return { leftEye, rightEye, eyes: centre([leftEye, rightEye]), mouth: centre(landmarks.slice(48, 60)), chin: landmarks[8]! };
}

export const distanceOf = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** In-plane rotation of the eye line, degrees; positive: the eye on the picture's right is lower. */
export const rollOf = ({ leftEye, rightEye }: FacePlaces): number => (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI;

/**
 * Size of a face that turning does not shrink: inter-eye pixels as seen from the front. Eye centre to mouth is about 1.08 inter-eye
 * distances on the mean face, and yaw leaves it alone.
 */
export function frontalEyeDistance(places: FacePlaces): number {
  return Math.max(distanceOf(places.leftEye, places.rightEye), distanceOf(places.eyes, places.mouth) / 1.08);
}
