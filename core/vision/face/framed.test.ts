import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { isFramed } from './framed.ts';

const face = { x: 300, y: 160, width: 80, height: 96 };

/** A gray wall of a camera's grain, rectangles on it, and a head (round, dark); `alive`: with shoulders that stand before them. */
function picture(rectangles: readonly { x: number; y: number; width: number; height: number; light: number }[], alive = false): Frame {
  const frame = createFrame(640, 480);
  const random = createRandom('grain');
  for (let y = 0; y < 480; y += 1) {
    for (let x = 0; x < 640; x += 1) {
      const behind = rectangles.findLast((r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height);
      const head = ((x - 340) / 46) ** 2 + ((y - 208) / 62) ** 2 < 1;
      const body = alive && ((x - 340) / 150) ** 2 + ((y - 420) / 150) ** 2 < 1;
      frame.data.fill((head ? 95 : body ? 70 : (behind?.light ?? 150)) + 2 * random.normal(), (y * 640 + x) * 4, (y * 640 + x) * 4 + 3);
      frame.data[(y * 640 + x) * 4 + 3] = 255;
    }
  }
  return frame;
}

describe('isFramed', () => {
  test.each([
    ['a poster around it', [{ x: 250, y: 110, width: 180, height: 230, light: 215 }]],
    ['a document that goes on beside it', [{ x: 260, y: 130, width: 330, height: 210, light: 220 }]],
  ])('%s', (_what, rectangles) => expect(isFramed(picture(rectangles), face)).toBe(true));

  test.each([
    ['a person before an even wall', []],
    ['a person beside a picture', [{ x: 30, y: 60, width: 140, height: 180, light: 215 }]],
  ])('not %s', (_what, rectangles) => expect(isFramed(picture(rectangles, true), face)).toBe(false));

  test('not a person whose head and shoulders stand before a window', () => {
    expect(isFramed(picture([{ x: 220, y: 60, width: 260, height: 300, light: 225 }], true), face)).toBe(false);
  });
});
