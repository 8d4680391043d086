import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../../frame.ts';
import { findPrintLines, inkOf } from './find-lines.ts';
import { pyramid, resize } from './pyramid.ts';

const paper = (width: number, height: number): GrayImage => ({ width, height, data: new Uint8Array(width * height).fill(220) });

/** A row of strokes like capitals: 6 wide, 10 tall, every 9 pixels. */
function printed(image: GrayImage, from: number, count: number, top: number): GrayImage {
  for (let i = 0; i < count; i++) {
    for (let y = top; y < top + 10; y++) for (let x = from + i * 9; x < Math.min(image.width, from + i * 9 + 6); x++) image.data[y * image.width + x] = 40;
  }
  return image;
}

const turned = ({ width, height, data }: GrayImage): GrayImage => ({ width: height, height: width, data: Uint8Array.from(data, (_, p) => data[(height - 1 - (p % height)) * width + Math.floor(p / height)]!) });

const longest = (image: GrayImage) => findPrintLines(pyramid(image, 600, 590))[0]!;

describe('lines of print', () => {
  it('are found where they stand', () => {
    const line = longest(printed(paper(600, 300), 100, 40, 140));
    expect(line.start.x).toBeCloseTo(100, -1);
    expect(line.end.x).toBeCloseTo(100 + 39 * 9 + 6, -1);
    expect((line.start.y + line.end.y) / 2).toBeCloseTo(145, -1);
    expect(Math.abs(line.angle)).toBeLessThan(2);
  });

  it('are found up and down a page as well as across it', () => {
    const line = longest(turned(printed(paper(600, 300), 100, 40, 140)));
    expect(Math.abs(Math.abs(line.angle) - 90)).toBeLessThan(2);
    expect(line.length).toBeCloseTo(39 * 9 + 6, -1);
  });

  it('that run out of the picture end there, and what is below keeps its place', () => {
    const image = printed(printed(paper(600, 300), 240, 41, 60), 100, 40, 200);
    const [a, b] = findPrintLines(pyramid(image, 600, 590)).sort((p, q) => p.start.y - q.start.y);
    expect(Math.max(a!.start.x, a!.end.x)).toBeGreaterThan(590);
    expect(b!.start.x).toBeCloseTo(100, -1);
    expect((b!.start.y + b!.end.y) / 2).toBeCloseTo(205, -1);
  });

  it('two of them a line apart stay two', () => {
    expect(findPrintLines(pyramid(printed(printed(paper(600, 300), 100, 40, 100), 100, 40, 120), 600, 590))).toHaveLength(2);
  });
});

describe('ink', () => {
  it('is what is darker than its surround by a share of the spread, as the sums by hand say', () => {
    const image: GrayImage = { width: 41, height: 37, data: Uint8Array.from({ length: 41 * 37 }, (_, p) => (p * 7919 + (p >> 3) * 104729) % 251) };
    const half = 6;
    const byHand = Uint8Array.from(image.data, (v, p) => {
      const x = p % 41, y = Math.floor(p / 41);
      const near = [...image.data].filter((_, q) => Math.abs((q % 41) - x) <= half && Math.abs(Math.floor(q / 41) - y) <= half);
      const mean = near.reduce((a, b) => a + b, 0) / near.length;
      const spread = Math.sqrt(near.reduce((a, b) => a + (b - mean) ** 2, 0) / near.length);
      return v < mean - Math.max(5, 0.9 * spread) ? 1 : 0;
    });
    expect(inkOf(image, 0.9, half)).toEqual(byHand);
  });
});

describe('a smaller picture', () => {
  it('is the mean of what each pixel covers', () => {
    const image: GrayImage = { width: 4, height: 2, data: Uint8Array.of(0, 40, 80, 120, 20, 60, 100, 140) };
    expect(resize(image, 2, 1).width).toBe(2);
    expect([...resize({ ...image }, 2, 2).data]).toEqual([20, 100, 40, 120]);
    expect(Array.from(resize(image, 4, 2).data)).toEqual([...image.data]);
  });
});
