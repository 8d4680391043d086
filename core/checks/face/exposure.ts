/** The light on the face (row P2.1a). Coaches only: brightness measures are biased by skin tone and never decide. */
import { defineCheck, measured, notApplicable } from '../check.ts';

// Luminance 0..255. Below `dark` the sensor's noise shows, above `bright` skin loses its texture; between them any skin is fine. Chosen, not measured.
const dark = 45;
const bright = 225;

export const faceExposure = defineCheck({
  id: 'face.exposure',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'coach',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // 1 is where the worse of the two limits above is reached.
  threshold: { limit: 1, direction: 'at-most', unit: 'share of the limit' },
  strings: {
    failure: 'The light on your face is not good.',
    remedy: 'Turn towards a window or a lamp.',
    note: 'A hint only; never say that the face or the skin is too dark.',
    variants: {
      dark: { failure: 'There is too little light.', remedy: 'Switch on a lamp or turn towards the light.' },
      bright: { failure: 'There is too much light.', remedy: 'Turn away from the lamp or the window.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    const parts = [
      { variant: 'dark', share: dark / Math.max(1, faceQuality.luminance) },
      { variant: 'bright', share: faceQuality.luminance / bright },
    ];
    const worst = parts.reduce((a, b) => (b.share > a.share ? b : a));
    return measured(worst.share, [faceQuality.region], { variant: worst.variant });
  },
});
