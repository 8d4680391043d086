import { expect, it } from 'vitest';
import type { RetakeStep } from '../../core/case/journey.ts';
import { retakeOf, type FaceWork } from './work.ts';

const face: FaceWork = { captureId: 'f', picture: new Uint8Array(1), width: 1, height: 1, results: [] };

it.each<[RetakeStep, string[]]>([
  ['document-front', ['corrections', 'judged', 'match', 'mrzChoices', 'staffComparison']], ['document-back', ['corrections', 'judged', 'match', 'mrzChoices', 'staffComparison']],
  ['face', ['challenge', 'match', 'staffComparison']], ['challenge', ['challenge', 'match', 'staffComparison']], ['staff-comparison', ['challenge', 'match', 'staffComparison']],
  ['statement', ['match', 'statement']], ['address', []], ['proof', []],
])('with %s made again fall %j', (step, fallen) => {
  const [event, change] = retakeOf(step, { face });
  expect([event, Object.keys(change).sort()]).toEqual([{ type: 'retake', step }, fallen]);
});

it('a live check without a face begins with the face', () => expect(retakeOf('challenge', { face: null })[0]).toEqual({ type: 'retake', step: 'face' }));
