import { expect, it } from 'vitest';
import { isBlank } from './blank.ts';

const page = (paint: (x: number, y: number) => number) => {
  const [width, height] = [620, 877];
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => paint(i % width, Math.floor(i / width))) };
};
it('white paper, and paper with a scanner\'s noise', () => expect([isBlank(page(() => 255)), isBlank(page((x, y) => 236 + ((x * 7 + y * 13) % 5)))]).toEqual([true, true]));
it('one row of thin gray print is none', () => expect(isBlank(page((x, y) => (y > 300 && y < 309 && x > 60 && x < 200 && x % 4 === 0 ? 120 : 255)))).toBe(false));
