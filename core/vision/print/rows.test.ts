import { expect, test } from 'vitest';
import { createEngines } from '../../../cli/engines.ts';
import { diskBlur } from '../../../scripts/specimens/degrade/defocus.ts';
import { printedSheet } from '../../../scripts/specimens/statement/sheet.ts';
import type { Quad, Region } from '../../frame.ts';
import { grayOf } from '../artifacts/gray.ts';
import { dewarp } from '../document/dewarp.ts';
import { bestOf, findRows, hasPaperAcross, withParts } from './rows.ts';

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

test('month and day behind dashes too thin for a line are joined to their year, a speck elsewhere is nothing', () => {
  // 2026-11-29 in a serif face: year and two parts of one row, and a finger's edge two rows below.
  const year = box([40, 30, 90, 36]), [month, day, speck] = ([[165, 31, 50, 35], [255, 30, 52, 36], [40, 150, 48, 36]] as const).map(box);
  expect(withParts([year], [day!, speck!, month!], 2.2)).toMatchObject([{ x: 40, y: 30, width: 267, height: 36 }]);
  expect(withParts([], [month!, day!], 2.2)).toEqual([]);
});

test('seen aslant and blurred, a date with thin dashes is one row to its last figure', async () => {
  const opencv = await createEngines().opencv();
  const sheet = diskBlur(await printedSheet({ date: '2026-11-29', word: 'CoinEx', symbol: null }, 'Liberation Serif'), 2);
  const aslant: Quad = [{ x: 0, y: 0 }, { x: sheet.width, y: 60 }, { x: sheet.width, y: sheet.height }, { x: 0, y: sheet.height - 60 }];
  const [date] = findRows(grayOf(dewarp(opencv, sheet, aslant, { width: 1200, height: 849 })), 'poster').rows;
  expect(date!.x).toBeLessThan(70);
  expect(date!.x + date!.width).toBeGreaterThan(900);
});
