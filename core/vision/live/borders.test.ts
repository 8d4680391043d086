import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { GrayImage, Point } from '../../frame.ts';
import { createOpenCv } from '../engines/opencv.ts';
import { bordersOf, showsBody, sideOf } from './borders.ts';

const opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
const face = { x: 200, y: 60, width: 60, height: 66 };
const line = (x0: number, y0: number, x1: number, y1: number): { from: Point; to: Point } => ({ from: { x: x0, y: y0 }, to: { x: x1, y: y1 } });

describe('an edge before the body', () => {
  it('begins beside the face and runs over the shoulder', () => expect(sideOf(line(160, 40, 162, 200), face)).toBe('left'));
  it('on the other side too', () => expect(sideOf(line(300, 40, 298, 200), face)).toBe('right'));
  it('is none that ends above the shoulders: it stands behind them', () => expect(sideOf(line(160, 40, 161, 120), face)).toBeNull());
  it('is none far out, where there is no body', () => expect(sideOf(line(90, 40, 92, 200), face)).toBeNull());
  it('is no lapel: that begins below the face', () => expect(sideOf(line(170, 140, 172, 230), face)).toBeNull());
  it('is no hair along the cheek', () => expect(sideOf(line(190, 40, 190, 200), face)).toBeNull());
  it('is no slanted thing', () => expect(sideOf(line(150, 40, 210, 200), face)).toBeNull());
});

describe('in a picture', () => {
  /** Dark body, bright wall, and whatever is painted over. */
  function scene(over: (x: number, y: number) => number | null): GrayImage {
    const data = new Uint8Array(480 * 270);
    for (let y = 0, i = 0; y < 270; y += 1) {
      for (let x = 0; x < 480; x += 1, i += 1) {
        const head = ((x - 230) / 42) ** 2 + ((y - 85) / 55) ** 2 < 1;
        const body = y > 130 && ((x - 230) / 110) ** 2 + ((y - 270) / 140) ** 2 < 1;
        data[i] = over(x, y) ?? (head ? 150 : body ? 70 : 200);
      }
    }
    return { width: 480, height: 270, data };
  }
  it('finds both sides of a telephone held before somebody', () => {
    const telephone = scene((x, y) => (y > 5 && y < 262 && ((x > 158 && x < 164) || (x > 296 && x < 302)) ? 15 : null));
    expect(new Set(bordersOf(opencv, telephone, face).map((b) => b.side))).toEqual(new Set(['left', 'right']));
  });
  it('finds none on somebody before a door: its frame ends at the shoulders', () => {
    const door = scene((x, y) => (((x > 158 && x < 164) || (x > 296 && x < 302)) && y < 150 ? 60 : null));
    expect(bordersOf(opencv, door, face)).toEqual([]);
  });
  it('needs the body to show', () => expect([showsBody({ height: 270 }, face), showsBody({ height: 150 }, face)]).toEqual([true, false]));
});
