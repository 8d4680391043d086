/** The eyes are shut (row P2.1e). */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceEyes = defineCheck({
  id: 'face.eyes',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // On the clips p05, p12, p15 and p01 of ../shared/data/video the median opening is 0.17 to 0.22, full blinks reach 0.00 to 0.05.
  threshold: { limit: 0.1, direction: 'at-least', unit: 'eye opening / eye width' },
  strings: {
    failure: 'Your eyes are closed.',
    remedy: 'Keep both eyes open and look into the camera.',
    note: 'Spoken to the customer in front of the live picture. Narrow eyes must not be called closed.',
  },
  // The eye that is wider open counts: a wink or a bad landmark on one side is not "eyes shut".
  measure: ({ faceQuality }) =>
    faceQuality ? measured(Math.max(faceQuality.eyeAspectRatio.left, faceQuality.eyeAspectRatio.right), [faceQuality.region]) : notApplicable('no-face'),
});
