import { describe, expect, test } from 'vitest';
import { aboveFloor } from '../artifacts/faces.ts';
import { faceAt } from '../artifacts/face-specimen.ts';
import { merge } from './detect.ts';
import { openingOf, poseOf } from './mesh.ts';
import { surroundOf } from './quality.ts';

/** A room of one luminance with a head of another in it. */
function roomWithHead(room: number, head: number, box: { x: number; y: number; width: number; height: number }) {
  const [width, height] = [160, 90];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
      data.fill(inside ? head : room, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data };
}

describe('surroundOf', () => {
  const box = { x: 60, y: 25, width: 40, height: 45 };
  test('is the room beside the head', () => {
    expect(surroundOf(roomWithHead(200, 50, box), box)).toBeCloseTo(200, 5);
    expect(surroundOf(roomWithHead(20, 150, box), box)).toBeCloseTo(20, 5);
  });
  test('is nothing where the head fills the picture', () => {
    const all = { x: 5, y: 0, width: 150, height: 90 };
    expect(surroundOf(roomWithHead(200, 50, all), all)).toBeNull();
  });
});

/** Mesh points that matter for the pose, of a head turned about the vertical axis and nodding. */
function turnedMesh(yawDegrees: number, pitchDegrees: number): Float32Array {
  const points = new Float32Array(468 * 3);
  const yaw = (yawDegrees * Math.PI) / 180;
  const pitch = (pitchDegrees * Math.PI) / 180;
  const set = (i: number, x: number, y: number): void => {
    // Turning to the picture's right takes the right side away from the camera (z grows).
    points.set([96 + x * Math.cos(yaw), 96 + y * Math.cos(pitch), x * Math.sin(yaw) - y * Math.sin(pitch)], i * 3);
  };
  for (const [left, right, y] of [[33, 263, -20], [234, 454, 0], [61, 291, 30], [127, 356, -10]] as const) {
    set(left, -30, y);
    set(right, 30, y);
  }
  set(10, 0, -60);
  set(152, 0, 60);
  return points;
}

describe('poseOf', () => {
  test.each([[0], [25], [-40]])('yaw %d', (yaw) => expect(poseOf(turnedMesh(yaw, 0)).yaw).toBeCloseTo(yaw, 4));
  test('looking up is a larger pitch than looking down', () => {
    expect(poseOf(turnedMesh(0, 20)).pitch - poseOf(turnedMesh(0, -20)).pitch).toBeCloseTo(40, 4);
  });
});

describe('openingOf', () => {
  const lids = (half: number): Float32Array => {
    const points = new Float32Array(71 * 3);
    for (let i = 0; i <= 8; i += 1) points.set([16 + i * 4, 32 + (i % 8 === 0 ? 0 : half), 0], i * 3);
    for (let k = 1; k <= 7; k += 1) points.set([16 + k * 4, 32 - half, 0], (8 + k) * 3);
    return points;
  };
  test('lid distance over eye width', () => expect(openingOf(lids(4))).toBeCloseTo(8 / 32));
  test('shut', () => expect(openingOf(lids(0))).toBe(0));
  test('lids that cross are shut, not negative', () => expect(openingOf(lids(-2))).toBe(0));
});

test('merge keeps the better of two boxes on one face, and a box inside another is one face', () => {
  const [a, b, far] = [{ ...faceAt(100, 100), score: 0.6 }, { ...faceAt(110, 105), score: 0.9 }, faceAt(600, 100)];
  expect(merge([a, b, far])).toEqual([b, far]);
  const inside = { ...faceAt(120, 50), score: 0.5 };
  expect(merge([a, inside])).toEqual([a]);
});

test('people far behind are counted apart', () => {
  expect(aboveFloor([faceAt(100, 400), faceAt(700, 150), faceAt(900, 60)])).toEqual({ faces: [faceAt(100, 400), faceAt(700, 150)], belowFloor: 1 });
  expect(aboveFloor([])).toEqual({ faces: [], belowFloor: 0 });
});
