import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceTooClose } from './too-close.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.too-close', () => {
  test.each<Row>([
    ['an arm away', { headHeightRatio: 0.55 }, 'pass'],
    ['chin and crown leave the picture', { headHeightRatio: 1.1 }, 'fail'],
  ])('%s', (_what, spoiled, status) => {
    const got = faceTooClose.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceTooClose.threshold)).toBe(status);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceTooClose.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
