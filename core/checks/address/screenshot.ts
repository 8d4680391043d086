/** Row A1.2: the proof of address is a copy of a screen instead of a PDF, a scan or a photo of paper. */
import { defineCheck, notApplicable } from '../check.ts';
import { measureScreenGrab } from '../screen-grab.ts';

export const poaScreenshot = defineCheck({
  id: 'poa.screenshot',
  subject: 'address',
  stages: ['capture'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['frame', 'exactPixels', 'pictureFile', 'pdfContents'],
  // Measured, as for auth.screenshot: the same pixels, asked by another row (bench:authenticity).
  threshold: { limit: 0.04, direction: 'at-most', unit: 'share painted' },
  strings: {
    failure: 'This is a screenshot.',
    remedy: 'Bring the PDF itself, or the letter on paper to be scanned here.',
    note: 'The customer gave a copy of a screen as proof of address. Variants: painted, named (the file says so).',
    variants: {
      painted: { failure: 'This is a screenshot: it has areas of exactly one colour.', remedy: 'Bring the PDF itself, or the letter on paper to be scanned here.' },
      named: { failure: 'This is a screenshot: the file says so.', remedy: 'Bring the PDF itself, or the letter on paper to be scanned here.' },
    },
  },
  measure(artifacts, context) {
    const page = artifacts.pdfContents?.pages[0];
    // Of a PDF only a page that is one picture can be a grabbed screen; what a program draws is painted by right.
    if (page && !page.drawing.pageImage) return notApplicable('pdf');
    return measureScreenGrab(artifacts, context);
  },
});
