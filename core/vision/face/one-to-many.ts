/** One face against every face of a store: at which distance an earlier one is worth a hint. */
import { matchThresholds } from './compare.ts';

/**
 * The lower tail of strangers on faces_orl (20 people, 19,000 pairs): FMR 1:10,000 lies at 0.733, and every further decade 0.046 below (fitted
 * between 1:100 and 1:1,000; docs/adr/0006-face-match.md). Beyond 1:4,900 it is extrapolation.
 */
const tail = { distance: 0.733, fmr: 1e-4, perDecade: 0.046 };

/** Chosen: at most one search in ten may show a stranger, however many faces are kept. */
export const falseHintsPerSearch = 0.1;

/** Share of strangers at or below a distance, by the tail above. */
export const strangersWithin = (distance: number): number => tail.fmr * 10 ** ((distance - tail.distance) / tail.perDecade);

/** Strangers to be expected at or below `limit` in one search over `searched` faces: the false positive identifications of ISO/IEC 19795-1. */
export const expectedFalseHints = (searched: number, limit: number): number => searched * strangersWithin(limit);

/** The more faces are searched, the closer one must lie: `falseHintsPerSearch` at most, and never above the limit of match.id. */
export function hintLimit(searched: number): number {
  if (searched < 1) return matchThresholds.match;
  return Math.min(matchThresholds.match, tail.distance + tail.perDecade * Math.log10(falseHintsPerSearch / (searched * tail.fmr)));
}
