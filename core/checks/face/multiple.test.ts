import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, faceAt, faceSet } from '../../vision/artifacts/face-specimen.ts';
import { faceMultiple } from './multiple.ts';

describe('face.multiple', () => {
  test('one person passes', () => {
    expect(faceMultiple.measure({ faces: faceSet(faceAt(500, 300)) }, context)).toEqual({ kind: 'measured', value: 1, regions: [], values: { count: 1 } });
    expect(judge(1, faceMultiple.threshold)).toBe('pass');
  });

  test('the other person is marked, not the customer', () => {
    const got = faceMultiple.measure({ faces: faceSet(faceAt(500, 300), faceAt(100, 200)) }, context);
    expect(got).toEqual({ kind: 'measured', value: 2, regions: [{ x: 100, y: 100, width: 170, height: 200 }], values: { count: 2 } });
    expect(judge(2, faceMultiple.threshold)).toBe('fail');
  });

  test('does not apply to an empty picture', () => {
    expect(faceMultiple.measure({ faces: faceSet() }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
