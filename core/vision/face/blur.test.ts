import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { blurOf } from './blur.ts';

const size = 128;
const picture = (at: (x: number, y: number) => number): Float32Array => Float32Array.from({ length: size * size }, (_, i) => at(i % size, Math.floor(i / size)));
type Drawn = { low?: number; high?: number; blur?: number; towards?: readonly [number, number] };

const random = createRandom('spots').next;
const strewn = Array.from({ length: 220 }, () => ({ x: random() * 150 - 10, y: random() * 150 }));

/** Round spots strewn without order, each point drawn out to a line of `blur` pixels. */
function spots({ low = 60, high = 180, blur = 1, towards = [1, 0] }: Drawn): Float32Array {
  const crisp = (x: number, y: number): number => (strewn.some((s) => (x - s.x) ** 2 + (y - s.y) ** 2 < 16) ? high : low);
  return picture((x, y) => {
    let sum = 0;
    for (let k = 0; k < blur; k += 1) sum += crisp(x + k * towards[0], y + k * towards[1]);
    return sum / blur;
  });
}

/** A square of so many pixels: blur of the lens, in every direction alike. */
function lens(pixels: number): Float32Array {
  const [across] = [spots({ blur: pixels })];
  return picture((x, y) => {
    let sum = 0;
    for (let k = 0; k < pixels; k += 1) sum += across[Math.min(size - 1, y + k) * size + x]!;
    return sum / pixels;
  });
}

describe('blurOf', () => {
  const { sharpness: crisp, evenness: even } = blurOf(spots({}), size);
  test('sharpness falls with blur, also in one direction only', () => {
    const [weak, strong] = [3, 6].map((blur) => blurOf(spots({ blur }), size).sharpness);
    expect(weak).toBeLessThan(crisp * 0.95);
    expect(strong).toBeLessThan(weak!);
  });
  test.each([[0, [1, 0]], [45, [1, 1]], [90, [0, 1]], [135, [-1, 1]]] as const)('movement towards %s degrees makes it uneven, and names the direction', (degrees, towards) => {
    const blur = blurOf(spots({ blur: 10, towards }), size);
    expect(blur.evenness).toBeLessThan(even * 0.8);
    expect(blur.blurDegrees).toBe(degrees);
  });
  test('blur of the lens takes sharpness in all directions', () => {
    const blur = blurOf(lens(5), size);
    expect(blur.sharpness).toBeLessThan(crisp * 0.9);
    expect(blur.evenness).toBeGreaterThan(0.8);
  });
  test('does not depend on contrast or brightness', () => {
    for (const drawn of [{ low: 20, high: 40 }, { low: 200, high: 240 }]) expect(blurOf(spots(drawn), size).sharpness).toBeCloseTo(crisp, 4);
  });
  test('a plain patch has no sharpness, and is blurred in no direction', () => expect(blurOf(new Float32Array(size * size).fill(128), size)).toMatchObject({ sharpness: 0, evenness: 1 }));
});
