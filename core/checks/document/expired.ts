/** Row P1.4: the document's last day has passed. */
import { expiryOf } from '../../document/expiry.ts';
import { defineCheck, measured, notAssessed } from '../check.ts';

export const expired = defineCheck({
  id: 'doc.expired',
  subject: 'document',
  stages: ['capture'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['documentReading'],
  // A travel document is valid through its date of expiry (ICAO 9303-3). A policy may ask for more days, or give days of grace: a limit below 0.
  threshold: { limit: 0, direction: 'at-least', unit: 'days left' },
  strings: {
    failure: 'This document has expired.',
    remedy: 'Bring a document that is still valid.',
    note: 'values.expiry is the last valid day, YYYY-MM-DD.',
  },
  measure({ documentReading }, { date }) {
    const expiry = expiryOf(documentReading, date);
    if (expiry.kind === 'unknown') return notAssessed(expiry.reason);
    return measured(expiry.daysLeft, expiry.region ? [expiry.region] : [], { expiry: expiry.last });
  },
});
