/** Row A1.4: the proof of address was changed after it was issued. Signs of the file add up as the votes on documents do (docs/adr/0008-authenticity.md). */
import { pdfSigns } from '../../vision/pdf/signs.ts';
import { defineCheck, measured, notApplicable, notAssessed, type Measured } from '../check.ts';
import type { CheckResult } from '../check.ts';

/** Signs that have a sentence of their own. */
const variants: Readonly<Record<string, string>> = { 'text-replaced': 'replaced', 'text-unlike-picture': 'unlike' };

/** More bring the paper to staff. */
const mostPoints = 1;

/** Regions a result may carry (case.ts allows 64). */
const mostRegions = 32;

export const poaEdited = defineCheck({
  id: 'poa.edited',
  subject: 'address',
  stages: ['capture'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['pdfContents', 'votes', 'layerRows'],
  // Chosen, as for auth.altered: one weak sign (1 point) stops nobody; a strong one or two weak ones (2) bring the paper to staff. Rates: bench:address.
  threshold: { limit: mostPoints, direction: 'at-most', unit: 'points' },
  strings: {
    failure: 'The proof of address does not look untouched.',
    remedy: 'Staff must look at the marked places, or ask for the original on paper.',
    note: 'Several signs together; must not accuse anybody. values.signs lists them, values.editor names a program. Variants: replaced (text was covered and written anew), unlike (the letters that are drawn are not those of the text).',
    variants: {
      unlike: { failure: 'This PDF shows something else than its text says.', remedy: 'Staff must look at the marked places, or ask for the original on paper.' },
      replaced: { failure: 'Text on this PDF was covered and written anew.', remedy: 'Staff must look at the marked places, or ask for the original on paper.' },
    },
  },
  measure: ({ pdfContents, votes, layerRows }) => {
    if (!pdfContents) return ofVotes(votes);
    const signs = pdfSigns(pdfContents, layerRows.kind === 'rows' ? layerRows.rows : []);
    const points = signs.reduce((sum, s) => sum + s.weight, 0);
    // A look that was not finished found nothing, which is no sign that nothing is there.
    if (layerRows.kind === 'unread' && points <= mostPoints) return notAssessed('layer-not-compared');
    const variant = variants[signs.find((s) => s.name in variants)?.name ?? ''];
    const onFirstPage = signs.filter((s) => s.page === 0).flatMap((s) => s.regions).slice(0, mostRegions);
    return measured(points, onFirstPage, { signs: signs.map((s) => s.name).join(' '), editor: signs.find((s) => s.name === 'editor')?.detail ?? '', ...(variant ? { variant } : {}) });
  },
});

/** A picture: the votes that were cast on it. */
function ofVotes(votes: readonly CheckResult[]): Measured {
  const able = votes.filter((v) => v.status === 'pass' || v.status === 'fail');
  if (able.length === 0) return notApplicable(votes[0]?.reason ?? 'no-votes');
  const signs = able.filter((v) => v.status === 'fail');
  return measured(signs.reduce((sum, v) => sum + Number(v.values['weight'] ?? 1), 0), signs.flatMap((v) => v.regions).slice(0, mostRegions), { signs: signs.map((v) => v.id).join(' '), editor: '' });
}
