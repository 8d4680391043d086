import { describe, expect, test } from 'vitest';
import type { SeenBefore } from '../../case/sightings.ts';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { judge } from '../check.ts';
import { matchSeenBefore } from './seen-before.ts';

const measure = (said: Partial<SeenBefore>) => matchSeenBefore.measure({ seenBefore: { notSearched: null, searched: 40, otherDetails: 0, knownCustomer: 0, closest: null, limit: 0.71, ...said } }, context);

describe('match.seen-before', () => {
  test.each<[what: string, said: Partial<SeenBefore>, value: number, status: 'pass' | 'fail']>([
    ['nobody like this', {}, 0, 'pass'],
    ['a known customer is no hint', { knownCustomer: 3, closest: 0.4 }, 0, 'pass'],
    ['another name', { otherDetails: 1, closest: 0.5 }, 1, 'fail'],
  ])('%s', (_what, said, value, status) => {
    const got = measure(said);
    expect(got).toMatchObject({ kind: 'measured', value, values: { searched: 40, knownCustomer: said.knownCustomer ?? 0, limit: 0.71 } });
    expect(judge(value, matchSeenBefore.threshold)).toBe(status);
  });

  test('where nothing was searched it says why', () => expect(measure({ notSearched: 'demo' })).toEqual({ kind: 'not-assessed', reason: 'demo' }));

  test('it never decides by itself', () => expect(matchSeenBefore.lane).toBe('coach'));
});
