import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceExposure } from './exposure.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant?: string];

describe('face.exposure', () => {
  test.each<Row>([
    ['daylight', { luminance: 140, unevenness: 0.1 }, 'pass'],
    ['dark skin in good light', { luminance: 65, unevenness: 0.1 }, 'pass'],
    ['a cellar', { luminance: 20 }, 'fail', 'dark'],
    ['a lamp into the face', { luminance: 245 }, 'fail', 'bright'],
    ['a window at one side is another check\'s', { unevenness: 1.1 }, 'pass'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = faceExposure.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceExposure.threshold)).toBe(status);
    if (variant) expect(got.values).toMatchObject({ variant });
    if (variant) expect(faceExposure.strings.variants).toHaveProperty(variant);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceExposure.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
