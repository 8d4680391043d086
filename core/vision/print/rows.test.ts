import { expect, test } from 'vitest';
import type { Region } from '../../frame.ts';
import { bestOf, hasPaperAcross } from './rows.ts';

const box = ([x, y, width, height]: readonly [number, number, number, number]): Region => ({ x, y, width, height });
/** Paper of 100 x 60 with ink where said. */
function page(...ink: (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(100 * 60).fill(235);
  for (const [x, y, w, h] of ink) for (let r = y; r < y + h; r++) data.fill(30, r * 100 + x, r * 100 + x + w);
  return { width: 100, height: 60, data };
}
const whole = box([0, 0, 100, 60]);

test('paper runs between two rows, and through no letter', () => {
  expect(hasPaperAcross(page([10, 10, 80, 12], [10, 34, 60, 12]), whole)).toBe(true);
  expect(hasPaperAcross(page([10, 10, 80, 8], [14, 10, 6, 40], [60, 10, 6, 40], [10, 42, 80, 8]), whole)).toBe(false);
  expect(hasPaperAcross(page([10, 20, 80, 20]), whole)).toBe(false);
});

test('slices of large letters are one row, rows of small print stay several', () => {
  // CoinEx in a bold serif face, 50 mm high, as both copies of a sheet show it.
  const slices = ([[220, 360, 205, 46], [603, 360, 91, 19], [171, 410, 212, 42], [300, 421, 364, 34]] as const).map(box), word = box([85, 322, 602, 136]);
  expect(bestOf(slices, [word], () => false)).toEqual([word]);
  expect(bestOf(slices, [word], () => true)).toEqual(slices);
  // Two rows of small print, of which the longer one reaches out of the box they make together.
  const rows = ([[49, 700, 507, 19], [51, 735, 270, 17]] as const).map(box);
  expect(bestOf(rows, [box([51, 702, 262, 51])], () => true)).toEqual(rows);
});
