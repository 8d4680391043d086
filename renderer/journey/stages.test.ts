import { expect, it } from 'vitest';
import { advance, newJourney, type JourneyEvent, type JourneyStep } from '../../core/case/journey.ts';
import { placeOf } from './stages.ts';

const setup = { tier: 'primary' as const, mode: 'self-service' as const, documentType: 'id-card' as const, country: 'UTO' };
const walk: JourneyEvent[] = [
  { type: 'chosen', setup, twoSided: true, statement: true }, { type: 'consented', consent: { version: '1', accepted: true, faceComparison: true, at: '' } },
  { type: 'captured', step: 'document-front', captureId: 'a' }, { type: 'captured', step: 'document-back', captureId: 'b' }, { type: 'reviewed' },
  { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }, { type: 'statement-left' },
];

it('the way of a customer alone is as long at its end as at its beginning, also with two sides and a statement left to staff', () => {
  let journey = newJourney;
  const seen: [JourneyStep, number, number][] = [];
  const look = (): void => {
    const { at, of } = placeOf(journey.step, true);
    seen.push([journey.step, at, of]);
  };
  look();
  for (const event of walk) {
    journey = advance(journey, event);
    look();
  }
  expect(seen).toEqual([['setup', 1, 7], ['consent', 2, 7], ['document-front', 3, 7], ['document-back', 3, 7], ['review', 4, 7], ['face', 5, 7], ['challenge', 5, 7], ['statement', 6, 7], ['result', 7, 7]]);
});

it('where no statement is asked for the way is shorter from its beginning', () => {
  expect([placeOf('setup', false), placeOf('result', false)]).toEqual([{ at: 1, of: 6 }, { at: 6, of: 6 }]);
});
