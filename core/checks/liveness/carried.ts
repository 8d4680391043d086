/** Vote of row P2.2c: what stands beside the head goes with the face while the room stays: the margin of a photo, a telephone, a sheet. */
import { measured, notAssessed } from '../check.ts';
import { defineLiveVote } from '../vote.ts';

/** Corners that must have had the choice within a second: a single waving hand gives fewer. Chosen. */
const fewestChoices = 30;

export const liveCarried = defineLiveVote({
  id: 'live.carried',
  // Chosen: most of what had the choice. Measured on ../shared/data/video: seconds of living people before their room 0 to 0.2.
  threshold: { limit: 0.6, direction: 'at-most', unit: 'share of corners' },
  strings: {
    failure: 'What is beside the face moved along with it.',
    remedy: 'Staff must look whether a picture or a screen is held before the camera.',
    note: 'One sign among several; must not accuse. values.fromMs and toMs: when.',
  },
  measure({ surround }) {
    const share = (s: { with: number; against: number }): number => s.with / (s.with + s.against);
    const most = surround.filter((s) => s.with + s.against >= fewestChoices).sort((a, b) => share(b) - share(a))[0];
    if (!most) return notAssessed('too-little-motion');
    return measured(share(most), [most.region], { weight: 2, fromMs: Math.round(most.fromMs), toMs: Math.round(most.toMs) });
  },
});
