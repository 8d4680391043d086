/** Row P1.1b: a highlight hides needed data. A highlight on empty background is not named, nor one that an earlier frame of the burst sees behind. */
import { knownLamp } from '../../golden-card/desk.ts';
import { zones } from '../../golden-card/layout.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const glare = defineCheck({
  id: 'doc.glare',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentLight'],
  // Chosen after Regula's default (1 % of the area): 1 % of the places that hold data is about one field of an identity card.
  threshold: { limit: 0.01, direction: 'at-most', unit: 'share of the data' },
  strings: {
    failure: 'Light reflects on the document and hides text.',
    remedy: 'Tilt the document a little or move it away from the lamp.',
    note: 'A bright reflection covers print, the machine readable lines or the portrait. The place is marked on the picture. Variants: a lamp that the golden card showed at this desk, by where it shows.',
    variants: {
      'lamp-top-left': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp at the upper left away, or move the document.' },
      'lamp-top': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp above the document away, or move the document.' },
      'lamp-top-right': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp at the upper right away, or move the document.' },
      'lamp-left': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp on the left away, or move the document.' },
      'lamp-middle': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp above the middle away, or move the document.' },
      'lamp-right': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp on the right away, or move the document.' },
      'lamp-bottom-left': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp at the lower left away, or move the document.' },
      'lamp-bottom': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp below the document away, or move the document.' },
      'lamp-bottom-right': { failure: 'A lamp reflects on the document and hides text.', remedy: 'Turn the lamp at the lower right away, or move the document.' },
    },
    staffVariants: zones.map((zone) => `lamp-${zone}`),
  },
  measure({ documentGeometry, documentLight }, { desk }) {
    const [document] = documentGeometry.documents;
    if (!document) return notApplicable('no-document');
    const { glareOnData, glareRegions, clearedShare } = documentLight;
    const cleared: Record<string, number> = clearedShare > 0 ? { clearedPercent: Math.round(1000 * clearedShare) / 10 } : {};
    const lamp = desk ? knownLamp(desk, document.quad, glareRegions) : null;
    return measured(glareOnData, glareRegions, { percent: Math.round(1000 * glareOnData) / 10, ...cleared, ...(lamp === null ? {} : { variant: `lamp-${lamp}` }) });
  },
});
