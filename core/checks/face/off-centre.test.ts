import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceOffCentre } from './off-centre.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail'];

describe('face.off-centre', () => {
  test.each<Row>([
    ['in the middle', { offCentre: { x: 0.05, y: -0.1 } }, 'pass'],
    ['at the right border', { offCentre: { x: 0.4, y: 0 } }, 'fail'],
    ['at the lower border', { offCentre: { x: 0, y: 0.4 } }, 'fail'],
  ])('%s', (_what, spoiled, status) => {
    const got = faceOffCentre.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceOffCentre.threshold)).toBe(status);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceOffCentre.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
