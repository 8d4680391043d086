import { expect, test } from 'vitest';
import { faultOf, feedHealth, newHealth, rateOf, thumbnailOf, warningOf, type Health } from './frame-health.ts';

const flat = (value: number): Uint8Array => new Uint8Array(16).fill(value);
const run = (frames: [number, Uint8Array][]) => {
  const end = frames.at(-1)![0];
  return faultOf(frames.reduce((h, [ms, luminance]) => feedHealth(h, { luminance, oneHue: 0 }, ms / 40, ms), newHealth), end);
};
const hd = 1280 * 720;

test('a black picture is told after a moment, not at once', () => {
  expect(run([[0, flat(2)], [1000, flat(3)]])).toBeNull();
  expect(run([[0, flat(2)], [800, flat(3)], [1600, flat(2)]])).toBe('camera.black');
});

test('a dark picture with something in it is not black', () => {
  const dark = Uint8Array.from({ length: 16 }, (_, i) => (i % 2 ? 14 : 0));
  expect(run([[0, dark], [2000, dark.map((v) => v + 1)]])).toBeNull();
});

test('the same pixels for five seconds are a frozen camera; sensor noise is not', () => {
  expect(run([[0, flat(90)], [1000, flat(90)], [6100, flat(90)]])).toBe('camera.frozen');
  expect(run([[0, flat(90)], [3000, flat(91)], [6100, flat(90)]])).toBeNull();
});

/** Looks every 400 ms for `seconds` at a camera that gives `rate` pictures a second. */
function watched(rate: number, seconds: number, oneHue = 0, from: Health = newHealth): Health {
  let health = from;
  for (let ms = 0; ms <= seconds * 1000; ms += 400) health = feedHealth(health, { luminance: flat(ms % 251), oneHue }, Math.floor((ms * rate) / 1000), ms);
  return health;
}

test('two pictures a second are warned of once they were watched long enough; fifteen are not', () => {
  expect(warningOf(watched(2, 3), hd, 3000)).toBeNull();
  expect(warningOf(watched(2, 8), hd, 8000)).toBe('camera.slow');
  expect(rateOf(watched(2, 60))).toBeCloseTo(2, 0);
  expect(watched(2, 600).counted.length).toBeLessThan(16);
  expect(warningOf(watched(15, 8), hd, 8000)).toBeNull();
});

test('a retake that shows the camera in a new element is no slow camera', () => {
  const health = feedHealth(watched(15, 8), { luminance: flat(1), oneHue: 0 }, 0, 8400);
  expect(warningOf(health, hd, 8400)).toBeNull();
  expect(warningOf(feedHealth(health, { luminance: flat(2), oneHue: 0 }, 6, 8800), hd, 8800)).toBeNull();
});

test('a stream of one colour is warned of after some seconds', () => {
  expect(warningOf(watched(30, 2, 1), hd, 2000)).toBeNull();
  expect(warningOf(watched(30, 4, 1), hd, 4000)).toBe('camera.one-colour');
  expect(warningOf(watched(30, 4, 0.9), hd, 4000)).toBeNull();
});

test('a stream smaller than the checks were measured at is warned of', () => {
  expect(warningOf(watched(30, 4), 640 * 480, 4000)).toBe('camera.low-resolution');
});

const pixels = (...colours: [number, number, number][]): Uint8ClampedArray => new Uint8ClampedArray(colours.flatMap((c) => [...c, 255]));
test('share of one hue: a green picture is of one hue, also across the border of two sectors; grays and a mixed one are not', () => {
  expect(thumbnailOf(pixels([0, 135, 0], [10, 200, 10], [40, 90, 30])).oneHue).toBe(1);
  expect(thumbnailOf(pixels([200, 20, 24], [200, 24, 20])).oneHue).toBe(1);
  expect(thumbnailOf(pixels([90, 90, 90], [250, 240, 230], [0, 0, 0])).oneHue).toBe(0);
  expect(thumbnailOf(pixels([200, 0, 0], [0, 200, 0], [0, 0, 200], [90, 90, 90])).oneHue).toBe(0.25);
  expect([...thumbnailOf(pixels([255, 255, 255], [0, 0, 0])).luminance]).toEqual([255, 0]);
});
