import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceUnevenLight } from './uneven-light.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant?: string];

describe('face.uneven-light', () => {
  test.each<Row>([
    ['light from the front', { unevenness: 0.1 }, 'pass'],
    ['a window at one side', { unevenness: 1.1 }, 'fail', 'side'],
    ['a window behind', { luminance: 40, surround: 220 }, 'fail', 'behind'],
    ['dark skin before a white wall', { luminance: 65, surround: 200 }, 'pass'],
    ['a dark room behind', { luminance: 140, surround: 10 }, 'pass'],
    ['the face fills the picture', { luminance: 40, surround: null }, 'pass'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = faceUnevenLight.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceUnevenLight.threshold)).toBe(status);
    if (variant) expect(got.values).toMatchObject({ variant });
    if (variant) expect(faceUnevenLight.strings.variants).toHaveProperty(variant);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face, and never decides', () => {
    expect(faceUnevenLight.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
    expect(faceUnevenLight.lane).toBe('coach');
  });
});
