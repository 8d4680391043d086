import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, faceAt, faceSet } from '../../vision/artifacts/face-specimen.ts';
import { faceNone } from './none.ts';

describe('face.none', () => {
  test.each([
    ['nobody', faceSet(), 0, 'fail'],
    ['one person', faceSet(faceAt(500, 300)), 1, 'pass'],
    ['two people are the business of face.multiple', faceSet(faceAt(500, 300), faceAt(100, 200)), 2, 'pass'],
  ])('%s', (_what, faces, value, status) => {
    const got = faceNone.measure({ faces, upsideDownFace: null }, context);
    expect(got).toMatchObject({ kind: 'measured', value });
    expect(judge(value, faceNone.threshold)).toBe(status);
  });

  test('a camera that hangs upside down is told from nobody', () => {
    const place = { x: 400, y: 300, width: 180, height: 210 };
    expect(faceNone.measure({ faces: faceSet(), upsideDownFace: place }, context)).toMatchObject({ value: 0, regions: [place], values: { variant: 'upside-down' } });
  });
});
