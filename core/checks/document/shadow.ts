/** Row P1.1e: a shadow lies across print. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const shadow = defineCheck({
  id: 'doc.shadow',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentShade'],
  // Chosen, not measured: one line of print in ten with less than a third of the light of the rest.
  threshold: { limit: 0.1, direction: 'at-most', unit: 'share of the print' },
  strings: {
    failure: 'A shadow lies across the document.',
    remedy: 'Step out of the light or turn the document until it is evenly lit.',
    note: 'A part of the print has less than a third of the light of the rest. The place is marked on the picture.',
  },
  measure({ documentGeometry, documentShade }) {
    if (documentGeometry.documents.length === 0) return notApplicable('no-document');
    if (!documentShade) return notApplicable('too-little-print');
    const { share, darkest, regions } = documentShade;
    return measured(share, regions, { percent: Math.round(100 * share), lightPercent: Math.round(100 * darkest) });
  },
});
