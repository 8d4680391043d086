/** Row P1.4: still valid, but not for long. */
import { expiryOf } from '../../document/expiry.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const expiresSoon = defineCheck({
  id: 'doc.expires-soon',
  subject: 'document',
  stages: ['evidence'],
  // Valid is valid: it is told so that the customer renews in time. A policy that wants more gives it another lane.
  lane: 'coach',
  concern: 'eligibility',
  artifacts: ['documentReading'],
  // Chosen, not measured: about what a renewal takes.
  threshold: { limit: 30, direction: 'at-least', unit: 'days left' },
  strings: {
    failure: 'This document expires soon.',
    remedy: 'Tell the customer to renew it in time.',
    note: 'values.expiry is the last valid day, YYYY-MM-DD. Advice only, unless the policy says otherwise.',
  },
  measure({ documentReading }, { date }) {
    const expiry = expiryOf(documentReading, date);
    if (expiry.kind === 'unknown') return notAssessed(expiry.reason);
    // What has expired is told by doc.expired.
    if (expiry.daysLeft < 0) return notApplicable('expired');
    return measured(expiry.daysLeft, expiry.region ? [expiry.region] : [], { expiry: expiry.last });
  },
});
