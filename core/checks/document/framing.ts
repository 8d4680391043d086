/** Row P1.1f: a corner of the document lies outside of the picture. */
import { regionOf } from '../../frame.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const framing = defineCheck({
  id: 'doc.framing',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry'],
  // By definition: a document with a corner outside is not all there.
  threshold: { limit: 0, direction: 'at-most', unit: 'corners outside' },
  strings: {
    failure: 'A part of the document is outside of the picture.',
    remedy: 'Move the document until all four corners show.',
    note: 'A corner or side of the document is cut off by the border of the picture.',
    variants: {
      'cut-off': { failure: 'A part of the document is outside of the picture.', remedy: 'Move the document until all four corners show.' },
      'too-close': { failure: 'The document is larger than the picture.', remedy: 'Move the document away until a margin shows on all sides.' },
    },
  },
  measure({ documentGeometry }, context) {
    const [found] = documentGeometry.documents;
    if (!found) return notApplicable('no-document');
    // A scan or an imported crop may show the document from border to border; a camera must see the desk around it.
    if (documentGeometry.fillsPicture) {
      const cut = context.lane === 'camera' ? 4 : found.cutCorners;
      return measured(cut, [regionOf(found.quad)], { variant: context.lane === 'camera' ? 'too-close' : 'cut-off' });
    }
    const whole = context.lane !== 'camera' && found.format !== 'unknown';
    return measured(whole ? 0 : found.cutCorners, [regionOf(found.quad)], { variant: found.cutCorners > 2 ? 'too-close' : 'cut-off' });
  },
});

