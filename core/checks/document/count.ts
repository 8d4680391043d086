/** Row P1.1f: no document, or more than one, shows in the picture. */
import { regionOf } from '../../frame.ts';
import { lightHidesAll } from '../../vision/document/light-hides.ts';
import { defineCheck, measured, notAssessed } from '../check.ts';

export const documentCount = defineCheck({
  id: 'doc.count',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentLight', 'textSharpness'],
  // By definition: exactly one document belongs in the picture, so the count may be off by none.
  threshold: { limit: 0, direction: 'at-most', unit: 'documents off one' },
  strings: {
    failure: 'No whole document is in the picture.',
    remedy: 'Lay one document flat so that all four corners show.',
    note: 'First thing checked on the live picture; also shown when an imported file shows no document.',
    variants: {
      none: { failure: 'No whole document is in the picture.', remedy: 'Lay one document flat so that all four corners show.' },
      several: { failure: 'More than one document is in the picture.', remedy: 'Show one document only and take the others away.' },
    },
  },
  measure({ documentGeometry, documentLight, textSharpness }, context) {
    const { documents } = documentGeometry;
    // Where nothing could be seen, "none" would be a guess; the light or the sharpness check then says what to do.
    const hidden = lightHidesAll(documentLight, context.lane);
    if (documents.length === 0 && hidden) return notAssessed(hidden);
    if (documents.length === 0 && textSharpness.tooBlurredToSee) return notAssessed('too-blurred-to-see');
    // What leaves the picture is one document; doc.framing says what to do.
    if (documents.length === 0 && documentGeometry.runsOut) return notAssessed('runs-out-of-picture');
    const variant = documents.length === 0 ? 'none' : documents.length > 1 ? 'several' : 'one';
    return measured(Math.abs(documents.length - 1), documents.map((d) => regionOf(d.quad)), { found: documents.length, variant });
  },
});
