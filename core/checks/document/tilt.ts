/** Row P1.1f: the document is held at an angle. */
import { regionOf } from '../../frame.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const tilt = defineCheck({
  id: 'doc.tilt',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry'],
  // Chosen, not measured on reading yet: at 25 degrees one direction keeps 91 % of its resolution and depth of field still holds; the
  // focal length is assumed, which moves the angle by up to a third, so Regula's 5 degrees cannot be told honestly from one picture.
  threshold: { limit: 25, direction: 'at-most', unit: 'degrees' },
  strings: {
    failure: 'The document is tilted.',
    remedy: 'Lay the document flat, straight below the camera.',
    note: 'The angle between the camera and the document is too steep.',
  },
  measure({ documentGeometry }) {
    const [found] = documentGeometry.documents;
    if (!found) return notApplicable('no-document');
    if (documentGeometry.fillsPicture) return notApplicable('seen-straight-on');
    return measured(found.tiltDegrees, [regionOf(found.quad)], { degrees: Math.round(found.tiltDegrees) });
  },
});
