/** Row P1.1f: a corner of the document lies outside of the picture. */
import { regionOf } from '../../frame.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

/**
 * An imported crop of standard shape that ends at the border is whole when it takes this share of the picture: crops of mrz_specimen
 * and id_and_other_docs that do so cover 0.81 and more (9 files); a page that runs out of the picture leaves desk on its other sides.
 */
const wholeCrop = 0.75;

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
    // How many of its corners are outside cannot be seen: all of a page larger than the picture, the two of one side otherwise.
    if (!found && documentGeometry.runsOut) return measured(documentGeometry.runsOut === 'too-close' ? 4 : 2, [], { variant: documentGeometry.runsOut });
    if (!found) return notApplicable('no-document');
    // A scan or an imported crop may show the document from border to border; a camera must see the desk around it.
    if (documentGeometry.fillsPicture) {
      const cut = context.lane === 'camera' ? 4 : found.cutCorners;
      return measured(cut, [regionOf(found.quad)], { variant: context.lane === 'camera' ? 'too-close' : 'cut-off' });
    }
    const whole = context.lane !== 'camera' && found.format !== 'unknown' && found.coverage >= wholeCrop;
    const variant = found.cutCorners > 2 ? 'too-close' : 'cut-off';
    return measured(whole ? 0 : found.cutCorners, [regionOf(found.quad)], { variant });
  },
});

