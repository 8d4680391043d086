/** Pose, lips and eyelids from the 468-point face mesh. */
import type { Frame, Point } from '../../frame.ts';
import type { FaceEngine } from '../engines/face.ts';
import { distanceOf, facePlaces, frontalEyeDistance, rollOf } from './align.ts';
import { applyAffine, flip, warp, type Affine, type Rgb } from './pixels.ts';

const side = 192;
// The mesh wants the whole head with air around it; in inter-eye distances of the frontal face (chosen after MediaPipe's 1.5 x the box of all points).
const windowInEyeDistances = 4.2;
const windowBelowEyes = 0.45;

export type FacePose = { yaw: number; pitch: number; roll: number };
export type MeshReading = {
  pose: FacePose;
  /** How sure the net is that there is a face, 0..1. */
  score: number;
  /** Middle of the lips, frame pixels. */
  lips: Point;
  /** FaceQuality.mouthOpening. */
  mouthOpening: number;
  /** Ends of the eye on the picture's left and of the one on its right, each from left to right; frame pixels. */
  eyeCorners: { left: [Point, Point]; right: [Point, Point] };
};

/** The points of the mesh, pixels of an upright window; `window` leads from there to the frame. */
export async function meshOf(frame: Frame, landmarks: readonly Point[], engine: FaceEngine): Promise<{ points: Float32Array; score: number; window: Affine; roll: number }> {
  const places = facePlaces(landmarks);
  const roll = rollOf(places);
  const window = uprightWindow(places, roll);
  return { ...(await engine.mesh(warp(frame, window, side, side))), window, roll };
}

/** Reads the mesh of a face whose 68 points are known (frame pixels). */
export async function readMesh(frame: Frame, landmarks: readonly Point[], engine: FaceEngine): Promise<MeshReading> {
  const { points, score, window, roll } = await meshOf(frame, landmarks, engine);
  const pose = poseOf(points);
  const ends = ([from, to]: readonly [number, number]): [Point, Point] => [applyAffine(window, at(points, from)), applyAffine(window, at(points, to))];
  const [upper, lower] = innerLips.map((i) => at(points, i)) as [Vector, Vector];
  const lips = applyAffine(window, { x: (upper.x + lower.x) / 2, y: (upper.y + lower.y) / 2 });
  return { pose: { ...pose, roll: pose.roll + roll }, score, lips, mouthOpening: mouthOpeningOf(points), eyeCorners: { left: ends(eyeCorners.left), right: ends(eyeCorners.right) } };
}

/** How far each eye is open; see `openingOf`. */
export type EyeOpening = { left: number; right: number };

export async function readEyes(frame: Frame, corners: MeshReading['eyeCorners'], engine: FaceEngine): Promise<EyeOpening> {
  const [left, right] = await engine.eyes([eyeCutOut(frame, corners.left), flip(eyeCutOut(frame, corners.right))]);
  return { left: openingOf(left), right: openingOf(right) };
}

/** Map from the window to the frame: upright, so that the mesh sees no roll. */
function uprightWindow(places: ReturnType<typeof facePlaces>, rollDegrees: number): Affine {
  const d = frontalEyeDistance(places);
  const s = (d * windowInEyeDistances) / side;
  const r = (rollDegrees * Math.PI) / 180;
  const cos = Math.cos(r) * s;
  const sin = Math.sin(r) * s;
  // Down along the face by a share of the eye distance.
  const cx = places.eyes.x - Math.sin(r) * d * windowBelowEyes;
  const cy = places.eyes.y + Math.cos(r) * d * windowBelowEyes;
  return [cos, -sin, cx - (cos - sin) * (side / 2), sin, cos, cy - (sin + cos) * (side / 2)];
}

type Vector = { x: number; y: number; z: number };
const at = (points: Float32Array, i: number): Vector => ({ x: points[i * 3]!, y: points[i * 3 + 1]!, z: points[i * 3 + 2]! });
const minus = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
const mean = (a: Vector, b: Vector): Vector => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: (a.z + b.z) / 2 });
const lengthOf = ({ x, y, z }: Vector): number => Math.hypot(x, y, z);
const degrees = (radians: number): number => (radians * 180) / Math.PI;

