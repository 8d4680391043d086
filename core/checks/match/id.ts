/** The live face against the portrait of the document (row P2.2a). A person decides what the distance leaves open. */
import { defineCheck, measured, notAssessed } from '../check.ts';
import { matchThresholds, verdict } from '../../vision/face/compare.ts';

export const matchId = defineCheck({
  id: 'match.id',
  subject: 'match',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['faceMatch'],
  // Origin: docs/adr/0006-face-match.md, measured by scripts/bench/face.ts.
  threshold: { limit: matchThresholds.match, direction: 'at-most', unit: 'distance, 1 = strangers' },
  strings: {
    failure: 'The face may not be the one on the document.',
    remedy: 'Compare both pictures; take the face again without glasses and in better light.',
    note: 'For the clerk. Must not accuse the customer.',
    variants: {
      unsure: { failure: 'Face and document portrait could not be matched with certainty.', remedy: 'Compare both pictures; take the face again in better light if in doubt.' },
      different: { failure: 'The face differs from the document portrait.', remedy: 'Compare both pictures and ask a supervisor.' },
    },
  },
  measure({ faceMatch }) {
    if (faceMatch.missing) return notAssessed(`no-${faceMatch.missing}-face`);
    if (faceMatch.distance === null) return notAssessed('no-distance');
    return measured(faceMatch.distance, [], { variant: verdict(faceMatch.distance), frames: faceMatch.frames });
  },
});
