/** The person against the portrait by the eyes of staff, where the customer declined the comparison by machine. Answered by the station, which knows who compared. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

/** Distances of a finding from "same". */
const steps = { same: 0, unsure: 1, different: 2 } as const;

export const matchStaff = defineCheck({
  id: 'match.staff',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['staffComparison'],
  // By definition: anything but "same" goes to another person.
  threshold: { limit: 0, direction: 'at-most', unit: '0 same, 1 unsure, 2 different' },
  strings: {
    failure: 'Staff could not say that this is the holder of the document.',
    remedy: 'Ask a second member of staff to compare the person with the portrait.',
    note: 'For staff. Must not accuse the customer.',
    variants: {
      unsure: { failure: 'Staff was not sure that this is the holder of the document.', remedy: 'Ask a second member of staff to compare the person with the portrait.' },
      different: { failure: 'Staff found another person than on the portrait.', remedy: 'Call a supervisor to compare the person with the portrait.' },
    },
  },
  measure({ staffComparison: { finding, refers } }) {
    if (finding === null) return notApplicable('faces-compared');
    if (finding === 'same' && refers) return notAssessed('second-person-needed');
    return measured(steps[finding], [], { variant: finding });
  },
});
