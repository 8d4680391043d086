/** A customer who has the name of somebody who works at this station. Answered by the station, which alone knows its staff. */
import { defineCheck, measured, notAssessed } from '../check.ts';

export const matchInsider = defineCheck({
  id: 'match.insider',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  // Whoever works here may be a customer; somebody else decides.
  concern: 'eligibility',
  artifacts: ['insider'],
  // By definition: one is enough for a second person.
  threshold: { limit: 0, direction: 'at-most', unit: '0 nobody, 1 a colleague' },
  strings: {
    failure: 'The name is that of a person who works at this station.',
    remedy: 'Ask a supervisor to look at this case as the second person.',
    note: 'For staff. Must not accuse: people have namesakes, and staff may be customers.',
  },
  measure({ insider }) {
    if (insider === 'no-name') return notAssessed('name-unread');
    return measured(insider === 'colleague' ? 1 : 0);
  },
});
