/** A name, number or date stands on a character that nobody could tell. */
import { openDoubts } from '../../document/doubts.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const readingDoubtful = defineCheck({
  id: 'doc.reading-doubtful',
  subject: 'document',
  // After the clerk's choices: a doubt that was settled is none.
  stages: ['evidence'],
  lane: 'staff',
  concern: 'processing',
  artifacts: ['documentReading'],
  // A wrong letter is worse than none (issue 3): not one field may stand on a doubt.
  threshold: { limit: 0, direction: 'at-most', unit: 'fields in doubt' },
  strings: {
    failure: 'A name, number or date is not certain.',
    remedy: 'Take a sharper picture, or choose the doubtful characters in the review.',
    note: 'values.fields lists the fields by their ids.',
  },
  measure({ documentReading }) {
    // Print has no single doubtful characters; its fields carry their confidence.
    if (!documentReading.mrz) return notApplicable('no-mrz');
    const open = openDoubts(documentReading);
    const fields = [...new Set(open.map((o) => o.field))];
    const places = [...new Set(open.map((o) => o.doubt))].flatMap((doubt) => (doubt.region ? [doubt.region] : []));
    return measured(fields.length, places.slice(0, 64), fields.length > 0 ? { fields: fields.join(', ') } : {});
  },
});
