import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceEyes } from './eyes.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.eyes', () => {
  test.each<Row>([
    ['open', { eyeAspectRatio: { left: 0.3, right: 0.29 } }, 'pass'],
    ['narrow but open', { eyeAspectRatio: { left: 0.18, right: 0.17 } }, 'pass'],
    ['a wink', { eyeAspectRatio: { left: 0.05, right: 0.27 } }, 'pass'],
    ['shut', { eyeAspectRatio: { left: 0.06, right: 0.07 } }, 'fail'],
  ])('%s', (_what, spoiled, status) => {
    const got = faceEyes.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceEyes.threshold)).toBe(status);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceEyes.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
