import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { facePose } from './pose.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant?: string];

describe('face.pose', () => {
  test.each<Row>([
    ['frontal', { yaw: 3, pitch: -5, roll: 2 }, 'pass'],
    ['nose at the right border of the picture: the customer turned to their left', { yaw: 35 }, 'fail', 'turned-left'],
    ['nose at the left border of the picture', { yaw: -35 }, 'fail', 'turned-right'],
    ['looks down', { pitch: -45 }, 'fail', 'looks-down'],
    ['looks up', { pitch: 45 }, 'fail', 'looks-up'],
    ['the eye on the picture\'s right is lower: the head leans to the customer\'s left', { roll: 40 }, 'fail', 'tilted-left'],
    ['leans to the customer\'s right', { roll: -40 }, 'fail', 'tilted-right'],
    ['a nod counts less than a turn', { yaw: 25, pitch: 30 }, 'fail', 'turned-left'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = facePose.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, facePose.threshold)).toBe(status);
    if (variant) expect(got.values).toMatchObject({ variant });
    if (variant) expect(facePose.strings.variants).toHaveProperty(variant);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('says every angle in degrees', () => {
    expect(facePose.measure({ faceQuality: { ...goodQuality, yaw: 24.6, pitch: -3.2, roll: 1.4 } }, context)).toMatchObject({ values: { yaw: 25, pitch: -3, roll: 1 } });
  });

  test('does not apply where there is no face', () => {
    expect(facePose.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
