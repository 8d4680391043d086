/** The picture of the paper is too poor to be read: said at once, before anything that was misread on it is held against the customer. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

/**
 * Of 350 pictures (document/legibility.ts) of which at least 80 % of the words were read none of 156 is told, of which less than half were read 119 of 133 (3 more have
 * too few letters for any paper). At 0.6 it were 122, and a faint receipt that people read well (0.58; 1 of 35 real papers as they are).
 */
const readable = 0.55;

export const poaLegibility = defineCheck({
  id: 'poa.legibility',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['proofFacts'],
  // Measured: see `readable`.
  threshold: { limit: readable, direction: 'at-least', unit: 'certainty of reading' },
  strings: {
    failure: 'The picture of this paper cannot be read.',
    remedy: 'Take it again in good light, or scan the paper.',
    note: 'Variants: small, moved, blurred, dark. values.page: which page, from 1.',
    variants: {
      small: { failure: 'The print is too small in this picture.', remedy: 'Let the page fill the picture, or scan it at 300 dpi.' },
      moved: { failure: 'The paper moved while the picture was taken.', remedy: 'Lay it down and hold the camera still, or scan it.' },
      blurred: { failure: 'The print in this picture is blurred.', remedy: 'Wait until the picture is sharp, or scan the paper.' },
      dark: { failure: 'The picture of this paper is too dark to be read.', remedy: 'Switch on a light, or scan the paper.' },
    },
  },
  measure({ proofFacts: { worstPage, identity } }) {
    if (identity) return notApplicable('identity-document');
    if (worstPage === null) return measured(1);
    const { certainty, cause, page } = worstPage;
    if (cause === null && certainty < readable) return notAssessed('not-sure');
    return measured(certainty, [], { page: page + 1, ...(cause ? { variant: cause } : {}) });
  },
});
