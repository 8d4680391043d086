/** The poses at which the station's own eyes measure a frontal and a turned head: found by measuring, so that a clip cannot lie. */
import type { Frame } from '../../../core/frame.ts';
import { findFaces, findLandmarks } from '../../../core/vision/face/detect.ts';
import { measureFace } from '../../../core/vision/face/quality.ts';
import type { FaceQuality } from '../../../core/vision/artifacts/face-types.ts';
import { faceEngine, type Head } from './head.ts';
import { drawHead, type FaceView, type HeadPose } from './face.ts';

export type Calibrated = { frontal: HeadPose; left: HeadPose; right: HeadPose; shut: HeadPose; measured: Record<'frontal' | 'left' | 'right' | 'shut', FaceQuality> };

/** Measured yaw that a turn aims at, degrees: the challenge asks for 18. Beyond it a photo has too little of the far cheek to show. */
const turn = 24;
const leastTurn = 19;
const farthest = 52;
/** The mesh sees these photos, taken from above, as looking down; heads are raised until it sees no more than this. */
const pitchGoal = -7;
const farthestPitch = 12;
const still: HeadPose = { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, lids: 0 };

const clamp = (v: number, most: number): number => Math.max(-most, Math.min(most, v));

/** @throws Error when the face is not found or does not turn and blink as it should: such a clip would be worth nothing. */
export async function calibrated(ground: Frame, head: Head, view: FaceView): Promise<Calibrated> {
  const measure = async (pose: HeadPose): Promise<FaceQuality> => {
    const frame = drawHead(ground, head, view, pose);
    const engine = await faceEngine();
    const face = (await findFaces(frame, engine, 'live'))[0];
    if (!face) throw new Error(`No face is found on the clip at yaw ${pose.yaw.toFixed(0)}.`);
    return measureFace(frame, { ...face, landmarks: await findLandmarks(frame, face, engine, 1) }, engine);
  };
  const aim = async (from: HeadPose, yaw: number): Promise<HeadPose> => {
    let pose = from;
    for (let round = 0; round < 4; round += 1) {
      const miss = yaw - (await measure(pose)).yaw;
      if (Math.abs(miss) < 2) break;
      pose = { ...pose, yaw: clamp(pose.yaw + 0.9 * miss, farthest) };
    }
    return pose;
  };
  const raised = async (from: HeadPose): Promise<HeadPose> => {
    const [now, other] = [(await measure(from)).pitch, (await measure({ ...from, pitch: from.pitch + 5 })).pitch];
    const slope = (other - now) / 5;
    return Math.abs(slope) < 0.2 ? from : { ...from, pitch: clamp(from.pitch + (pitchGoal - now) / slope, farthestPitch) };
  };
  const frontal = await aim(await raised(await aim(still, 0)), 0);
  const left = await aim({ ...frontal, yaw: frontal.yaw + turn }, turn);
  const right = await aim({ ...frontal, yaw: frontal.yaw - turn }, -turn);
  const shut = { ...frontal, lids: 1 };
  const measured = { frontal: await measure(frontal), left: await measure(left), right: await measure(right), shut: await measure(shut) };
  assertMoves(measured);
  return { frontal, left, right, shut, measured };
}

function assertMoves({ frontal, left, right, shut }: Calibrated['measured']): void {
  const open = frontal.eyeAspectRatio.left + frontal.eyeAspectRatio.right;
  const closed = shut.eyeAspectRatio.left + shut.eyeAspectRatio.right;
  const wrong = [
    Math.abs(frontal.yaw) > 6 && 'does not look ahead', left.yaw < leastTurn && 'does not turn left', right.yaw > -leastTurn && 'does not turn right', closed > 0.45 * open && 'does not blink',
  ].filter(Boolean);
  if (wrong.length > 0) throw new Error(`The face clip ${wrong.join(', ')} (yaw ${[frontal, left, right].map((q) => q.yaw.toFixed(0)).join(', ')}).`);
}
