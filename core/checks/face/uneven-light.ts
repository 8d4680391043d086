/** Where the light comes from (row P2.1a): from one side, or from behind. Coaches only, never the sole cause of a refusal. */
import { defineCheck, measured, notApplicable } from '../check.ts';

// Halves of the face that differ by this share of their mean: one side is in shadow. Chosen, not measured.
const fromTheSide = 0.7;
/**
 * So many times lighter is what stands beside the head: the camera exposes for it and leaves the face dark. Chosen; a white wall behind the
 * darkest skin of good exposure comes to about 3 (reflectance .9 against .1 would be 9, but cameras meter the face), so it must be well above.
 */
const fromBehind = 4;

export const faceUnevenLight = defineCheck({
  id: 'face.uneven-light',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'coach',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // 1 is where the worse of the two limits above is reached.
  threshold: { limit: 1, direction: 'at-most', unit: 'share of the limit' },
  strings: {
    failure: 'The light on your face is uneven.',
    remedy: 'Turn until the light falls on your whole face.',
    note: 'A hint only; never say that the face or the skin is too dark.',
    variants: {
      side: { failure: 'The light comes from one side.', remedy: 'Turn until the light falls on your whole face.' },
      behind: { failure: 'The light comes from behind you.', remedy: 'Turn so that the window or lamp is in front of you.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    const side = faceQuality.unevenness / fromTheSide;
    const behind = faceQuality.surround === null ? 0 : faceQuality.surround / Math.max(1, faceQuality.luminance) / fromBehind;
    return measured(Math.max(side, behind), [faceQuality.region], { variant: behind > side ? 'behind' : 'side' });
  },
});
