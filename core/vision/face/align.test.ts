import { describe, expect, test } from 'vitest';
import type { Point } from '../../frame.ts';
import { alignedToSource, boxToSource, facePlaces, fitSimilarity, frontalEyeDistance, rollOf } from './align.ts';
import { applyAffine } from './pixels.ts';

const square: Point[] = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 0, y: 10 }];
const turned = (degrees: number, scale: number, shift: Point) => (p: Point): Point => {
  const r = (degrees * Math.PI) / 180;
  return { x: scale * (p.x * Math.cos(r) - p.y * Math.sin(r)) + shift.x, y: scale * (p.x * Math.sin(r) + p.y * Math.cos(r)) + shift.y };
};

/** 68 points with eyes 40 px apart at y 100, mouth 43.2 px below, chin 80 px below. */
function plainFace(): Point[] {
  const points = Array.from({ length: 68 }, () => ({ x: 100, y: 120 }));
  for (let i = 36; i < 42; i += 1) points[i] = { x: 80, y: 100 };
  for (let i = 42; i < 48; i += 1) points[i] = { x: 120, y: 100 };
  for (let i = 48; i < 68; i += 1) points[i] = { x: 100, y: 143.2 };
  points[8] = { x: 100, y: 180 };
  return points;
}

describe('fitSimilarity', () => {
  test.each([
    [0, 1, { x: 0, y: 0 }],
    [30, 2, { x: 5, y: -3 }],
    [-170, 0.25, { x: 900, y: 40 }],
  ])('finds a turn of %d degrees, scale %d', (degrees, scale, shift) => {
    const move = turned(degrees, scale, shift);
    const map = fitSimilarity(square, square.map(move));
    for (const p of square) {
      expect(applyAffine(map, p).x).toBeCloseTo(move(p).x, 9);
      expect(applyAffine(map, p).y).toBeCloseTo(move(p).y, 9);
    }
  });

  test('does not mirror: a mirrored face is not made to fit', () => {
    const mirrored = square.map((p) => ({ x: -p.x, y: p.y }));
    const [a, b, , d, e] = fitSimilarity(square, mirrored);
    expect(a * e - b * d).toBeGreaterThanOrEqual(0);
  });
});

test('alignedToSource undoes rotation, scale and place of the face', () => {
  const straight = alignedToSource(plainFace(), 150, 0.25);
  const move = turned(25, 3, { x: 400, y: 50 });
  const moved = alignedToSource(plainFace().map(move), 150, 0.25);
  for (const p of [{ x: 0, y: 0 }, { x: 150, y: 0 }, { x: 75, y: 75 }]) {
    const expected = move(applyAffine(straight, p));
    expect(applyAffine(moved, p).x).toBeCloseTo(expected.x, 6);
    expect(applyAffine(moved, p).y).toBeCloseTo(expected.y, 6);
  }
});

test('boxToSource puts the box in the middle of the square', () => {
  const map = boxToSource({ x: 100, y: 200, width: 50, height: 100 }, 112, 1.5);
  expect(applyAffine(map, { x: 56, y: 56 })).toEqual({ x: 125, y: 250 });
  expect(applyAffine(map, { x: 112, y: 112 }).y - applyAffine(map, { x: 0, y: 0 }).y).toBeCloseTo(150);
});

describe('places of a face', () => {
  test('eyes, mouth and chin', () => {
    expect(facePlaces(plainFace())).toMatchObject({ leftEye: { x: 80, y: 100 }, rightEye: { x: 120, y: 100 }, eyes: { x: 100, y: 100 }, chin: { x: 100, y: 180 } });
  });
  test('roll is positive when the eye on the right is lower', () => {
    const lowered = plainFace();
    for (let i = 42; i < 48; i += 1) lowered[i] = { x: 120, y: 140 };
    expect(rollOf(facePlaces(lowered))).toBeCloseTo(45);
  });
  test('turning the head does not shrink the frontal eye distance', () => {
    expect(frontalEyeDistance(facePlaces(plainFace()))).toBeCloseTo(40);
    const side = plainFace().map((p) => ({ x: 100 + (p.x - 100) * 0.5, y: p.y }));
    expect(frontalEyeDistance(facePlaces(side))).toBeCloseTo(40);
  });
});
