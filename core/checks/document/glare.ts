/** Row P1.1b: a highlight hides needed data. A highlight on empty background is not named, nor one that an earlier frame of the burst sees behind. */
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
    note: 'A bright reflection covers print, the machine readable lines or the portrait. The place is marked on the picture.',
  },
  measure({ documentGeometry, documentLight }) {
    if (documentGeometry.documents.length === 0) return notApplicable('no-document');
    const { glareOnData, glareRegions, clearedShare } = documentLight;
    const cleared: Record<string, number> = clearedShare > 0 ? { clearedPercent: Math.round(1000 * clearedShare) / 10 } : {};
    return measured(glareOnData, glareRegions, { percent: Math.round(1000 * glareOnData) / 10, ...cleared });
  },
});
