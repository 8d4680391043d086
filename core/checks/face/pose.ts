/** The head is turned, nods or is tilted (row P2.1e). */
import { defineCheck, measured, notApplicable } from '../check.ts';

/** Nod and tilt matter less for matching than turning does (OFIQ, FIELD.md: FNMR 10 % -> below 6 by yaw, 8 to 9 by pitch and roll). */
const pitchCounts = 0.7;
const rollCounts = 0.7;

export const facePose = defineCheck({
  id: 'face.pose',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // Chosen: OFIQ finds yaw to be what costs most matches; the frontal pictures of the face sets stay within 15 degrees (2nd to 98th percentile
  // of faces_orl and faces_dlib_johns: yaw -15.6 to 16.7, pitch -18 to 16, roll -7.5 to 7.3).
  threshold: { limit: 20, direction: 'at-most', unit: 'degrees from frontal' },
  strings: {
    failure: 'Your head is turned.',
    remedy: 'Look straight into the camera.',
    note: 'Spoken to the customer in front of the live picture.',
    variants: {
      turn: { failure: 'Your head is turned to the side.', remedy: 'Turn your face straight to the camera.' },
      nod: { failure: 'Your head points up or down.', remedy: 'Raise or lower your chin until you look straight into the camera.' },
      tilt: { failure: 'Your head is tilted.', remedy: 'Hold your head upright.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    const parts = [
      { variant: 'turn', degrees: Math.abs(faceQuality.yaw) },
      { variant: 'nod', degrees: Math.abs(faceQuality.pitch) * pitchCounts },
      { variant: 'tilt', degrees: Math.abs(faceQuality.roll) * rollCounts },
    ];
    const worst = parts.reduce((a, b) => (b.degrees > a.degrees ? b : a));
    return measured(worst.degrees, [faceQuality.region], { variant: worst.variant });
  },
});
