/** The holder is younger than the policy allows. */
import { ageOn } from '../../document/age.ts';
import { isDateText, isTrusted } from '../../document/expiry.ts';
import { defineCheck, measured, notAssessed } from '../check.ts';

export const underAge = defineCheck({
  id: 'doc.under-age',
  subject: 'document',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'eligibility',
  artifacts: ['documentReading'],
  // Age of majority in most states; chosen. The policy sets its own minimum, or switches the check off.
  threshold: { limit: 18, direction: 'at-least', unit: 'years' },
  strings: {
    failure: 'The customer is younger than the minimum age.',
    remedy: 'Ask for a parent or guardian, or a member of staff.',
    note: 'The value is the age in whole years on the day of the case.',
  },
  measure({ documentReading: { fields } }, { date }) {
    const birth = fields.birthDate;
    if (!birth || !isDateText(birth.value)) return notAssessed('birth-unread');
    // One person's typing must not make somebody old enough.
    if (birth.source === 'clerk') return notAssessed('birth-typed');
    if (!isTrusted(date)) return notAssessed('clock-untrusted');
    return measured(ageOn(date, birth.value), birth.region ? [birth.region] : []);
  },
});
