import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type GrayImage, type Point } from '../../frame.ts';
import { createOpenCv } from '../engines/opencv.ts';
import { cornersOf, follow, planeResidual, type Step } from './flow.ts';
import { smallGrayOf, smallSide } from './small-gray.ts';

const opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
const random = createRandom('blots');
const blots = Array.from({ length: 90 }, () => ({ x: 200 * random.next(), y: 140 * random.next(), r: 3 + 3 * random.next(), value: 40 + 180 * random.next() }));
function image(shift: number): GrayImage {
  const data = new Uint8Array(200 * 140).fill(128);
  for (const b of blots) for (let y = 0; y < 140; y += 1) for (let x = 0; x < 200; x += 1) if (Math.hypot(x - b.x - shift, y - b.y) < b.r) data[y * 200 + x] = b.value;
  return { width: 200, height: 140, data };
}

describe('corners', () => {
  it('are found where wanted only', () => {
    const found = cornersOf(opencv, image(0), (p) => p.x < 100);
    expect(found.length).toBeGreaterThan(15);
    expect(found.every((p) => p.x < 101)).toBe(true);
  });
  it('are followed', () => {
    const steps = follow(opencv, image(0), image(4), cornersOf(opencv, image(0), () => true));
    expect(steps.length).toBeGreaterThan(20);
    const off = steps.map((s) => Math.abs(s.to.x - s.from.x - 4)).sort((a, b) => a - b);
    expect(off[off.length >> 1]).toBeLessThan(0.2);
  });
  it('are none without places', () => expect(follow(opencv, image(0), image(4), [])).toEqual([]));
});

describe('how flat a motion is', () => {
  const grid: Point[] = Array.from({ length: 36 }, (_, i) => ({ x: 100 + (i % 6) * 8, y: 80 + Math.floor(i / 6) * 8 }));
  /** Turned by so many degrees about the middle, seen from 10 eye distances; `depth` towards the camera. */
  function turned(degrees: number, depth: (p: Point) => number): Step[] {
    const t = (degrees * Math.PI) / 180;
    return grid.map((from) => {
      const [x, z] = [from.x - 120, depth(from)];
      const [u, w] = [x * Math.cos(t) + z * Math.sin(t), z * Math.cos(t) - x * Math.sin(t)];
      const zoom = 400 / (400 - w);
      return { from, to: { x: 120 + u * zoom, y: 100 + (from.y - 100) * zoom } };
    });
  }
  it('is nought for a sheet, however it turns', () => expect(planeResidual(opencv, turned(20, () => 0))).toBeLessThan(0.05));
  it('is plain for a face with a nose', () => expect(planeResidual(opencv, turned(15, (p) => 14 * Math.exp(-((p.x - 120) ** 2 + (p.y - 100) ** 2) / 200)))).toBeGreaterThan(0.6));
});

describe('the small picture', () => {
  it('is the mean of what it covers', () => {
    const frame = createFrame(960, 540);
    for (let i = 0; i < 960 * 540; i += 1) frame.data.set(i % 2 === 0 ? [200, 200, 200, 255] : [100, 100, 100, 255], i * 4);
    const { width, height, data, scale } = smallGrayOf(frame);
    expect([width, height, scale]).toEqual([smallSide, 270, 0.5]);
    expect(data[1000]).toBe(150);
  });
  it('is never larger', () => expect(smallGrayOf(createFrame(320, 240))).toMatchObject({ width: 320, height: 240, scale: 1 }));
});
