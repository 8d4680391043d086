/** Vote of row P2.2c: a straight edge beside the face that runs on before the body: the rim of a telephone, a monitor or a sheet. */
import { measured, notAssessed } from '../check.ts';
import { defineLiveVote } from '../vote.ts';

/** Looks (one a second) that must have seen the body below the face. Chosen. */
const fewestLooks = 3;
/** Share of the looks that makes it a border of that side. */
const most = 0.4;

export const liveBorder = defineLiveVote({
  id: 'live.border',
  // Chosen. Measured on ../shared/data/video: a telephone held still shows one in most looks, 10 living people in none of 100.
  threshold: { limit: most, direction: 'at-most', unit: 'share of looks' },
  strings: {
    failure: 'A straight edge runs between the camera and the body.',
    remedy: 'Staff must look whether a picture or a screen is held before the camera.',
    note: 'One sign among several; must not accuse. An edge on one side weighs 1, on both sides 2.',
  },
  measure({ borders }) {
    if (borders.looks < fewestLooks) return notAssessed('body-not-shown');
    const [left, right] = [borders.left / borders.looks, borders.right / borders.looks];
    return measured(Math.max(left, right), borders.region ? [borders.region] : [], { weight: Math.min(left, right) > most ? 2 : 1 });
  },
});
