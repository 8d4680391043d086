import { describe, expect, test } from 'vitest';
import type { Point } from '../../frame.ts';
import { coverOf } from './cover.ts';

const size = 128;
const leftEye = { x: 40, y: 50 };
const rightEye = { x: 88, y: 50 };
const lips = { x: 64, y: 102 };
const same = [1, 0, 0, 0, 1, 0] as const;

/** 68 points that matter here: both eyes, mouth. */
function landmarks(): Point[] {
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 64, y: 64 }));
  points.fill(leftEye, 36, 42).fill(rightEye, 42, 48).fill(lips, 48, 68);
  return points;
}

/** Skin of one luminance with dark pupils; what lies over an eye is painted last. */
function face(skin: number, over: { at: Point; light: number }[] = []): Float32Array {
  const gray = new Float32Array(size * size).fill(skin);
  const paint = (at: Point, half: number, light: number): void => {
    for (let y = at.y - half; y <= at.y + half; y += 1) gray.fill(light, y * size + at.x - half, y * size + at.x + half + 1);
  };
  for (const eye of [leftEye, rightEye]) paint(eye, 4, skin * 0.25);
  for (const { at, light } of over) paint(at, 16, light);
  return gray;
}

describe('coverOf', () => {
  test('open eyes have contrast and lips lie where both nets see them', () => {
    const got = coverOf(face(140), size, same, landmarks(), lips);
    expect(got.lipsOff).toBe(0);
    for (const side of ['left', 'right'] as const) expect(got[side].contrast).toBeCloseTo(0.75, 2);
  });
  test('does not depend on how light the skin is', () => {
    expect(coverOf(face(60), size, same, landmarks(), lips).left.contrast).toBeCloseTo(coverOf(face(220), size, same, landmarks(), lips).left.contrast, 5);
  });
  test('a hand takes the contrast of the one eye it lies on', () => {
    const got = coverOf(face(140, [{ at: leftEye, light: 120 }]), size, same, landmarks(), lips);
    expect(got.left.contrast).toBeCloseTo(0, 5);
    expect(got.right.contrast).toBeCloseTo(0.75, 2);
  });
  test('dark glasses are dark against the cheek', () => {
    expect(coverOf(face(140, [{ at: leftEye, light: 12 }]), size, same, landmarks(), lips).left.light).toBeLessThan(0.1);
  });
  test('lips that two nets see apart are measured in eye distances, in the picture of the camera', () => {
    // The sheet is half as large as the face in the picture.
    const twice = landmarks().map((p) => ({ x: p.x * 2, y: p.y * 2 }));
    const got = coverOf(face(140), size, [2, 0, 0, 0, 2, 0], twice, { x: 128, y: 204 + 9.6 });
    expect(got.lipsOff).toBeCloseTo(9.6 / 96.3, 2);
    expect(got.left.contrast).toBeCloseTo(0.75, 2);
  });
});
