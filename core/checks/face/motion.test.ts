import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceMotion } from './motion.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.motion', () => {
  test.each<Row>([
    ['held still', { evenness: 0.9 }, 'pass'],
    ['moved', { evenness: 0.55, blurDegrees: 90 }, 'fail'],
    ['out of focus, which blurs in every direction', { sharpness: 0.1, evenness: 0.88 }, 'pass'],
  ])('%s', (_what, spoiled, status) => {
    const faceQuality = { ...goodQuality, ...spoiled };
    const got = faceMotion.measure({ faceQuality }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceMotion.threshold)).toBe(status);
    expect(got).toMatchObject({ regions: [goodQuality.region], values: { degrees: faceQuality.blurDegrees } });
  });

  test('does not apply where there is no face', () => {
    expect(faceMotion.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
