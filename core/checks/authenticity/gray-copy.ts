/** Vote of row P1.5: a document without any colour of its own, under whatever light: a photocopy, or one of the few old cards printed gray. */
import { regionOf } from '../../frame.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter } from '../vote.ts';

/** Share of the page that must be neither clipped nor black; chosen: a twentieth is over a hundred cells. */
const leastUsable = 0.05;

export const grayCopy = defineCheck({
  id: 'auth.gray-copy',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['documentGeometry', 'ownColour'],
  // Measured: documents in colour leave 10 and more (50 real, 11 drawn), gray copies under coloured and mixed light 5.3 and less (bench:authenticity).
  threshold: { limit: 6, direction: 'at-least', unit: '% of own colour' },
  strings: {
    failure: 'The document has no colour of its own.',
    remedy: 'Staff must look whether it is a copy, or a document printed gray.',
    note: 'One sign among several; must not accuse. Some old cards are printed gray.',
  },
  measure({ documentGeometry, ownColour }) {
    const found = documentGeometry.documents[0];
    if (!found || !ownColour) return notApplicable('no-document');
    if (ownColour.usable < leastUsable) return notAssessed('too-bright-to-tell');
    return measured(ownColour.spread, [regionOf(found.quad)], { weight: 2 });
  },
});
