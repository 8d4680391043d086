import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../../frame.ts';
import { barDirections } from './bar-directions.ts';

/** Bars 3 pixels wide whose scan direction is turned by that many degrees, on plain paper around them. */
function bars(degrees: number): GrayImage {
  const [width, height] = [600, 500];
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x - 300) * c + (y - 250) * s, (y - 250) * c - (x - 300) * s];
      const inside = Math.abs(u) < 180 && Math.abs(v) < 60;
      data[y * width + x] = inside && Math.floor(u / 3) % 2 === 0 ? 40 : 215;
    }
  }
  return { width, height, data };
}

describe('barDirections', () => {
  it.each([8, 23, 45, 61, 80])('bars turned by %i degrees', (degrees) => {
    const [first] = barDirections(bars(degrees), 2);
    expect(Math.abs(first! - degrees)).toBeLessThan(1);
  });

  it('upright bars ask for no turn', () => expect(barDirections(bars(0), 1)).toEqual([]));
  it('a blank page asks for no turn', () => expect(barDirections({ width: 300, height: 300, data: new Uint8Array(90_000).fill(230) }, 2)).toEqual([]));
  it('a picture smaller than a tile asks for no turn', () => expect(barDirections({ width: 8, height: 8, data: new Uint8Array(64) }, 2)).toEqual([]));
});
