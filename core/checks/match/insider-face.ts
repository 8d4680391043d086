/** A customer with the face of somebody who works at this station. Answered by the station, which alone keeps the faces of staff; off in every policy that is shipped. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const matchInsiderFace = defineCheck({
  id: 'match.insider-face',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  // Whoever works here may be a customer; somebody else decides.
  concern: 'eligibility',
  artifacts: ['insiderFace'],
  // By definition: one is enough for a second person. From which distance on a face counts is derived from measured rates (core/vision/face/one-to-many.ts).
  threshold: { limit: 0, direction: 'at-most', unit: 'people who work here' },
  strings: {
    failure: 'The face is like that of a person who works at this station.',
    remedy: 'Ask a supervisor to look at this case as the second person.',
    note: 'For staff. Must not accuse: relatives look alike, and staff may be customers.',
  },
  measure({ insiderFace: { notCompared, colleagues } }) {
    if (notCompared === 'no-staff-face' || notCompared === 'demo-face') return notApplicable(notCompared);
    if (notCompared !== null) return notAssessed(notCompared);
    // Neither how many were compared nor how near they came: with few faces kept that would name somebody at head office.
    return measured(colleagues);
  },
});
