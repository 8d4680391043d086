import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, goodQuality } from '../../vision/artifacts/face-specimen.ts';
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { faceCovered } from './covered.ts';

type Row = [what: string, spoiled: Partial<FaceQuality>, status: 'pass' | 'fail', variant?: string];
const seen = { contrast: 0.6, light: 0.6 };

describe('face.covered', () => {
  test.each<Row>([
    ['nothing in front of it', {}, 'pass'],
    ['plain glasses: a darker, busier eye', { cover: { lipsOff: 0.04, left: { contrast: 0.8, light: 0.4 }, right: { contrast: 0.8, light: 0.4 } } }, 'pass'],
    ['a mask: both nets guess where the lips are', { cover: { lipsOff: 0.2, left: seen, right: seen } }, 'fail', 'mouth'],
    ['a hand on one eye', { cover: { lipsOff: 0.04, left: { contrast: 0.2, light: 0.9 }, right: seen } }, 'fail', 'eyes'],
    ['light on the glasses', { cover: { lipsOff: 0.04, left: { contrast: 0.1, light: 1.1 }, right: { contrast: 0.1, light: 1.1 } } }, 'fail', 'eyes'],
    ['dark glasses', { cover: { lipsOff: 0.04, left: { contrast: 0.5, light: 0.08 }, right: { contrast: 0.5, light: 0.1 } } }, 'fail', 'dark-glasses'],
    ['both eyes shut are face.eyes\'s', { eyeAspectRatio: { left: 0.03, right: 0.04 }, cover: { lipsOff: 0.04, left: { contrast: 0.2, light: 0.7 }, right: { contrast: 0.2, light: 0.7 } } }, 'pass'],
    ['so much that the mesh doubts there is a face', { confidence: 0.95 }, 'fail', 'face'],
  ])('%s', (_what, spoiled, status, variant) => {
    const got = faceCovered.measure({ faceQuality: { ...goodQuality, ...spoiled } }, context);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, faceCovered.threshold)).toBe(status);
    if (variant) expect(got.values).toMatchObject({ variant });
    if (variant) expect(faceCovered.strings.variants).toHaveProperty(variant);
    expect(got.regions).toEqual([goodQuality.region]);
  });

  test('does not apply where there is no face', () => {
    expect(faceCovered.measure({ faceQuality: null }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