// Pairs of mirror points, picture left to picture right: outer eye corners, cheeks before the ears, mouth corners, temples.
const mirrorPairs: readonly (readonly [number, number])[] = [[33, 263], [234, 454], [61, 291], [127, 356]];
/** Middle of the upper and of the lower lip where they meet. */
const innerLips = [13, 14] as const;
const forehead = 10;
const chin = 152;
// The line forehead-chin leans in the frontal face of this mesh: median raw pitch -5.5 on faces_orl (189 faces), -5.0 on faces_dlib_johns (55).
const frontalPitch = -5;

/** Head turned by how much: the left-right axis from pairs of mirror points, the up-down axis from forehead to chin. */
export function poseOf(points: Float32Array): FacePose {
  const across = mirrorPairs
    .map(([l, r]) => minus(at(points, r), at(points, l)))
    .reduce((s, v) => ({ x: s.x + v.x, y: s.y + v.y, z: s.z + v.z }), { x: 0, y: 0, z: 0 });
  const down = minus(at(points, chin), at(points, forehead));
  return {
    yaw: degrees(Math.atan2(across.z, across.x)),
    pitch: degrees(Math.atan2(-down.z, down.y)) - frontalPitch,
    roll: degrees(Math.atan2(across.y, across.x)),
  };
}

/** The eye distance in depth: a turned head narrows it in the picture, and not the gap of its lips. */
export function mouthOpeningOf(points: Float32Array): number {
  const middle = ([from, to]: readonly [number, number]): Vector => mean(at(points, from), at(points, to));
  const [upper, lower] = innerLips.map((i) => at(points, i)) as [Vector, Vector];
  return distanceOf(lower, upper) / lengthOf(minus(middle(eyeCorners.right), middle(eyeCorners.left)));
}

// Eye corners of the mesh: left and right end of the eye on the picture's left, then of the one on its right.
const eyeCorners = { left: [33, 133], right: [362, 263] } as const;
const eyeSide = 64;
// Window of the eyelid net in eye widths (chosen after MediaPipe's iris pipeline).
const eyeWindow = 2.3;

function eyeCutOut(frame: Frame, [from, to]: readonly [Point, Point]): Rgb {
  const width = distanceOf(from, to);
  const roll = Math.atan2(to.y - from.y, to.x - from.x);
  const s = (width * eyeWindow) / eyeSide;
  const cos = Math.cos(roll) * s;
  const sin = Math.sin(roll) * s;
  const half = eyeSide / 2;
  const window: Affine = [cos, -sin, (from.x + to.x) / 2 - (cos - sin) * half, sin, cos, (from.y + to.y) / 2 - (sin + cos) * half];
  return warp(frame, window, eyeSide, eyeSide);
}

/**
 * How far the eye is open: mean distance of the lids over the eye's width, from the eyelid contour of the iris net. The idea is the eye
 * aspect ratio (Soukupova and Cech 2016); the mesh's own lids hardly move (0.32 open, 0.23 shut on p05_selfie_genuine_blinks), these
 * do (0.25 and 0.04). Contour of the net: 0..8 the lower lid from corner to corner, 9..15 the upper lid between them.
 */
export function openingOf(contour: Float32Array): number {
  const place = (i: number): Point => ({ x: contour[i * 3]!, y: contour[i * 3 + 1]! });
  const [from, to] = [place(0), place(8)];
  const width = distanceOf(from, to);
  if (width === 0) return 0;
  let sum = 0;
  for (let k = 1; k <= 7; k += 1) sum += acrossEye(place(k), from, to) - acrossEye(place(8 + k), from, to);
  return Math.max(0, sum / 7 / width);
}

/** Distance of a point below the line of the corners, positive towards the lower lid. */
const acrossEye = (p: Point, from: Point, to: Point): number =>
  ((to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x)) / distanceOf(from, to);
