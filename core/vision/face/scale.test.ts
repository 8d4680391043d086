import { expect, it, test } from 'vitest';
import { createFrame, type Frame } from '../../frame.ts';
import { warp, type Affine } from './pixels.ts';

// A turn far below a pixel takes warp()'s general way; without it the straight one. Both must give the same picture.
const turn = 1e-9;

const texture = (width: number, height: number): Frame => {
  const frame = createFrame(width, height);
  for (let i = 0; i < frame.data.length; i += 1) frame.data[i] = (i * 2654435761) >>> 24;
  return frame;
};

const maps: readonly [name: string, straight: Affine][] = [
  ['smaller', [4, 0, 0.1, 0, 4, 0.1]],
  ['smaller by an odd step', [3.37, 0, 1.3, 0, 3.37, -0.7]],
  ['with a border around', [5.1, 0, -60, 0, 5.1, -90]],
  ['larger', [0.31, 0, 20, 0, 0.31, 12]],
  ['wholly outside', [1, 0, 5000, 0, 1, 0]],
];

it.each(maps)('%s: the straight way gives what the general way gives', (_name, [a, b, c, d, e, f]) => {
  const source = texture(160, 90);
  const straight = warp(source, [a, b, c, d, e, f], 48, 48, { fill: 255 }).data;
  const general = warp(source, [a, b + turn, c, d - turn, e, f], 48, 48, { fill: 255 }).data;
  const off = straight.map((v, i) => Math.abs(v - general[i]!));
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
});

test('a row inside the picture is what it is as the part of a row that runs out of it', () => {
  const source = texture(160, 90);
  for (const size of [0.4, 1, 1.6, 2.3]) {
    const [a, b] = [Math.cos(0.1) * size, Math.sin(0.1) * size];
    const map: Affine = [a, -b, 25, b, a, 4];
    const [short, long] = [warp(source, map, 24, 24), warp(source, map, 420, 24)];
    for (let y = 0; y < 24; y += 1) expect(short.data.subarray(y * 72, y * 72 + 72)).toEqual(long.data.subarray(y * 1260, y * 1260 + 72));
  }
});
