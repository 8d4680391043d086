/** What the face artifacts say. Places are pixels of the upright source picture. */
import type { Point, Region } from '../../frame.ts';
import type { FaceBlur } from '../face/blur.ts';
import type { EyeOpening, MeshReading } from '../face/mesh.ts';

export type DetectedFace = {
  box: Region;
  /** Detector score 0..1. */
  score: number;
  /** 68 points, iBUG 300-W order; empty where landmarks were not asked for. */
  landmarks: Point[];
};

/** Largest first; faces below the size floor are left out and counted apart. */
export type FaceSet = {
  faces: DetectedFace[];
  belowFloor: number;
  frame: { width: number; height: number };
  /** Mesh of the largest one, where finding it needed the mesh already. */
  mesh?: MeshReading | null;
  /** Reads its eyes, or hands out what the frame before showed (FaceTracker.look). */
  eyes?: (() => Promise<EyeOpening>) | null;
};

/** Signs of something in front of the face; see core/vision/face/cover.ts. Eyes by the picture's sides. */
export type FaceCover = {
  /** Distance of the lips as two nets see them, in eye distances. */
  lipsOff: number;
  /** Contrast inside the eye, 0..1, and its light against the cheek below, 0..1 and above. */
  left: { contrast: number; light: number };
  right: { contrast: number; light: number };
};

/** Measures of the largest face, after ISO/IEC 29794-5; its blur at a fixed inter-eye distance. Angles in degrees; 0 is frontal. */
export type FaceQuality = FaceBlur & {
  /** Head height (chin to crown) over frame height, 0..1 and above. */
  headHeightRatio: number;
  /** Distance of the eye centres, pixels. */
  interEyePixels: number;
  /** Face centre off the frame centre, share of the frame's width and height. */
  offCentre: { x: number; y: number };
  /** Positive yaw: the nose points to the right border of the unmirrored picture. */
  yaw: number;
  /** Positive: the nose points up. */
  pitch: number;
  /** Positive: clockwise in the picture (the eye on the picture's right is lower). */
  roll: number;
  /** Opening of the eye on the picture's left and on its right: lid distance over eye width, about 0.05 shut and 0.2 to 0.3 open. */
  eyeAspectRatio: { left: number; right: number };
  /** Gap between the lips over the eye distance: to 0.04 shut, to 0.24 in speech and laughter, 0.3 and more wide open. */
  mouthOpening: number;
  /** Mean luminance inside the face, 0..255. */
  luminance: number;
  /** Difference of the left and right half as a share of the mean, 0..2. */
  unevenness: number;
  /** Mean luminance of what stands beside and above the head, 0..255; null: the head fills the picture. */
  surround: number | null;
  cover: FaceCover;
  /** How sure the mesh net is that it sees a face, 0..1; below 0.3 pose and eyes mean nothing (profile, covered, no face). */
  confidence: number;
  region: Region;
};

/** Live face against the document's portrait. */
export type FaceMatch = {
  /** Fused distance; the smaller the more alike. null: a face was missing, `missing` says on which side. */
  distance: number | null;
  missing: 'portrait' | 'live' | null;
  /** Live frames fused. */
  frames: number;
};

/** What a live check may ask for. Turns are the customer's own left and right. */
export const challengeSteps = ['turn-left', 'turn-right', 'blink', 'mouth', 'closer'] as const;
export type ChallengeStep = (typeof challengeSteps)[number];
export const isTurn = (step: ChallengeStep | null | undefined): boolean => step === 'turn-left' || step === 'turn-right';

export type ChallengeOutcome = {
  asked: ChallengeStep[];
  done: ChallengeStep[];
  /** The face stayed the same one from the first to the last frame. */
  continuous: boolean;
  /** null: ran. Otherwise why it could not run (for example `still-picture`). */
  notRun: string | null;
  /** When each step of `done` was seen, ms after the first frame. */
  doneMs: number[];
  /** Movements that were not the one asked for. */
  wrong: number;
  /** Names this one run: drawn when it began. */
  run: string;
};

export const noChallenge = (notRun: string): ChallengeOutcome => ({ asked: [], done: [], continuous: false, notRun, doneMs: [], wrong: 0, run: '' });
