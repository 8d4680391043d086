import { describe, expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { matchThresholds } from '../../vision/face/compare.ts';
import { judge } from '../check.ts';
import { matchId } from './id.ts';

const measure = (distance: number | null, missing: 'portrait' | 'live' | null = null) => matchId.measure({ faceMatch: { distance, missing, frames: 5 } }, context);

describe('match.id', () => {
  test.each([
    ['the same person', matchThresholds.match - 0.1, 'match', 'pass'],
    ['left open', (matchThresholds.match + matchThresholds.different) / 2, 'unsure', 'fail'],
    ['a stranger', matchThresholds.different + 0.1, 'different', 'fail'],
  ])('%s', (_what, distance, variant, status) => {
    expect(measure(distance)).toEqual({ kind: 'measured', value: distance, regions: [], values: { variant, frames: 5 } });
    expect(judge(distance, matchId.threshold)).toBe(status);
  });

  test('a missing face is not assessed, never a pass', () => {
    expect(measure(null, 'portrait')).toEqual({ kind: 'not-assessed', reason: 'no-portrait-face' });
    expect(measure(null, 'live')).toEqual({ kind: 'not-assessed', reason: 'no-live-face' });
    expect(measure(null)).toEqual({ kind: 'not-assessed', reason: 'no-distance' });
  });
});
