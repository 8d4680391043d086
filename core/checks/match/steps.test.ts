import { describe, expect, test } from 'vitest';
import type { FaceKind, StepPair } from '../../case/steps.ts';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { matchThresholds, verdict } from '../../vision/face/compare.ts';
import { oddOf } from '../../vision/face/steps.ts';
import { judge } from '../check.ts';
import { matchSteps } from './steps.ts';

type Row = readonly [a: FaceKind, b: FaceKind, distance: number];

function measure(...rows: Row[]) {
  const pairs = rows.map(([a, b, distance]): StepPair => ({ a, b, distance, verdict: verdict(distance) }));
  const faces = [...new Set(rows.flatMap(([a, b]) => [a, b]))];
  return matchSteps.measure({ faceSteps: { faces, pairs, odd: oddOf(pairs) } }, context);
}

describe('match.steps', () => {
  test.each<[what: string, rows: Row[], status: 'pass' | 'fail', odd: FaceKind | undefined]>([
    ['one person on all pictures', [['portrait', 'face', 0.5], ['portrait', 'live', 0.52], ['face', 'live', 0.2]], 'pass', undefined],
    ['another one holds the sheet', [['portrait', 'face', 0.5], ['portrait', 'live', 0.52], ['portrait', 'statement', 0.98], ['face', 'live', 0.2], ['face', 'statement', 1.01], ['live', 'statement', 0.99]], 'fail', 'statement'],
    ['somebody else took the challenge', [['portrait', 'face', 0.5], ['portrait', 'live', 0.98], ['face', 'live', 1.02]], 'fail', 'live'],
    ['somebody else is on the document', [['portrait', 'face', 0.95], ['portrait', 'live', 0.98], ['face', 'live', 0.2]], 'fail', 'portrait'],
    ['the portrait was changed, the ghost was not', [['portrait', 'ghost', 1], ['portrait', 'face', 0.97], ['portrait', 'live', 1], ['ghost', 'face', 0.6], ['ghost', 'live', 0.65], ['face', 'live', 0.2]], 'fail', 'portrait'],
    ['only one pair differs, and one of the two matches nobody', [['portrait', 'face', 0.6], ['portrait', 'live', 0.8], ['face', 'live', 0.9]], 'fail', 'live'],
    ['three different people: it cannot be told who is wrong', [['portrait', 'face', 1], ['portrait', 'live', 1], ['face', 'live', 1]], 'fail', undefined],
  ])('%s', (_what, rows, status, odd) => {
    const got = measure(...rows);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(got.value).toBe(Math.max(...rows.map((r) => r[2])));
    expect(judge(got.value, matchSteps.threshold)).toBe(status);
    expect(got.values?.['variant']).toBe(odd);
    if (odd) expect(matchSteps.strings.variants).toHaveProperty(odd);
  });

  test('the portrait in the hand is left to stmt.other-document', () => {
    expect(measure(['portrait', 'face', 0.5], ['portrait', 'live', 0.52], ['face', 'live', 0.2], ['portrait', 'held', 0.95])).toMatchObject({ value: 0.52 });
  });

  test('two faces are what match.id is about', () => {
    expect(measure(['portrait', 'face', matchThresholds.different + 0.1])).toEqual({ kind: 'not-applicable', reason: 'fewer-than-three-faces' });
  });
});
