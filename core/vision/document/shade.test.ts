import { describe, expect, it } from 'vitest';
import type { Proof } from './proof.ts';
import { shadeOf } from './shade.ts';
import type { TextLine } from './text-lines.ts';

const [width, height] = [480, 303];
const lines: TextLine[] = Array.from({ length: 8 }, (_, k) => ({ x: 40, y: 30 + 32 * k, width: 400, height: 10 }));

/** Print on pale paper; `light` is the share of light at a place, `tint` the chroma of the paper there. */
function page(light: (x: number, y: number) => number, tint: (x: number, y: number) => number = () => 12): Proof {
  const luma = new Float32Array(width * height);
  const chroma = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ink = lines.some((l) => y >= l.y && y < l.y + l.height) && x >= 40 && x < 440 && x % 7 < 3;
      const camera = light(x, y) ** (1 / 2.2);
      luma[y * width + x] = (ink ? 50 : 225) * camera;
      chroma[y * width + x] = tint(x, y) * camera;
    }
  }
  return { width, height, luma, chroma, toSource: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
}

describe('shade across print', () => {
  it('finds the half that stands in a fifth of the light', () => {
    const shade = shadeOf(page((x) => (x < 240 ? 1 : 0.2)), lines)!;
    expect(shade.share).toBeGreaterThan(0.4);
    expect(shade.share).toBeLessThan(0.6);
    expect(Math.min(...shade.shaded.map((p) => p.light))).toBeCloseTo(0.2, 1);
    expect(shade.shaded.every((p) => p.x + p.width > 230)).toBe(true);
  });

  it.each([
    ['even light', () => 1],
    ['a lamp on one side: light falls off to a half', (x: number) => 1 - (0.5 * x) / width],
    ['a weak shadow with two thirds of the light', (x: number) => (x < 240 ? 1 : 0.66)],
    ['even darkness', () => 0.05],
  ])('leaves %s alone', (_name, light) => expect(shadeOf(page(light), lines)!.share).toBe(0));

  it('takes a dark printed field of another colour for print, not for shade', () => {
    const field = (x: number, y: number) => x > 250 && y > 150;
    expect(shadeOf(page((x, y) => (field(x, y) ? 0.2 : 1), (x, y) => (field(x, y) ? 150 : 12)), lines)!.share).toBe(0);
  });

  it('takes light print on a dark field for print', () => {
    const negative = page(() => 1);
    for (let y = 150; y < 303; y++) for (let x = 0; x < width; x++) negative.luma[y * width + x] = 250 - negative.luma[y * width + x]!;
    expect(shadeOf(negative, lines)!.share).toBe(0);
  });

  it('says nothing of a page with hardly any print', () => expect(shadeOf(page(() => 1), [{ x: 40, y: 30, width: 100, height: 10 }])).toBeNull());
});
