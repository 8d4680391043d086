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
    const got = faceNone.measure({ faces }, context);
    expect(got).toMatchObject({ kind: 'measured', value });
    expect(judge(value, faceNone.threshold)).toBe(status);
  });
});
