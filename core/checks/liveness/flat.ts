/** Vote of row P2.2c: while the head turns, its parts move against each other as those of a body do; a picture of a face moves like a sheet. */
import { measured, notAssessed } from '../check.ts';
import { defineLiveVote } from '../vote.ts';

export const liveFlat = defineLiveVote({
  id: 'live.flat',
  // Measured on ../shared/data/video: turns of 10 degrees and more of 5 living heads 0.030 to 0.18, of a sixth that left the picture while it turned 0.0147; a photo tilted in the hand 0.004,
  // by itself: in the whole program its mesh is lost. The middle of the two nearest, by ratio: one photo is little to go by (docs/adr/0011-liveness.md: no film shows an attack that it finds).
  threshold: { limit: 0.008, direction: 'at-least', unit: 'eye distances' },
  strings: {
    failure: 'The face moved like a flat picture.',
    remedy: 'Staff must look at the face itself, from the side as well.',
    note: 'One sign among several; must not accuse. Measured while the head turned.',
  },
  measure({ turns }) {
    if (turns.length === 0) return notAssessed('no-turn-followed');
    const middle = [...turns].sort((a, b) => a.residual - b.residual)[(turns.length - 1) >> 1]!;
    return measured(middle.residual, [middle.region], { weight: 2, degrees: Math.round(middle.degrees), fromMs: Math.round(middle.fromMs), toMs: Math.round(middle.toMs) });
  },
});
