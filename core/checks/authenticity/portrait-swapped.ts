/** Vote of row P1.5: the portrait and the smaller second image of the holder (ghost image) show two people, as where only the large one was pasted over. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter } from '../vote.ts';
import { matchThresholds } from '../../vision/face/compare.ts';

export const portraitSwapped = defineCheck({
  id: 'auth.portrait-swapped',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['documentGeometry', 'twoPortraits'],
  // The limit of match.id for "different" (ADR 6), and measured: on pages drawn around the faces of 5 people the second image of the same photograph 0.46 to 0.67 (13), of another
  // person 1.04 to 1.21 (11); 2 specimens with a clear second image 0.39 and 0.63 (bench:authenticity).
  threshold: { limit: matchThresholds.different, direction: 'at-most', unit: 'distance, 1 = strangers' },
  strings: {
    failure: 'The two portraits on the document may not show the same person.',
    remedy: 'Staff must compare the large portrait with the small one on the document itself.',
    note: 'One sign among several; must not accuse. The small one is the ghost image that many documents carry.',
  },
  measure({ documentGeometry, twoPortraits }) {
    if (documentGeometry.documents.length === 0) return notApplicable('no-document');
    if (!twoPortraits) return notApplicable('no-portrait');
    const { portrait, second, distance } = twoPortraits;
    if (!second) return notApplicable('one-portrait');
    if (distance === null) return notAssessed('second-portrait-faint');
    return measured(distance, [portrait, second], { weight: 2 });
  },
});
