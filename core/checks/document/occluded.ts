/** Row P1.1c: a finger, a hand or a thing lies over the document. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const percent = (share: number): number => Math.round(1000 * share) / 10;

export const occluded = defineCheck({
  id: 'doc.occluded',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentCover'],
  // Chosen, not measured: 1 % of ID-1 is 7 x 7 mm, about one field; what covers the outermost 3.5 mm is not counted, so that a
  // document may be held at its rim (Microblink names the share that a hand may cover and leaves the number to the customer).
  threshold: { limit: 0.01, direction: 'at-most', unit: 'share of the document' },
  strings: {
    failure: 'Something covers a part of the document.',
    remedy: 'Lay the document down or hold it by its edge only.',
    note: 'A finger, hand or other thing lies over the document. Variants say what is under it: portrait, mrz (machine readable lines), text.',
    variants: {
      portrait: { failure: 'Something covers the portrait on the document.', remedy: 'Take your fingers off the portrait and hold the document by its edge.' },
      mrz: { failure: 'Something covers the machine readable lines.', remedy: 'Take your fingers off the lines at the bottom.' },
      text: { failure: 'Something covers a part of the document.', remedy: 'Lay the document down or hold it by its edge only.' },
    },
  },
  measure({ documentGeometry, documentCover }, { lane }) {
    // Nobody holds a page under the lid of a scanner.
    if (lane === 'scanner') return notApplicable('own-scanner');
    if (documentGeometry.documents.length === 0) return notApplicable('no-document');
    // A cover is told by how it breaks the border: where no border shows nothing can be said, and that is no pass.
    if (!documentCover) return notAssessed('no-surround');
    const { share, dataShare, zones, regions } = documentCover;
    const [worst] = Object.entries(zones).sort((a, b) => b[1] - a[1]);
    const under = Object.fromEntries(Object.entries(zones).map(([name, of]) => [`${name}Percent`, percent(of)]));
    return measured(dataShare, regions, { variant: worst?.[0] ?? 'text', percent: percent(share), ...under });
  },
});
