/** The head does not fit into the picture (row P2.1b). */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceTooClose = defineCheck({
  id: 'face.too-close',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // ISO/IEC 19794-5 asks for a head of 0.7 to 0.8 of a portrait's height at most; above 0.9 chin or crown is about to leave the frame (chosen).
  threshold: { limit: 0.9, direction: 'at-most', unit: 'head height / picture height' },
  strings: {
    failure: 'Your face is too close.',
    remedy: 'Move back until your whole head is in the picture.',
    note: 'Spoken to the customer in front of the live picture.',
  },
  measure: ({ faceQuality }) => (faceQuality ? measured(faceQuality.headHeightRatio, [faceQuality.region]) : notApplicable('no-face')),
});
