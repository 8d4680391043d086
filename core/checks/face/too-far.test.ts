import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceTooFar } from './too-far.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.too-far', () => {
  test.each<Row>([
    ['an arm away', { interEyePixels: 110 }, 'pass'],
    ['just enough pixels', { interEyePixels: 61 }, 'pass'],
    ['across the room', { interEyePixels: 35 }, 'fail'],
  ])('%s', (_what, spoiled, status) => {
    const got = faceTooFar.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceTooFar.threshold)).toBe(status);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceTooFar.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
