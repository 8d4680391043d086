/** Vote of row P1.5: the document is shown on a display. Its pixels beat against the camera's own and leave a lattice all over the page. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter } from '../vote.ts';
import { kindOf } from '../../vision/authenticity/lattice.ts';

export const screenRecapture = defineCheck({
  id: 'auth.screen-recapture',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['documentGeometry', 'lattice'],
  // Measured: drawn documents full of fine lines, untouched, 0.25 and less, and real documents 0.3 and less but for 1 of 41 (a halftone scan); displays whose pixels reach the sensor with a tenth of contrast 0.3 to 1.
  threshold: { limit: 0.3, direction: 'at-most', unit: 'share of windows' },
  strings: {
    failure: 'The document may be shown on a screen.',
    remedy: 'Staff must take the document in the hand.',
    note: 'One sign among several; must not accuse. A regular pattern, as of the pixels of a display, lies over the whole document.',
  },
  measure({ documentGeometry, lattice }, { lane }) {
    // A scanner sees no display: its lamp outshines it.
    if (lane === 'scanner') return notApplicable('own-scanner');
    const found = documentGeometry.documents[0];
    if (!found) return notApplicable('no-document');
    if (!lattice) return notAssessed('too-small-to-tell');
    const kind = kindOf(lattice, found.dpi, (found.rotationDegrees * Math.PI) / 180, lane === 'file');
    return measured(kind === 'pixels' ? lattice.both : 0, lattice.regions, { weight: 2 });
  },
});
