/** Vote of row P2.2c: frames came again, or stood still to the last bit. A camera's noise does neither; a film played into a virtual camera does. */
import { measured, notAssessed } from '../check.ts';
import { defineLiveVote } from '../vote.ts';

/** Frames, and twins among them, that make a pattern: a second at 15 frames. Chosen. */
const [fewestFrames, fewestTwins] = [15, 6];
/** Not one bit changed for so long. Slow drivers deliver a frame twice or three times. Chosen. */
const longestStillMs = 1000;

export const liveRepeat = defineLiveVote({
  id: 'live.repeat',
  // Chosen: a tenth of the frames. Measured on ../shared/data/video: no twin in 14 clips.
  threshold: { limit: 0.1, direction: 'at-most', unit: 'share of frames' },
  strings: {
    failure: 'Pictures of the camera came again, as in a film that is played in a loop.',
    remedy: 'Staff must look which camera is connected, then repeat the live check.',
    note: 'One sign among several; must not accuse. values.fromMs and toMs: when.',
    variants: {
      frozen: { failure: 'The picture of the camera stood still.', remedy: 'Unplug the camera and plug it in again, then repeat the live check.' },
    },
  },
  measure({ repeats }) {
    if (repeats.frames < fewestFrames) return notAssessed('too-few-frames');
    // A stalled camera does it too: a weak sign.
    if (repeats.frozenMs > longestStillMs) return measured(1, [], { variant: 'frozen', weight: 1, ms: Math.round(repeats.frozenMs) });
    const share = repeats.twins < fewestTwins ? 0 : repeats.twins / repeats.frames;
    return measured(share, [], { weight: 2, fromMs: Math.round(repeats.fromMs ?? 0), toMs: Math.round(repeats.toMs ?? 0) });
  },
});
