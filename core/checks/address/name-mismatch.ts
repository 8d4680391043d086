/** Row A2.1: the paper names somebody else than the identity document. */
import { placesOf } from '../../document/proof-facts.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const nameMismatch = defineCheck({
  id: 'name.mismatch',
  subject: 'address',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'eligibility',
  artifacts: ['proofFacts'],
  // By definition: words of the name that stand against each other.
  threshold: { limit: 0, direction: 'at-most', unit: 'words' },
  strings: {
    failure: 'The paper names {paper}; the identity document names {holder}.',
    remedy: 'Bring a paper in your own name, or show staff why the names differ.',
    note: 'values.paper and values.holder are the words that differ.',
    variants: { company: { failure: 'The paper is addressed to a company ({paper}).', remedy: 'Bring a paper that is addressed to you in person.' } },
  },
  measure({ proofFacts }) {
    if (!proofFacts.name) return notApplicable('no-holder');
    const { name: { verdict, reasons, pairs }, nameLine: line } = proofFacts;
    if (verdict === 'unclear') return notAssessed(reasons.includes('misread') ? 'name-doubtful' : 'name-unread');
    if (verdict !== 'mismatch') return measured(0);
    const differing = pairs.filter((p) => ['different', 'extra', 'missing'].includes(p.relation));
    const words = (side: 'holder' | 'proof'): string => differing.flatMap((p) => p[side] ?? []).join(' ').slice(0, 190);
    return measured(Math.max(1, differing.length), placesOf(proofFacts, [line]), { paper: words('proof') || (line?.text.slice(0, 190) ?? ''), holder: words('holder'), ...(reasons.includes('company') ? { variant: 'company' } : {}) });
  },
});
