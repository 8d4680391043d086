/** A document that head office has put on its list: lost, stolen, or used for a fraud. Answered by the station, which holds the list as hashes. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const blocked = defineCheck({
  id: 'doc.blocked',
  subject: 'document',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['blockList'],
  // By definition: a document stands on the list or it does not.
  threshold: { limit: 0, direction: 'at-most', unit: '0 not listed, 1 listed' },
  strings: {
    failure: 'Head office asks for a second look at this document.',
    remedy: 'Ask a supervisor to look at it as the second person.',
    note: 'The document number stands on the list of head office. Must not accuse: the holder may be its rightful owner, and in self-service reads it.',
  },
  measure({ blockList }) {
    if (blockList === 'no-list') return notApplicable('no-list');
    if (blockList === 'no-number') return notAssessed('number-unread');
    return measured(blockList === 'listed' ? 1 : 0);
  },
});
