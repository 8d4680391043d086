/** A face on head office's list. Answered by the station, which holds the list; staff says what it is, and what is not cleared refers. Off in every policy that is shipped. */
import type { BlockedFaceFacts } from '../../case/blocked-face.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

/** Nothing was to be searched; every other reason is a search that did not come about, and refers. */
const apart: readonly BlockedFaceFacts['notSearched'][] = ['face-comparison-declined', 'no-list', 'demo-face'];

export const matchBlockedFace = defineCheck({
  id: 'match.blocked-face',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['blockedFace'],
  // By definition: one that staff does not clear is enough for a second person. From which distance on a face counts is derived from measured rates (core/vision/face/one-to-many.ts).
  threshold: { limit: 0, direction: 'at-most', unit: 'listed faces left to a second person' },
  strings: {
    failure: 'The face may be one that head office asks to look out for.',
    remedy: 'Ask a supervisor to look at it as the second person.',
    note: 'For staff only. Must not accuse: relatives look alike, and strangers do by chance.',
  },
  measure({ blockedFace: { notSearched, searched, limit, found, left } }) {
    if (notSearched !== null) return apart.includes(notSearched) ? notApplicable(notSearched) : notAssessed(notSearched);
    return measured(left, [], { searched, found, limit: Number(limit.toFixed(3)) });
  },
});
