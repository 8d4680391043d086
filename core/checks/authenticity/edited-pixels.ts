/** Vote of row P1.5: a part of the picture stands in it twice, pixel for pixel, as where something was covered with a piece from elsewhere. */
import { defineCheck, measured } from '../check.ts';
import { counter, fromOwnDevice } from '../vote.ts';

export const editedPixels = defineCheck({
  id: 'auth.edited-pixels',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['copyMove'],
  // Measured: copy-move forgeries found have 0.027 and more, their originals 0; documents 0.018 and less but for 2 of 41 (MRZ filler). Weak.
  threshold: { limit: 0.02, direction: 'at-most', unit: 'share of the picture' },
  strings: {
    failure: 'One part of the picture stands in it twice.',
    remedy: 'Staff must compare the two marked places with the document itself.',
    note: 'One sign among several; must not accuse. Patterns of a document repeat too.',
  },
  measure({ copyMove }, context) {
    return fromOwnDevice(context) ?? measured(copyMove.share, copyMove.regions, { weight: 1 });
  },
});
