/** Row A3.1: parts are missing in the address that the customer states. */
import { defineCheck, measured, notApplicable, type CheckValues } from '../check.ts';

export const addrIncomplete = defineCheck({
  id: 'addr.incomplete',
  subject: 'address',
  stages: ['evidence'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: parts that the policy asks for and the country has.
  threshold: { limit: 0, direction: 'at-most', unit: 'parts' },
  strings: {
    failure: 'The stated address is not complete: {parts}.',
    remedy: 'Add what is missing: street, number, city and postal code.',
    note: 'values.parts are the names of the parts. Variants: po-box (a box is no residence), postal-format (not a postal code of that country).',
    variants: {
      'po-box': { failure: 'A post-office box is not an address of residence.', remedy: 'State the street and number where you live.' },
      'postal-format': { failure: 'The postal code is not one of that country; it looks like {example}.', remedy: 'Correct the postal code.' },
    },
  },
  measure({ proofFacts: { address } }) {
    if (!address) return notApplicable('no-form');
    const problems = address.formProblems;
    const values: CheckValues = { parts: problems.map((p) => p.part).join(', ') };
    const [first] = problems;
    if (first && first.problem !== 'missing') Object.assign(values, { variant: first.problem, example: first.example ?? '' });
    return measured(problems.length, [], values);
  },
});
