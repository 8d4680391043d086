/** The same face in earlier cases under another name or birth date. Asked of the station, which alone knows them; a hint to staff, off in every policy that is shipped. */
import { defineCheck, measured, notAssessed } from '../check.ts';

export const matchSeenBefore = defineCheck({
  id: 'match.seen-before',
  subject: 'match',
  stages: ['evidence'],
  // A hint decides nothing; a policy that wants a second look at every one puts it into the staff lane.
  lane: 'coach',
  concern: 'fraud',
  artifacts: ['seenBefore'],
  // By definition: one such case is worth a hint. From which distance on a case counts is derived from measured rates (core/vision/face/one-to-many.ts).
  threshold: { limit: 0, direction: 'at-most', unit: 'earlier cases' },
  strings: {
    failure: 'A face like this one stands in an earlier case with other details.',
    remedy: 'Compare both pictures: names change, and relatives look alike.',
    note: 'For staff only, beside the earlier case and both pictures. Must not accuse: a hint and not a verdict.',
  },
  measure({ seenBefore: { notSearched, searched, otherDetails, knownCustomer, closest, limit } }) {
    if (notSearched !== null) return notAssessed(notSearched);
    return measured(otherDetails, [], { searched, knownCustomer, limit: Number(limit.toFixed(3)), ...(closest === null ? {} : { closest: Number(closest.toFixed(3)) }) });
  },
});
