import { expect, it } from 'vitest';
import { createFrame, type Frame } from '../../frame.ts';
import { uprightFrame } from './orient.ts';

// An upright picture  a b c
//                     d e f   and how a camera stores it under each orientation (TIFF 6.0, tag 274).
const stored: readonly [orientation: number, rows: readonly string[]][] = [
  [1, ['abc', 'def']],
  [2, ['cba', 'fed']],
  [3, ['fed', 'cba']],
  [4, ['def', 'abc']],
  [5, ['ad', 'be', 'cf']],
  [6, ['cf', 'be', 'ad']],
  [7, ['fc', 'eb', 'da']],
  [8, ['da', 'eb', 'fc']],
];

const frameOf = (rows: readonly string[]): Frame =>
  createFrame(rows[0]!.length, rows.length, Uint8ClampedArray.from([...rows.join('')].flatMap((c) => [c.charCodeAt(0), 1, 2, 255])));
const rowsOf = (frame: Frame): string[] =>
  Array.from({ length: frame.height }, (_, y) => Array.from({ length: frame.width }, (_x, x) => String.fromCharCode(frame.data[(y * frame.width + x) * 4]!)).join(''));

it.each(stored)('orientation %i comes out upright', (orientation, rows) => {
  expect(rowsOf(uprightFrame(frameOf(rows), orientation))).toEqual(['abc', 'def']);
});

it('works on pixels that do not start at a multiple of four', () => {
  const { width, height, data } = frameOf(['da', 'eb', 'fc']);
  const shifted = new Uint8ClampedArray(data.length + 1);
  shifted.set(data, 1);
  expect(rowsOf(uprightFrame({ width, height, data: shifted.subarray(1) }, 8))).toEqual(['abc', 'def']);
});
