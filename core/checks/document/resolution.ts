/** Row P1.1f: the document is too small in the picture to be read. */
import { regionOf } from '../../frame.ts';
import { scaleByCard } from '../../golden-card/desk.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

/**
 * Where the size of the document is not known, its print says how finely it is seen: the lines of common print on identity documents
 * are 2.2 mm high from the foot of the letters to the head of the capitals (6..8 point). Chosen, not measured.
 */
const lineHeightMillimetres = 2.2;

export const resolution = defineCheck({
  id: 'doc.resolution',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'documentProof'],
  // Measured on mrz_specimen: 80 dpi shows an OCR-B capital (2.4 mm, ICAO 9303-3) 7.6 pixels high, the least the MRZ reader is trained
  // for; 2 of 55 files, both illegible by eye (54 and 56 dpi), and one at 74 dpi lie below. Regula asks for 150, which 25 of the 55 miss.
  threshold: { limit: 80, direction: 'at-least', unit: 'dpi' },
  strings: {
    failure: 'The document is too small in the picture.',
    remedy: 'Hold the document closer to the camera.',
    note: 'Measured in pixels per inch on the document itself, so a large picture of a far card fails too.',
    variants: {
      'too-far': { failure: 'The document is too small in the picture.', remedy: 'Hold the document closer to the camera.' },
      'too-coarse': { failure: 'The picture has too few pixels to read the document.', remedy: 'Scan it at 300 dpi or take a larger picture.' },
    },
  },
  measure({ documentGeometry, documentProof }, { desk, chosenType }) {
    const [found] = documentGeometry.documents;
    if (!found) return notApplicable('no-document');
    const byPrint = documentProof.lineHeight === null ? null : (documentProof.lineHeight / lineHeightMillimetres) * 25.4;
    const byCard = desk ? scaleByCard(desk, found, byPrint, chosenType) : null;
    const dpi = byCard ?? found.dpi ?? byPrint;
    if (dpi === null) return notApplicable('no-scale');
    const variant = found.coverage > 0.5 ? 'too-coarse' : 'too-far';
    return measured(dpi, [regionOf(found.quad)], { variant, dpi: Math.round(dpi), from: byCard !== null ? 'card' : found.dpi === null ? 'print' : 'outline' });
  },
});
