/** Row P1.5: dates on the document that cannot all be true. */
import { sureFrom } from '../../document/compare-sources.ts';
import { checkLogic } from '../../document/data-logic.ts';
import { isTrusted } from '../../document/expiry.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const remedy = 'Compare the dates with the document; if they are as printed, ask a supervisor.';

export const dataLogic = defineCheck({
  id: 'auth.data-logic',
  subject: 'document',
  stages: ['capture'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['documentReading'],
  // By definition: each rule is one that no document may break (sources in core/document/data-logic.ts).
  threshold: { limit: 0, direction: 'at-most', unit: 'impossible dates' },
  strings: {
    failure: 'Dates on the document cannot all be true.',
    remedy,
    note: 'For the clerk; must not accuse. Variants say which rule is broken.',
    variants: {
      'birth-in-future': { failure: 'The date of birth is still to come.', remedy },
      'issue-in-future': { failure: 'The date of issue is still to come.', remedy },
      'expiry-before-issue': { failure: 'The document ends before it was issued.', remedy },
      'issue-before-birth': { failure: 'The document was issued before its holder was born.', remedy },
      age: { failure: 'The holder would be older than any person on record.', remedy },
      'young-driver': { failure: 'The holder would have been too young for a licence.', remedy },
      validity: { failure: 'The passport would be valid for longer than passports are.', remedy },
    },
  },
  measure({ documentReading: { fields, documentType } }, { date }) {
    const { checked, broken } = checkLogic(fields, documentType?.class ?? null, date);
    if (checked === 0) return notApplicable('no-dates');
    // Before a day that is none everything lies in the future.
    if (!isTrusted(date)) return notAssessed('clock-untrusted');
    const sure = broken.filter((b) => b.fields.every((f) => f.source === 'clerk' || f.confidence >= sureFrom[f.source]));
    if (broken.length > 0 && sure.length === 0) return notAssessed('reading-doubtful');
    const regions = sure.flatMap((b) => b.fields.map((f) => f.region)).filter((r) => r !== null);
    return measured(sure.length, regions, sure[0] ? { variant: sure[0].rule } : {});
  },
});
