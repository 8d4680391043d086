/** Row A1.3: the paper bears a date that has not come yet. */
import { daysBetween } from '../../document/dates.ts';
import { placesOf } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const poaFutureDate = defineCheck({
  id: 'poa.future-date',
  subject: 'address',
  stages: ['evidence'],
  // Staff: the date may have been read with day and month changed, or the paper is not what it seems.
  lane: 'staff',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: days after the case date.
  threshold: { limit: 0, direction: 'at-most', unit: 'days' },
  strings: {
    failure: 'This paper bears a date of issue that has not come yet: {issued}.',
    remedy: 'Staff must look at the date on the paper.',
    note: 'values.issued is a day, YYYY-MM-DD.',
  },
  measure({ proofFacts }, { date }) {
    const { age, issue } = proofFacts;
    if (age.verdict === 'no-date') return notApplicable('no-date');
    if (age.verdict === 'ambiguous') return notAssessed('date-ambiguous');
    const days = age.verdict === 'future' ? Math.max(1, daysBetween(date, age.issued.length === 10 ? age.issued : `${age.issued}-01`)) : 0;
    return measured(days, days > 0 ? placesOf(proofFacts, [issue.kind === 'none' ? null : issue.date]) : [], { issued: age.issued });
  },
});
