import { expect, test } from 'vitest';
import { cameraFaultOf } from './camera-errors.ts';
import { faultOf, feedHealth, newHealth } from './frame-health.ts';

const flat = (value: number): Uint8Array => new Uint8Array(16).fill(value);
const run = (frames: [number, Uint8Array][]) => {
  const end = frames.at(-1)![0];
  return faultOf(frames.reduce((h, [ms, frame]) => feedHealth(h, frame, ms), newHealth), end);
};

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

test('each getUserMedia error has its cause', () => {
  expect(cameraFaultOf({ name: 'NotReadableError' })).toBe('camera.busy');
  expect(cameraFaultOf({ name: 'NotAllowedError' })).toBe('camera.blocked');
  expect(cameraFaultOf({ name: 'NotFoundError' })).toBe('camera.missing');
  expect(cameraFaultOf({ name: 'OverconstrainedError' })).toBe('camera.missing');
});
