/** Row P1.4: nothing says until when the document is valid. */
import { isDateText } from '../../document/expiry.ts';
import { defineCheck, measured } from '../check.ts';

export const expiryUnread = defineCheck({
  id: 'doc.expiry-unread',
  subject: 'document',
  // Over all sides: the date may stand on the back.
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentReading'],
  // 1: a date of expiry was read or typed, 0: none. A typed one passes here and is not assessed by doc.expired, so it goes to staff.
  threshold: { limit: 1, direction: 'at-least', unit: 'read' },
  strings: {
    failure: 'The date of expiry could not be read.',
    remedy: 'Show the side with the date of expiry, or type it in the review for staff to confirm.',
    note: 'Two ways out: another picture, or the clerk types the date; then a second person looks at it.',
  },
  measure({ documentReading: { fields } }) {
    return measured(fields.expiryDate && isDateText(fields.expiryDate.value) ? 1 : 0);
  },
});
