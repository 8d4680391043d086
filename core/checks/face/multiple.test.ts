import { describe, expect, test } from 'vitest';
import { judge } from '../check.ts';
import { contextOfTests as context, faceAt, faceSet } from '../../vision/artifacts/face-specimen.ts';
import { faceMultiple } from './multiple.ts';

const boxOf = (x: number, y: number, height: number) => ({ ...faceAt(x, height), box: { ...faceAt(x, height).box, y } });

describe('face.multiple', () => {
  test('one person passes', () => {
    expect(faceMultiple.measure({ faces: faceSet(faceAt(500, 300)), framedFaces: [false] }, context)).toEqual({ kind: 'measured', value: 1, regions: [], values: { count: 1 } });
    expect(judge(1, faceMultiple.threshold)).toBe('pass');
  });

  test('the other person is marked, not the customer', () => {
    const got = faceMultiple.measure({ faces: faceSet(faceAt(500, 300), faceAt(100, 200)), framedFaces: [false, false] }, context);
    expect(got).toEqual({ kind: 'measured', value: 2, regions: [{ x: 100, y: 100, width: 170, height: 200 }], values: { count: 2 } });
    expect(judge(2, faceMultiple.threshold)).toBe('fail');
  });

  test.each([
    ['on a picture beside the head', [faceAt(500, 300), faceAt(100, 200)], [false, true], 'wall', 1],
    ['on a document before the body', [faceAt(500, 300), boxOf(520, 450, 120)], [false, true], 'document', 1],
    ['on a document held so close that its face is the larger one', [boxOf(520, 420, 320), faceAt(500, 300)], [true, false], 'document', 0],
  ] as const)('a face %s gets its own sentence and still counts', (_what, faces, framedFaces, variant, marked) => {
    const got = faceMultiple.measure({ faces: faceSet(...faces), framedFaces }, context);
    expect(got).toEqual({ kind: 'measured', value: 2, regions: [faces[marked]!.box], values: { variant, count: 2 } });
    expect(judge(2, faceMultiple.threshold)).toBe('fail');
  });

  test.each([
    ['a second person beside a picture', [false, false, true]],
    ['nobody but pictures', [true, true, true]],
  ])('%s: the sentence is that of people', (_what, framedFaces) => {
    const got = faceMultiple.measure({ faces: faceSet(faceAt(500, 300), faceAt(100, 200), faceAt(900, 150)), framedFaces }, context);
    expect(got).toMatchObject({ value: 3, values: { count: 3 } });
  });

  test('does not apply to an empty picture', () => {
    expect(faceMultiple.measure({ faces: faceSet(), framedFaces: [] }, context)).toEqual({ kind: 'not-applicable', reason: 'no-face' });
  });
});
