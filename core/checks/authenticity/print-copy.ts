/** Vote of row P1.5: dots of a print screen all over the page, as a laser copy or an offset print has them and most identity documents do not. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter } from '../vote.ts';
import { kindOf } from '../../vision/authenticity/lattice.ts';

/** Source pixels an inch below which the dots of a usual laser print (106 lines an inch) are not resolved: two pixels a dot, and some air. */
const leastDpi = 240;

export const printCopy = defineCheck({
  id: 'auth.print-copy',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['documentGeometry', 'lattice'],
  // Measured: modelled prints of 85 and 133 lines an inch 0.5 and more; untouched 0 (bench:authenticity). Weak: some cards are themselves printed in dots.
  threshold: { limit: 0.3, direction: 'at-most', unit: 'share of windows' },
  strings: {
    failure: 'The document shows the dots of a printer.',
    remedy: 'Staff must feel the document: paper or card, and its relief.',
    note: 'One sign among several; must not accuse. Some genuine cards are printed in dots.',
  },
  measure({ documentGeometry, lattice }, { lane }) {
    const found = documentGeometry.documents[0];
    if (!found) return notApplicable('no-document');
    if (!lattice) return notAssessed('too-small-to-tell');
    const kind = kindOf(lattice, found.dpi, (found.rotationDegrees * Math.PI) / 180, lane === 'file');
    if (kind !== 'dots' && (found.dpi === null || found.dpi < leastDpi)) return notAssessed('too-small-to-tell');
    return measured(kind === 'dots' ? lattice.both : 0, kind === 'dots' ? lattice.regions : [], { weight: 1 });
  },
});
