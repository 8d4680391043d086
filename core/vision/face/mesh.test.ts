import { describe, expect, test } from 'vitest';
import { mouthOpeningOf } from './mesh.ts';

/** Eyes, upper and lower lip of the canonical mesh; the rest lies at 0. */
function meshWith({ halfEyes = 30, turned = 0, gap }: { halfEyes?: number; turned?: number; gap: number }): Float32Array {
  const points = new Float32Array(468 * 3);
  const put = (i: number, x: number, y: number, z = 0): void => points.set([x, y, z], i * 3);
  const [across, deep] = [Math.cos(turned) * halfEyes, Math.sin(turned) * halfEyes];
  for (const [i, side] of [[33, -1], [133, -1], [362, 1], [263, 1]] as const) put(i, 96 + side * across, 70, side * deep);
  put(13, 96, 130);
  put(14, 96, 130 + gap);
  return points;
}

describe('mouthOpeningOf', () => {
  test('is the gap of the lips in eye distances', () => expect(mouthOpeningOf(meshWith({ gap: 18 }))).toBeCloseTo(0.3));
  test('lips that meet', () => expect(mouthOpeningOf(meshWith({ gap: 0 }))).toBe(0));
  test('a face of twice the size says the same', () => expect(mouthOpeningOf(meshWith({ halfEyes: 60, gap: 36 }))).toBeCloseTo(0.3));
  test('a turned head opens no mouth', () => expect(mouthOpeningOf(meshWith({ gap: 6, turned: 0.8 }))).toBeCloseTo(0.1));
});
