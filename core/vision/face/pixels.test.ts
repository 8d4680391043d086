import { describe, expect, test } from 'vitest';
import { createFrame, type Frame } from '../../frame.ts';
import { flip, luminance, toFrame, warp } from './pixels.ts';

/** Left half red, right half blue. */
function twoColours(width: number, height: number): Frame {
  const frame = createFrame(width, height);
  for (let i = 0; i < width * height; i += 1) frame.data.set(i % width < width / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255], i * 4);
  return frame;
}

const rgbAt = (image: { width: number; data: Uint8ClampedArray }, x: number, y: number): number[] => [...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3)];

describe('warp', () => {
  test('the identity copies, red before green before blue', () => {
    const out = warp(twoColours(8, 4), [1, 0, 0, 0, 1, 0], 8, 4);
    expect(rgbAt(out, 0, 0)).toEqual([255, 0, 0]);
    expect(rgbAt(out, 7, 3)).toEqual([0, 0, 255]);
  });
  test('outside the picture is the fill colour', () => {
    expect(rgbAt(warp(twoColours(8, 4), [1, 0, -20, 0, 1, 0], 4, 4, { fill: 255 }), 0, 0)).toEqual([255, 255, 255]);
  });
  test('making a picture smaller averages: fine stripes become gray, not stripes', () => {
    const stripes = createFrame(64, 64);
    for (let i = 0; i < 64 * 64; i += 1) stripes.data.set(i % 2 ? [255, 255, 255, 255] : [0, 0, 0, 255], i * 4);
    const out = warp(stripes, [4, 0, 0, 0, 4, 0], 16, 16);
    for (const v of rgbAt(out, 8, 8)) expect(Math.abs(v - 127)).toBeLessThan(3);
  });
});

test('flip swaps left and right', () => {
  const image = flip(warp(twoColours(8, 4), [1, 0, 0, 0, 1, 0], 8, 4));
  expect(rgbAt(image, 0, 0)).toEqual([0, 0, 255]);
  expect(rgbAt(image, 7, 0)).toEqual([255, 0, 0]);
});

test('luminance weighs as the eye does', () => {
  expect([...luminance({ width: 3, height: 1, data: Uint8ClampedArray.from([255, 0, 0, 0, 255, 0, 0, 0, 255]) })].map(Math.round)).toEqual([76, 150, 29]);
});

test('toFrame is opaque', () => {
  expect([...toFrame({ width: 1, height: 1, data: Uint8ClampedArray.from([1, 2, 3]) }).data]).toEqual([1, 2, 3, 255]);
});
