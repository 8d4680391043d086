/** The face is out of focus or moved (row P2.1e). */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceSharpness = defineCheck({
  id: 'face.sharpness',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  threshold: { limit: 0.3, direction: 'at-least', unit: 'sharpness 0..1' },
  strings: {
    failure: 'Your face is blurred.',
    remedy: 'Hold still for a moment; wipe the camera lens if it stays blurred.',
    note: 'Spoken to the customer in front of the live picture.',
  },
  measure: ({ faceQuality }) => (faceQuality ? measured(faceQuality.sharpness, [faceQuality.region]) : notApplicable('no-face')),
});
