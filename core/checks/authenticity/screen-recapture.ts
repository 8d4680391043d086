/**
 * Vote of row P1.5: the document is shown on a display. Two signs: its pixels beat against the camera's own and leave a lattice all over the page (strong), and the edge of a device runs
 * around the document (weak: sleeves and frames are black as well).
 */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter } from '../vote.ts';
import type { Region } from '../../frame.ts';
import { kindOf } from '../../vision/authenticity/lattice.ts';

/** Sides of a document beside which a device's edge must run. Measured: of 75 real photographs and scans of documents none has one; of 441 places laid out in photographs 5 have one, 1 has more. */
const fewestSides = 2;

/** Share of windows that show a lattice; two sides of four are above it. Its origin stands with the threshold. */
const leastShare = 0.3;

export const screenRecapture = defineCheck({
  id: 'auth.screen-recapture',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['documentGeometry', 'lattice', 'deviceFrame'],
  // Measured: drawn documents full of fine lines, untouched, 0.25 and less, and real documents 0.3 and less but for 1 of 41 (a halftone scan); displays whose pixels reach the sensor with a tenth of contrast 0.3 to 1.
  threshold: { limit: leastShare, direction: 'at-most', unit: 'share of windows or sides' },
  strings: {
    failure: 'The document may be shown on a screen.',
    remedy: 'Staff must take the document in the hand.',
    note: 'One sign among several; must not accuse. A regular pattern, as of the pixels of a display, lies over the whole document, or the black edge of a device runs around it. values.signs: pixels, edge.',
  },
  measure({ documentGeometry, lattice, deviceFrame }, { lane }) {
    // A scanner sees no display: its lamp outshines it.
    if (lane === 'scanner') return notApplicable('own-scanner');
    const found = documentGeometry.documents[0];
    if (!found) return notApplicable('no-document');
    const sides = deviceFrame && deviceFrame.sides >= fewestSides ? deviceFrame.sides : 0;
    if (!lattice && sides === 0) return notAssessed('too-small-to-tell');
    const pixels = lattice && kindOf(lattice, found.dpi, (found.rotationDegrees * Math.PI) / 180, lane === 'file') === 'pixels' ? lattice.both : 0;
    const shown = pixels > leastShare;
    const signs = [...(shown ? ['pixels'] : []), ...(sides > 0 ? ['edge'] : [])].join(' ');
    const regions: Region[] = [...(shown ? lattice!.regions : []), ...(sides > 0 ? deviceFrame!.regions : [])];
    return measured(Math.max(pixels, sides / 4), regions, { weight: shown ? 2 : 1, signs });
  },
});
