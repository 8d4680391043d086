import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { stripesOf } from './stripes.ts';

const face = { x: 40, y: 40, width: 240, height: 260 };
/** Skin: shading, pores, and a few sharp lines as of brows and glasses. */
function picture(wave: (x: number, y: number) => number): Frame {
  const frame = createFrame(320, 340);
  const random = createRandom('skin');
  for (let y = 0, i = 0; y < 340; y += 1) {
    for (let x = 0; x < 320; x += 1, i += 1) {
      const line = Math.abs(y - 120 - 0.1 * x) < 3 ? -70 : 0;
      frame.data.set(Array<number>(3).fill(150 + 20 * Math.sin(x / 60) + line + 3 * random.normal() + wave(x, y)), i * 4);
    }
  }
  return frame;
}

describe('stripes over a face', () => {
  it('are none on skin', () => expect(stripesOf(picture(() => 0), face)).toBeLessThan(60));
  it('are found', () => expect(stripesOf(picture((x, y) => 5 * Math.sin(2 * Math.PI * (0.19 * x + 0.03 * y))), face)).toBeGreaterThan(400));
  it('are found though they bend from place to place', () => expect(stripesOf(picture((x, y) => 5 * Math.sin(2 * Math.PI * (0.17 * x + 4 * Math.sin(y / 70)))), face)).toBeGreaterThan(300));
  it('are not the blocks of an encoder', () => expect(stripesOf(picture((x) => (x % 8 === 0 ? 6 : 0)), face)).toBeLessThan(60));
  it('are not asked of a small face', () => expect(stripesOf(picture(() => 0), { x: 40, y: 40, width: 90, height: 90 })).toBeNull());
});
