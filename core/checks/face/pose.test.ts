import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { facePose } from './pose.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant?: string];

describe('face.pose', () => {
  test.each<Row>([
    ['frontal', { yaw: 3, pitch: -5, roll: 2 }, 'pass'],
    ['turned to the right of the picture', { yaw: 35 }, 'fail', 'turn'],
    ['turned to the left of the picture', { yaw: -35 }, 'fail', 'turn'],
    ['looks down', { pitch: -45 }, 'fail', 'nod'],
    ['head on the shoulder', { roll: 40 }, 'fail', 'tilt'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = facePose.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, facePose.threshold)).toBe(status);
    if (variant) expect(got.values).toMatchObject({ variant });
    if (variant) expect(facePose.strings.variants).toHaveProperty(variant);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(facePose.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
