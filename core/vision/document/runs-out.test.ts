import { describe, expect, it } from 'vitest';
import { linesOf, type FoundLine } from './lines.ts';
import { gradientOf } from './reduce.ts';
import { directionOf, directionOfStrokes, pageRunsOut } from './runs-out.ts';
import type { LumaImage } from './text-lines.ts';

const [width, height] = [640, 360];
/** Strokes two pixels wide and 12 high, three of four places taken, in rows 30 apart: a hash stands for the letters, since strokes in columns would be lines of their own. */
function inked(x: number, y: number): boolean {
  if (y % 30 >= 12 || x % 5 >= 2) return false;
  return Math.abs(Math.sin(Math.floor(x / 5) * 12.9898 + Math.floor(y / 30) * 78.233) * 43758.5453) % 1 < 0.75;
}

/** Such print in a box, turned about the middle by `degrees`; nine samples a pixel. */
function printed(degrees: number, box: { left: number; right: number; top: number; bottom: number }, paper = 210): LumaImage {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const luma = Float32Array.from({ length: width * height }, (_, i) => {
    let ink = 0;
    for (let k = 0; k < 9; k++) {
      const [dx, dy] = [(i % width) - width / 2 + (k % 3) / 3, Math.floor(i / width) - height / 2 + Math.floor(k / 3) / 3];
      const [x, y] = [c * dx + s * dy + width / 2, c * dy - s * dx + height / 2];
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom && inked(x + 3000, y + 3000)) ink++;
    }
    return paper - (0.7 * paper * ink) / 9;
  });
  return { width, height, luma };
}
const told = (image: LumaImage) => {
  const none = new Float32Array(width * height);
  const gradient = gradientOf({ ...image, scaleX: 1, scaleY: 1, blueness: none, redness: none });
  return pageRunsOut(image, { lines: linesOf(gradient, 2, 16, 44), gradient });
};
const everywhere = { left: -900, right: 900, top: -900, bottom: 900 };

describe('a page that runs out of the picture', () => {
  it.each([0, 9, -9])('is told by its print when it is larger than the picture, turned by %i degrees', (degrees) => expect(told(printed(degrees, everywhere))).toBe('too-close'));
  it('is told when it leaves on one side', () => expect(told(printed(0, { left: 380, right: 900, top: 120, bottom: 240 }))).toBe('cut-off'));
  it('is not told of print that ends well inside', () => expect(told(printed(0, { left: 160, right: 480, top: 90, bottom: 270 }))).toBeNull());
  it('is not told of texture, nor in the dark', () => {
    let state = 7;
    const noise = Float32Array.from({ length: width * height }, () => 120 + ((state = (state * 1103515245 + 12345) % 2147483648) % 120));
    expect(told({ width, height, luma: noise })).toBeNull();
    const dark = printed(0, everywhere, 40);
    expect(told({ ...dark, luma: dark.luma.map((v) => v / 4) })).toBeNull();
  });
});

it('the direction of a picture is the same whichever way the normals of its lines point', () => {
  const line = (degrees: number, votes: number): FoundLine => ({ nx: Math.cos((degrees * Math.PI) / 180), ny: Math.sin((degrees * Math.PI) / 180), d: 0, votes, border: false });
  const [of, opposite] = [0, -180].map((turn) => directionOf([line(0 + turn + (turn < 0 ? 0.1 : 0), 10), line(89, 10), line(88, 1)]));
  expect([of, opposite]).toEqual([-1, -1]);
});

it.each([0, 9, -9])('print alone says by how much a page is turned that shows no line: %i degrees', (degrees) => {
  const none = new Float32Array(width * height);
  const found = directionOfStrokes(gradientOf({ ...printed(degrees, everywhere), scaleX: 1, scaleY: 1, blueness: none, redness: none }));
  expect(Math.abs(found - degrees)).toBeLessThanOrEqual(2);
});
