/** Vote of row P2.2c: stripes over the face, as of a display whose pixels beat with the camera's. */
import { measured, notAssessed } from '../check.ts';
import { defineLiveVote } from '../vote.ts';

/** Looks, one a second. Chosen. */
const fewestLooks = 3;

export const liveScreen = defineLiveVote({
  id: 'live.screen',
  // Measured on ../shared/data/video: middling look of 10 living people 18 to 85 (single looks to 124), of a monitor filmed close 461 (single looks to 620).
  threshold: { limit: 250, direction: 'at-most', unit: 'times the other directions' },
  strings: {
    failure: 'The face shows stripes as a screen does.',
    remedy: 'Staff must look whether a screen is held before the camera.',
    note: 'One sign among several; must not accuse.',
  },
  measure({ stripes }) {
    if (stripes.looks < fewestLooks) return notAssessed('face-too-small-to-tell');
    const middle = [...stripes.peaks].sort((a, b) => a - b)[stripes.peaks.length >> 1]!;
    return measured(middle, stripes.region ? [stripes.region] : [], { weight: 2 });
  },
});
