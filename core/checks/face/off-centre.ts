/** The face is at the border of the picture. A hint for the live picture; a still is judged by what can be seen of the face. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceOffCentre = defineCheck({
  id: 'face.off-centre',
  subject: 'face',
  stages: ['live'],
  lane: 'coach',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // A third off the centre puts a head of usual size over the border; room to turn is needed for the challenge. Chosen, not measured.
  threshold: { limit: 0.28, direction: 'at-most', unit: 'share of the picture' },
  strings: {
    failure: 'Your face is at the border of the picture.',
    remedy: 'Move into the middle of the picture.',
    note: 'Spoken to the customer in front of the live, mirrored picture; names no side on purpose.',
  },
  measure: ({ faceQuality }) =>
    faceQuality ? measured(Math.max(Math.abs(faceQuality.offCentre.x), Math.abs(faceQuality.offCentre.y)), [faceQuality.region]) : notApplicable('no-face'),
});
