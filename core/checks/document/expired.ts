/** Row P1.4: the document's last day has passed. */
import { daysBetween, lastDayOf } from '../../document/dates.ts';
import { defineCheck, measured, notAssessed } from '../check.ts';

export const expired = defineCheck({
  id: 'doc.expired',
  subject: 'document',
  stages: ['capture'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['documentReading'],
  // A travel document is valid through its date of expiry (ICAO 9303-3); a policy may ask for more days.
  threshold: { limit: 0, direction: 'at-least', unit: 'days left' },
  strings: {
    failure: 'This document has expired.',
    remedy: 'Bring a document that is still valid.',
    note: 'values.expiry is the last valid day, YYYY-MM-DD.',
  },
  measure({ documentReading: { fields } }, { date }) {
    const expiry = fields.expiryDate;
    if (!expiry) return notAssessed('expiry-unread');
    // One person's typing must not make a document valid: a second one looks at it.
    if (expiry.source === 'clerk') return notAssessed('expiry-typed');
    const last = lastDayOf(expiry.value);
    return measured(daysBetween(date, last), expiry.region ? [expiry.region] : [], { expiry: last });
  },
});
