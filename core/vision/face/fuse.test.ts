import { describe, expect, test } from 'vitest';
import { compare, matchThresholds, verdict, type FaceDescriptor } from './compare.ts';
import { fuse } from './fuse.ts';

/** A unit vector pointing along one axis, leaning a little to another. */
function descriptor(axis: number, lean = 0): FaceDescriptor {
  const vector = (length: number) => {
    const v = new Float32Array(length);
    v[axis] = Math.cos(lean);
    v[axis + 1] = Math.sin(lean);
    return v;
  };
  return { faceApi: vector(128), faceres: vector(1024), frames: 1 };
}

describe('compare', () => {
  test('the same picture is at 0', () => expect(compare(descriptor(3), descriptor(3))).toBe(0));
  test('is symmetric', () => expect(compare(descriptor(3), descriptor(7))).toBe(compare(descriptor(7), descriptor(3))));
  test('grows with the difference', () => expect(compare(descriptor(3), descriptor(3, 0.4))).toBeGreaterThan(compare(descriptor(3), descriptor(3, 0.2))));
});

describe('verdict', () => {
  test.each([
    [0, 'match'],
    [matchThresholds.match, 'match'],
    [matchThresholds.match + 0.001, 'unsure'],
    [matchThresholds.different, 'unsure'],
    [matchThresholds.different + 0.001, 'different'],
    [Number.NaN, 'none'],
    [null, 'none'],
  ])('%s is %s', (distance, expected) => expect(verdict(distance)).toBe(expected));
});

describe('fuse', () => {
  test('lies between its parts, on the unit sphere', () => {
    const fused = fuse([descriptor(3, 0.2), descriptor(3, -0.2)]);
    expect(compare(fused, descriptor(3))).toBeCloseTo(0, 5);
    expect(fused.frames).toBe(2);
  });
  test('weights pull', () => {
    const [a, b] = [descriptor(3), descriptor(9)];
    const fused = fuse([a, b], [0.9, 0.1]);
    expect(compare(fused, a)).toBeLessThan(compare(fused, b));
  });
  test('nothing cannot be fused', () => {
    expect(() => fuse([])).toThrow(RangeError);
    expect(() => fuse([descriptor(1)], [0])).toThrow(RangeError);
    expect(() => fuse([descriptor(1)], [1, 1])).toThrow(RangeError);
  });
});
