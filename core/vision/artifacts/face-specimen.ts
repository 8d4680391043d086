/** A good face for tests, to be spoiled one measure at a time. */
import type { CheckContext } from '../../checks/check.ts';
import type { DetectedFace, FaceQuality, FaceSet } from './face-types.ts';

export const goodQuality: FaceQuality = {
  headHeightRatio: 0.55,
  interEyePixels: 110,
  offCentre: { x: 0.01, y: -0.05 },
  yaw: 2,
  pitch: -3,
  roll: 1,
  eyeAspectRatio: { left: 0.24, right: 0.25 },
  mouthOpening: 0.01,
  luminance: 140,
  unevenness: 0.12,
  surround: 150,
  sharpness: 0.6,
  evenness: 0.91,
  blurDegrees: 0,
  cover: { lipsOff: 0.035, left: { contrast: 0.58, light: 0.6 }, right: { contrast: 0.58, light: 0.6 } },
  confidence: 0.9999,
  region: { x: 500, y: 200, width: 260, height: 300 },
};

export const faceAt = (x: number, height: number): DetectedFace => ({ box: { x, y: 100, width: height * 0.85, height }, score: 0.9, landmarks: [] });

export const faceSet = (...faces: DetectedFace[]): FaceSet => ({ faces, belowFloor: 0, frame: { width: 1280, height: 720 } });

export const contextOfTests: CheckContext = { date: '2026-11-23', chosenType: null, acceptedTypes: ['passport'], lane: 'camera' };
