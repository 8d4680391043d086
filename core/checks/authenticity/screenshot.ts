/** Vote of row P1.5 (and A1.2): the picture was copied from a screen by a program, or painted by one; no camera or scanner made it. */
import { defineCheck } from '../check.ts';
import { measureScreenGrab } from '../screen-grab.ts';
import { counter } from '../vote.ts';

export const screenshot = defineCheck({
  id: 'auth.screenshot',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['frame', 'exactPixels', 'pictureFile'],
  // Measured: 25 of 27 screenshots have 0.05 and more, photographs and scans 0.036 and less but for 1 (bench:authenticity).
  threshold: { limit: 0.04, direction: 'at-most', unit: 'share painted' },
  strings: {
    failure: 'The picture looks copied from a screen by a program.',
    remedy: 'Staff must look at the document itself, not at a picture of it.',
    note: 'One sign among several; must not accuse. Variants: painted (areas of exactly one colour), named (the file says it is a screenshot).',
    variants: {
      painted: { failure: 'The picture has areas of exactly one colour, as on a screen.', remedy: 'Staff must look at the document itself, not at a picture of it.' },
      named: { failure: 'The file says that it is a copy of a screen.', remedy: 'Staff must look at the document itself, not at a picture of it.' },
    },
  },
  measure: measureScreenGrab,
});
