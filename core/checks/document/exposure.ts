/** Row P1.1a: the document is too dark, or blown out. Judged on the document itself, never on the room. */
import { regionOf } from '../../frame.ts';
import { lightHidesAll } from '../../vision/document/light-hides.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

/**
 * Paper counts half its level; below 72, a sixteenth of the light of white, a third: noise is then a fifth of the step of print. Composites at a twentieth of the light, noise and all,
 * have paper of 51 to 68 (14, seed 0, looked at) and had passed; well exposed ones in low light have 110 and more, 66 real good pictures 97 and more.
 */
const darkPaper = 72;
const paperStep = (bright: number): number => bright / (bright < darkPaper ? 3 : 2);

export const exposure = defineCheck({
  id: 'doc.exposure',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentLight'],
  // Chosen, not measured yet: print must stand out from its paper by 24 of 255 levels.
  threshold: { limit: 24, direction: 'at-least', unit: 'levels of contrast' },
  strings: {
    failure: 'The document is too dark.',
    remedy: 'Switch on a light or move to a brighter place.',
    note: 'Measured inside the document; the room may be bright. Variants: dark, blown (too bright).',
    variants: {
      dark: { failure: 'The document is too dark.', remedy: 'Switch on a light or move to a brighter place.' },
      blown: { failure: 'The document is too bright.', remedy: 'Turn the lamp away or shade the document.' },
    },
  },
  measure({ documentGeometry, documentLight }, context) {
    const { dark, bright, printContrast, blownShare } = documentLight;
    const unseen = lightHidesAll(documentLight, context.lane);
    if (documentGeometry.documents.length === 0 && !unseen) return notApplicable('no-document');
    const contrast = Math.min(printContrast ?? bright - dark, paperStep(bright), unseen ? 0 : Infinity);
    const variant = bright < 128 ? 'dark' : 'blown';
    const regions = documentGeometry.documents.slice(0, 1).map((d) => regionOf(d.quad));
    return measured(contrast, regions, { variant, bright: Math.round(bright), blownPercent: Math.round(100 * blownShare) });
  },
});
