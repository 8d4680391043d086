/** Row A1.3: the paper was issued longer ago than the policy allows, counted by the calendar. */
import { daysBetween } from '../../document/dates.ts';
import { placesOf } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const poaTooOld = defineCheck({
  id: 'poa.too-old',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: days from the earliest day that still counts; the policy's months (3 in the reference policy) say which day that is.
  threshold: { limit: 0, direction: 'at-least', unit: 'days' },
  strings: {
    failure: 'This paper was issued on {issued}; it must not be older than {oldest}.',
    remedy: 'Bring a newer one.',
    note: 'values.issued and values.oldest are days, YYYY-MM-DD.',
  },
  measure({ proofFacts }) {
    const { age, issue } = proofFacts;
    if (age.verdict === 'no-date') return notApplicable('no-date');
    if (age.verdict === 'ambiguous') return notAssessed('date-ambiguous');
    if (age.verdict === 'future') return notApplicable('future-date');
    const days = daysBetween(age.oldest, age.issued.length === 10 ? age.issued : `${age.issued}-01`);
    return measured(age.verdict === 'too-old' ? Math.min(-1, days) : Math.max(0, days), placesOf(proofFacts, [issue.kind === 'none' ? null : issue.date]), { issued: age.issued, oldest: age.oldest });
  },
});
