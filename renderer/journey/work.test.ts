import { expect, it } from 'vitest';
import type { RetakeStep } from '../../core/case/journey.ts';
import { newJourney } from '../../core/case/journey.ts';
import { choiceOf, consentOf, retakeOf, type FaceWork } from './work.ts';

const face: FaceWork = { captureId: 'f', picture: new Uint8Array(1), width: 1, height: 1, results: [] };

it.each<[RetakeStep, string[]]>([
  ['setup', ['corrections', 'judged', 'match', 'mrzChoices', 'sides', 'staffComparison']],
  ['document-front', ['corrections', 'judged', 'match', 'mrzChoices', 'staffComparison']], ['document-back', ['corrections', 'judged', 'match', 'mrzChoices', 'staffComparison']],
  ['face', ['challenge', 'match', 'staffComparison']], ['challenge', ['challenge', 'match', 'staffComparison']], ['staff-comparison', ['challenge', 'match', 'staffComparison']],
  ['statement', ['match', 'statement']], ['address', []], ['proof', []],
])('with %s made again fall %j', (step, fallen) => {
  const [event, change] = retakeOf(step, { face });
  expect([event, Object.keys(change).sort()]).toEqual([{ type: 'retake', step }, fallen]);
});

it('a live check without a face begins with the face', () => expect(retakeOf('challenge', { face: null })[0]).toEqual({ type: 'retake', step: 'face' }));

const chosen = { tier: 'advanced', mode: 'attended', documentType: 'id-card', country: 'UTO' } as const;
const consent = { version: '1', accepted: true, faceComparison: true, at: '' };
const before = { journey: { ...newJourney, setup: { ...chosen, consent } } };
const policy = { twoSided: ['id-card' as const], statement: null };

it.each([
  [{}, true, []],
  [{ documentType: 'passport' }, false, ['corrections', 'judged', 'match', 'mrzChoices', 'sides', 'staffComparison']],
  [{ tier: 'primary' }, true, ['address']],
] as const)('with %j chosen where an identity card in the advanced tier was, fall its parts', (other, twoSided, fallen) => {
  const [event, change] = choiceOf({ ...chosen, ...other }, before, policy);
  expect([event, Object.keys(change).sort()]).toEqual([{ type: 'chosen', setup: { ...chosen, ...other }, twoSided, statement: false }, fallen]);
});

it('whoever does not agree to a comparison of faces after all leaves none in the case', () => {
  expect(consentOf(consent)).toEqual([{ type: 'consented', consent }, {}]);
  expect(consentOf({ ...consent, faceComparison: false })[1]).toEqual({ face: null, challenge: null, match: null, statement: null });
});
