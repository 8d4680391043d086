/** The face is blurred (row P2.1e), by the lens or, as face.motion says by itself, by movement. */
import { leastEvenness } from '../../vision/face/blur.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const faceSharpness = defineCheck({
  id: 'face.sharpness',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // Sharp faces of faces_orl, faces_dlib_johns, faces_faceapi_bbt and faces_misc lie at 0.42 to 0.68 (2nd to 98th percentile). 13 of them
  // blurred: Gaussian of 3 % of the eye distance 0.22 to 0.37 (10 of 13 below 0.34), of 4 % 0.17 to 0.29; motion over 14 % 0.21 to 0.33.
  threshold: { limit: 0.34, direction: 'at-least', unit: 'sharpness 0..1' },
  strings: {
    failure: 'Your face is blurred.',
    remedy: 'Hold still for a moment; wipe the camera lens if it stays blurred.',
    note: 'Spoken to the customer in front of the live picture. Variants: defocus (all directions alike), motion (one direction only).',
    variants: {
      defocus: { failure: 'Your face is out of focus.', remedy: 'Move back a little and wait for focus; wipe the camera lens if it stays blurred.' },
      motion: { failure: 'Your face is blurred by movement.', remedy: 'Hold still for a moment.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    return measured(faceQuality.sharpness, [faceQuality.region], { variant: faceQuality.evenness < leastEvenness ? 'motion' : 'defocus' });
  },
});
