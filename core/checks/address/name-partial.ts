/** Row A2.2: the name on the paper fits and is not the whole name; another name is row A2.1 and never told here. */
import { placesOf } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const remedy = 'Bring a paper with your full name as on the identity document.';
/** Told by the first of these that was found. */
const told = ['initial', 'short-form', 'given-missing', 'surname-missing', 'married-name', 'household', 'extra-name', 'generation', 'given-order'] as const;

export const namePartial = defineCheck({
  id: 'name.partial',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: words of the name that the paper has only in part, or not at all.
  threshold: { limit: 0, direction: 'at-most', unit: 'words' },
  strings: {
    failure: 'The paper does not bear the full name: {words}.',
    remedy,
    note: 'values.words are the words of the name that are missing or shortened. Variants by the reason.',
    variants: {
      initial: { failure: 'The paper has only an initial where the document has a name: {words}.', remedy },
      'short-form': { failure: 'The paper has a short form of the name: {words}.', remedy },
      'given-missing': { failure: 'A given name is missing on the paper: {words}.', remedy },
      'surname-missing': { failure: 'A surname is missing on the paper: {words}.', remedy },
      'married-name': { failure: 'The paper has another surname beside or in place of one: {words}.', remedy },
      household: { failure: 'The paper names a household and not a person.', remedy },
      'extra-name': { failure: 'The paper has a name more than the document: {words}.', remedy },
      generation: { failure: 'The paper and the document differ in junior or senior.', remedy },
      'given-order': { failure: 'The paper has the names in another order than the document: {words}.', remedy },
    },
  },
  measure({ proofFacts }) {
    if (!proofFacts.name) return notApplicable('no-holder');
    const { name: { verdict, reasons, pairs }, nameLine: line } = proofFacts;
    if (verdict === 'unclear') return notAssessed(reasons.includes('misread') ? 'name-doubtful' : 'name-unread');
    if (verdict === 'mismatch') return notApplicable('name-mismatch');
    if (verdict === 'same') return measured(0);
    const short = pairs.filter((p) => ['initial', 'short-form', 'married', 'missing', 'extra'].includes(p.relation));
    const variant = told.find((reason) => reasons.includes(reason));
    // Names in another order are all there: the words are the name as the paper has it.
    const words = short.length > 0 ? short.map((p) => p.holder ?? p.proof ?? '').join(' ') : (line?.text ?? '');
    return measured(Math.max(1, short.length), placesOf(proofFacts, [line]), { words: words.slice(0, 200), ...(variant ? { variant } : {}) });
  },
});
