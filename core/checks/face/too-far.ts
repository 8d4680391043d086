/** The face has too few pixels to be compared (row P2.1c). */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceTooFar = defineCheck({
  id: 'face.too-far',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // The aligned cut-outs of both descriptors hold 59 and 66 px between the eyes: below 60 px the networks see upsampled pixels.
  threshold: { limit: 60, direction: 'at-least', unit: 'px between the eyes' },
  strings: {
    failure: 'Your face is too far away.',
    remedy: 'Move closer to the camera.',
    note: 'Spoken to the customer in front of the live picture.',
  },
  measure: ({ faceQuality }) => (faceQuality ? measured(faceQuality.interEyePixels, [faceQuality.region]) : notApplicable('no-face')),
});
