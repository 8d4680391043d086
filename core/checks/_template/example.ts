/** What the customer does wrong, in the field's words, and which row of the reasons it serves (P1.1x). Copy this file; it is not registered. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const example = defineCheck({
  id: 'doc.example',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry'],
  // Origin of the number: a standard, a measurement on named data with counts, or "chosen, not measured".
  threshold: { limit: 0.2, direction: 'at-least', unit: 'share of the picture' },
  strings: {
    failure: 'The document is small in the picture.',
    remedy: 'Hold the document closer to the camera.',
    note: 'Shown under the live picture while the card is held too far away.',
  },
  measure({ documentGeometry }) {
    const found = documentGeometry.documents[0];
    return found ? measured(found.coverage) : notApplicable('no-document');
  },
});
