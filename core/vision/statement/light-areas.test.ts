import { expect, test } from 'vitest';
import { createFrame, type Frame } from '../../frame.ts';
import { gradientOf, reduce } from '../document/reduce.ts';
import { lightAreas } from './light-areas.ts';

/** A gray wall with rectangles on it, each x, y, width, height, gray. */
function scene(...rectangles: (readonly [number, number, number, number, number])[]): Frame {
  const frame = createFrame(240, 160);
  const fill = (x0: number, y0: number, w: number, h: number, gray: number): void => {
    for (let y = y0; y < Math.min(160, y0 + h); y++) for (let x = x0; x < Math.min(240, x0 + w); x++) frame.data.set([gray, gray, gray, 255], (y * 240 + x) * 4);
  };
  fill(0, 0, 240, 160, 190);
  for (const rectangle of rectangles) fill(...rectangle);
  return frame;
}
function found(frame: Frame): number[][] {
  const reduced = reduce(frame, 240);
  return lightAreas(reduced, gradientOf(reduced)).map(({ quad }) => quad.flatMap((p) => [Math.round(p.x), Math.round(p.y)]));
}
const near = (got: number[] | undefined, wanted: number[]): void => wanted.forEach((v, i) => expect(Math.abs((got?.[i] ?? NaN) - v)).toBeLessThanOrEqual(3));

test('a sheet before a wall, with writing on it', () => {
  const [sheet, ...others] = found(scene([60, 50, 100, 70, 240], [70, 60, 70, 10, 20], [70, 85, 40, 10, 20]));
  near(sheet, [60, 50, 160, 50, 160, 120, 60, 120]);
  expect(others).toEqual([]);
});

test('a sheet that is cut by the lower border does not run into the wall', () => near(found(scene([60, 90, 100, 70, 240]))[0], [60, 90, 160, 90, 160, 158, 60, 158]));

test('a wall alone, a dark card and a speck are no sheet', () => expect(found(scene([60, 50, 80, 50, 40], [200, 20, 12, 10, 250]))).toEqual([]));
