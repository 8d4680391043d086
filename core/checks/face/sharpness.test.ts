import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceSharpness } from './sharpness.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant: 'defocus' | 'motion'];

describe('face.sharpness', () => {
  test.each<Row>([
    ['crisp', { sharpness: 0.6 }, 'pass', 'defocus'],
    ['out of focus', { sharpness: 0.1 }, 'fail', 'defocus'],
    ['moved', { sharpness: 0.2, evenness: 0.5 }, 'fail', 'motion'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = faceSharpness.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceSharpness.threshold)).toBe(status);
    expect(got).toMatchObject({ regions: [goodQuality.region], values: { variant } });
  });

  test('does not apply where there is no face', () => {
    expect(faceSharpness.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
