/** Row P2.2c: the votes on a live face together. 0 points: clear, 1: doubtful (recorded, nobody is stopped), 2 and more: suspected, staff decides. */
import { defineCheck, measured, notAssessed } from '../check.ts';

/** Regions a result may carry (case.ts allows 64). */
const mostRegions = 32;

export const livePresentation = defineCheck({
  id: 'live.presentation',
  subject: 'liveness',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['votes'],
  // Chosen, as for documents: one weak vote (1 point) never stops a case; a strong one or two weak ones (2) bring it to staff. See docs/adr/0011-liveness.md.
  threshold: { limit: 1, direction: 'at-most', unit: 'points' },
  strings: {
    failure: 'Signs of a picture or a screen before the camera.',
    remedy: 'Staff must look at the face itself, then repeat the live check or attest.',
    note: 'Several independent signs together; must not accuse anybody. values.signs lists their ids.',
  },
  measure({ votes }) {
    const able = votes.filter((v) => v.status !== 'not-applicable');
    const cast = able.filter((v) => v.status !== 'not-assessed');
    if (cast.length === 0) return notAssessed(able[0]?.reason ?? 'no-vote-possible');
    const signs = cast.filter((v) => v.status === 'fail');
    const points = signs.reduce((sum, v) => sum + Number(v.values['weight'] ?? 1), 0);
    const verdict = points === 0 ? 'clear' : points === 1 ? 'doubtful' : 'suspected';
    return measured(points, signs.flatMap((v) => v.regions).slice(0, mostRegions), { verdict, signs: signs.map((v) => v.id).join(' '), cast: cast.length, unassessed: able.length - cast.length });
  },
});
