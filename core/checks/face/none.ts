/** There is no face to work with (row P2.1, "face not visible"). */
import { defineCheck, measured } from '../check.ts';

export const faceNone = defineCheck({
  id: 'face.none',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faces'],
  // By definition: one face is needed.
  threshold: { limit: 1, direction: 'at-least', unit: 'faces' },
  strings: {
    failure: 'No face can be seen.',
    remedy: 'Sit in front of the camera and look into it.',
    note: 'Shown when the camera sees nobody.',
  },
  measure: ({ faces }) => measured(faces.faces.length),
});
