import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceSharpness } from './sharpness.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.sharpness', () => {
  test.each<Row>([
    ['crisp', { sharpness: 0.6 }, 'pass'],
    ['out of focus', { sharpness: 0.1 }, 'fail'],
  ])('%s', (_what, spoiled, status) => {
    const got = faceSharpness.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceSharpness.threshold)).toBe(status);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceSharpness.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
