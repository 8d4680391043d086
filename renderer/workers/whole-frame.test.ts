import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Frame } from '../../core/frame.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import { pixelsOf } from './decode.ts';
import { describeWhole } from './whole-frame.ts';

const described = vi.hoisted(() => [] as Frame[]);
vi.mock('../../core/people.ts', () => ({ describeLive: (_engines: unknown, frame: Frame) => { described.push(frame); return Promise.resolve({ faces: 0, largest: null }); } }));

/** Draws as far as these functions ask it to: the nearest pixel of a bitmap of gray values. */
class Canvas {
  static made = 0;
  private pixels = new Uint8ClampedArray();
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    Canvas.made += 1;
    this.width = width;
    this.height = height;
  }
  getContext = () => ({
    canvas: this,
    drawImage: (bitmap: Bitmap, _x: number, _y: number, width: number, height: number) => {
      this.pixels = Uint8ClampedArray.from({ length: width * height }, (_, i) => bitmap.gray(Math.floor(((i % width) * bitmap.width) / width), Math.floor((Math.floor(i / width) * bitmap.height) / height)));
    },
    getImageData: (_x: number, _y: number, width: number, height: number) => ({ width, height, data: this.pixels }),
  });
}
type Bitmap = { width: number; height: number; gray(x: number, y: number): number; close(): void };
let closed = 0;
const stripes: Bitmap = { width: 1920, height: 1080, gray: (x) => (x % 2) * 255, close: () => { closed += 1; } };
const bitmap = stripes as unknown as ImageBitmap;

beforeAll(() => { vi.stubGlobal('OffscreenCanvas', Canvas); });
afterAll(() => { vi.unstubAllGlobals(); });

it('a face is described from every pixel the camera delivered', async () => {
  await describeWhole({} as Engines, bitmap);
  const [frame] = described;
  expect([frame!.width, frame!.height]).toEqual([1920, 1080]);
  expect([...frame!.data.slice(0, 6)]).toEqual([0, 255, 0, 255, 0, 255]);
  expect(closed).toBe(1);
});

it('frames looked at small and whole in turn need one canvas each, not one a frame', () => {
  const before = Canvas.made;
  const sizes = [1280, Infinity, 1280, Infinity].map((longest) => { const { frame, scale } = pixelsOf(bitmap, longest); return [frame.width, frame.height, scale]; });
  expect(sizes).toEqual([[1280, 720, 1.5], [1920, 1080, 1], [1280, 720, 1.5], [1920, 1080, 1]]);
  expect(Canvas.made - before).toBe(1);
});
