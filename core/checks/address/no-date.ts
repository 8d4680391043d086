/** Row A1.3: no date of issue stands on the paper. */
import { defineCheck, measured, notAssessed } from '../check.ts';

export const poaNoDate = defineCheck({
  id: 'poa.no-date',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition.
  threshold: { limit: 1, direction: 'at-least', unit: 'issue dates' },
  strings: {
    failure: 'No date of issue stands on this paper.',
    remedy: 'Bring one that shows when it was issued, or the page with its date.',
    note: 'values.dates: how many other dates (due, birth, period) stand on it.',
  },
  measure({ proofFacts: { issue, exact, language } }) {
    if (issue.kind !== 'none') return measured(1, [], { dates: issue.all.length });
    // What was read from pixels may have missed it, and so may one who does not know its words: staff looks.
    if (!exact) return notAssessed('date-unread');
    if (language === null) return notAssessed('language-unread');
    if (issue.all.some((d) => d.role === 'other' && d.cue === null)) return notAssessed('date-unlabelled');
    return measured(0, [], { dates: issue.all.length });
  },
});
