/** Pose and eyelids from the 468-point face mesh. */
import type { Frame, Point } from '../../frame.ts';
import type { FaceEngine } from '../engines/face.ts';
import { facePlaces, frontalEyeDistance, rollOf } from './align.ts';
import { warp, type Affine } from './pixels.ts';

const side = 192;
// The mesh wants the whole head with air around it; in inter-eye distances of the frontal face (chosen after MediaPipe's 1.5 x the box of all points).
const windowInEyeDistances = 4.2;
const windowBelowEyes = 0.45;

export type FacePose = { yaw: number; pitch: number; roll: number };
export type MeshReading = {
  pose: FacePose;
  /** Of the eye on the left and on the right of the picture. */
  eyes: { left: number; right: number };
  /** How sure the net is that there is a face, 0..1. */
  score: number;
  /** 468 x (x, y, z) in the window, for those who need more. */
  points: Float32Array;
};

/** Reads the mesh of a face whose 68 points are known (frame pixels). */
export async function readMesh(frame: Frame, landmarks: readonly Point[], engine: FaceEngine): Promise<MeshReading> {
  const places = facePlaces(landmarks);
  const roll = rollOf(places);
  const { points, score } = await engine.mesh(warp(frame, uprightWindow(places, roll), side, side));
  const pose = poseOf(points);
  return { pose: { ...pose, roll: pose.roll + roll }, eyes: { left: eyeAspect(points, leftEye), right: eyeAspect(points, rightEye) }, score, points };
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
const length = (v: Vector): number => Math.hypot(v.x, v.y, v.z);
const degrees = (radians: number): number => (radians * 180) / Math.PI;

// Pairs of mirror points, picture left to picture right: outer eye corners, cheeks before the ears, mouth corners, temples.
const mirrorPairs: readonly (readonly [number, number])[] = [[33, 263], [234, 454], [61, 291], [127, 356]];
const forehead = 10;
const chin = 152;
// The line forehead-chin leans in the frontal face of this mesh; median over the frontal faces of faces_orl (see docs/adr/0006).
const frontalPitch = 0;

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

// p1..p6 of Soukupova and Cech 2016: corner, two upper lid points, corner, two lower lid points.
const leftEye = [33, 160, 158, 133, 153, 144] as const;
const rightEye = [362, 385, 387, 263, 373, 380] as const;

/** Eye aspect ratio (Soukupova and Cech 2016), in three dimensions so that turning the head does not open the eye. */
export function eyeAspect(points: Float32Array, eye: readonly number[]): number {
  const [p1, p2, p3, p4, p5, p6] = eye.map((i) => at(points, i)) as [Vector, Vector, Vector, Vector, Vector, Vector];
  return (length(minus(p2, p6)) + length(minus(p3, p5))) / (2 * length(minus(p1, p4)));
}
