/** There is no face to work with (row P2.1, "face not visible"). */
import { defineCheck, measured } from '../check.ts';

export const faceNone = defineCheck({
  id: 'face.none',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faces', 'upsideDownFace'],
  // By definition: one face is needed.
  threshold: { limit: 1, direction: 'at-least', unit: 'faces' },
  strings: {
    failure: 'No face can be seen.',
    remedy: 'Sit in front of the camera and look into it.',
    note: 'Shown when the camera sees nobody. Variant upside-down: a face is there when the picture is turned over.',
    variants: {
      'upside-down': { failure: 'The camera is upside down.', remedy: 'Turn the camera the right way up.' },
    },
  },
  measure: ({ faces, upsideDownFace }) => (upsideDownFace ? measured(faces.faces.length, [upsideDownFace], { variant: 'upside-down' }) : measured(faces.faces.length)),
});
