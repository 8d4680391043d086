/** Earlier cases with this document, or with this name and birth date. Staff answers each; one that is left to a supervisor refers the case. Off in every policy that is shipped. */
import { defineCheck, measured, notApplicable } from '../check.ts';

export const matchDuplicate = defineCheck({
  id: 'match.duplicate',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  // Customers come again: only who serves them can say why.
  concern: 'eligibility',
  artifacts: ['duplicates'],
  // By definition: one that staff does not answer for is enough for a second person.
  threshold: { limit: 0, direction: 'at-most', unit: 'earlier cases left to a supervisor' },
  strings: {
    failure: 'An earlier case may be of the same customer, and is left to a supervisor.',
    remedy: 'Ask a supervisor to compare both cases as the second person.',
    note: 'For staff. Must not accuse: customers come again, and people have namesakes.',
  },
  measure({ duplicates: { searched, found, document, person, supervisor } }) {
    if (!searched) return notApplicable('not-searched');
    return measured(supervisor, [], { found, document, person });
  },
});
