/** The head or the camera moved while the picture was taken (row P2.1e): the face is blurred in one direction only. */
import { leastEvenness } from '../../vision/face/blur.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceMotion = defineCheck({
  id: 'face.motion',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // Measured: see core/vision/face/blur.ts.
  threshold: { limit: leastEvenness, direction: 'at-least', unit: 'share of the sharpest direction' },
  strings: {
    failure: 'Your face moved while the picture was taken.',
    remedy: 'Hold still for a moment.',
    note: 'Spoken to the customer in front of the live picture. values.degrees: the direction of the movement in the picture.',
  },
  measure: ({ faceQuality }) => (faceQuality ? measured(faceQuality.evenness, [faceQuality.region], { degrees: faceQuality.blurDegrees }) : notApplicable('no-face')),
});
