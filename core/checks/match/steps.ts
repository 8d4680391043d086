/** Every face of the case against every other (row P2.2b): somebody else on one of the pictures. A person decides. */
import { matchThresholds } from '../../vision/face/compare.ts';
import { withoutHeld } from '../../vision/face/steps.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

export const matchSteps = defineCheck({
  id: 'match.steps',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['faceSteps'],
  // Above it two faces are called different (docs/adr/0006-face-match.md). What lies between match and different is told by match.id for the
  // pair that must match, and stands in the table for the others.
  threshold: { limit: matchThresholds.different, direction: 'at-most', unit: 'distance, 1 = strangers' },
  strings: {
    failure: 'Two faces of this case differ.',
    remedy: 'Compare the pictures of the table and take the one again that does not belong.',
    note: 'For the clerk, above a table of all faces of the case. Must not accuse the customer.',
    variants: {
      portrait: { failure: 'The portrait of the document differs from the other faces.', remedy: 'Compare the pictures and ask a supervisor.' },
      ghost: { failure: 'The small second portrait of the document differs from the other faces.', remedy: 'Look at both portraits of the document under a lens.' },
      face: { failure: 'The picture of the face differs from the other faces.', remedy: 'Take the face again with the customer alone in the picture.' },
      statement: { failure: 'Somebody else holds the document and the sheet.', remedy: 'Take that picture again with the customer holding both.' },
      live: { failure: 'Somebody else was before the camera during the challenge.', remedy: 'Take the face and the challenge again with the customer alone.' },
    },
  },
  measure({ faceSteps: { faces: all, pairs: ofAll, odd } }) {
    const [faces, pairs] = [all.filter((kind) => kind !== 'held'), withoutHeld(ofAll)];
    // Two faces are what match.id is about.
    if (faces.length < 3) return notApplicable('fewer-than-three-faces');
    const worst = pairs.reduce((a, b) => (b.distance > a.distance ? b : a));
    return measured(worst.distance, [], { a: worst.a, b: worst.b, faces: faces.length, ...(odd ? { variant: odd } : {}) });
  },
});
