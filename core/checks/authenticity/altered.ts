/** Row P1.5: the votes on authenticity together. 0 points: clear, 1: doubtful (recorded, nobody is stopped), 2 and more: suspected, staff decides. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import type { Region } from '../../frame.ts';

/** Regions a result may carry (case.ts allows 64). */
const mostRegions = 32;

export const altered = defineCheck({
  id: 'auth.altered',
  subject: 'document',
  stages: ['capture'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['votes'],
  // Chosen: one weak vote (1 point) never stops a case; a strong one or two weak ones (2) bring it to staff. See docs/adr/0008-authenticity.md.
  threshold: { limit: 1, direction: 'at-most', unit: 'points' },
  strings: {
    failure: 'The picture of the document does not look untouched.',
    remedy: 'Staff must look at the document itself and compare it with the marked places.',
    note: 'Several independent signs together; must not accuse anybody. values.signs lists their ids.',
  },
  measure({ votes }) {
    const able = votes.filter((v) => v.status !== 'not-applicable');
    if (able.length === 0) return notApplicable(votes[0]?.reason ?? 'no-votes');
    if (able.every((v) => v.status === 'not-assessed')) return notAssessed('no-vote-possible');
    const signs = votes.filter((v) => v.status === 'fail');
    const points = signs.reduce((sum, v) => sum + Number(v.values['weight'] ?? 1), 0);
    const regions: Region[] = signs.flatMap((v) => v.regions).slice(0, mostRegions);
    const verdict = points === 0 ? 'clear' : points === 1 ? 'doubtful' : 'suspected';
    return measured(points, regions, { verdict, signs: signs.map((v) => v.id).join(' '), asked: able.length, unassessed: able.filter((v) => v.status === 'not-assessed').length });
  },
});
