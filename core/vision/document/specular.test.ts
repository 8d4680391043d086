import { describe, expect, it } from 'vitest';
import { createEngines } from '../../../cli/engines.ts';
import type { Proof } from './proof.ts';
import { highlightsOf } from './specular.ts';

const [width, height] = [480, 300];
const opencv = await createEngines().opencv();
function page(light: (x: number, y: number) => number): Proof {
  const luma = Float32Array.from({ length: width * height }, (_, i) => 255 * Math.min(1, light(i % width, Math.floor(i / width))) ** (1 / 2.2));
  return { width, height, luma, chroma: new Float32Array(width * height), toSource: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
}
const lobe = (x: number, y: number, size: number) => 4 * Math.exp(-2 * (((x - 240) / size) ** 2 + ((y - 150) / size) ** 2));
const inside = (x: number, y: number, reach: number) => Math.abs(x - 240) < reach && Math.abs(y - 150) < reach;

describe('highlightsOf', () => {
  it.each([25, 45, 75])('finds a lamp of %i pixels on gray paper, its washed out rim included', (size) => {
    const { found, mask } = highlightsOf(opencv, page((x, y) => 0.5 + lobe(x, y, size)));
    expect(found).toHaveLength(1);
    expect(found[0]!.softRim).toBeGreaterThan(0.9);
    let covered = 0;
    for (const v of mask) covered += v;
    expect(covered).toBeGreaterThan(found[0]!.area);
  });
  it('finds a lamp on white paper, which has little left to fall but fades all around', () => {
    const { found } = highlightsOf(opencv, page((x, y) => 0.82 + 0.2 * lobe(x, y, 45)));
    expect(found).toHaveLength(1);
    expect(found[0]!.drop).toBeLessThan(16);
  });
  it.each<[string, (x: number, y: number) => number]>([
    ['a white field of print', (x, y) => (inside(x, y, 40) ? 1 : 0.5)],
    ['a white field in a gray one on black', (x, y) => (inside(x, y, 30) ? 1 : inside(x, y, 38) ? 0.5 : 0.02)],
    ['white paper', () => 1],
    ['paper that clips along one side of the page', (x) => 0.5 + x / 700],
    ['bright paper that does not clip', (x, y) => 0.5 + 0.05 * lobe(x, y, 45)],
  ])('leaves %s alone', (_, light) => expect(highlightsOf(opencv, page(light)).found).toEqual([]));
});
