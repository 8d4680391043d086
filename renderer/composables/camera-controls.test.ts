import { expect, test } from 'vitest';
import { constraintsOf, controlsOf } from './camera-controls.ts';

/** What Chromium's fake device says of itself, in part. */
const capabilities = {
  exposureMode: ['manual', 'continuous'], exposureTime: { min: 10, max: 100, step: 5 }, focusMode: ['manual', 'continuous'], focusDistance: { min: 10, max: 100, step: 5 },
  brightness: { min: 1, max: 1 }, width: { min: 1, max: 3840 }, torch: true,
};

test('only what the camera offers can be set, with its automatic where it has one', () => {
  const { ranges, torch } = controlsOf(capabilities, { exposureMode: 'continuous', exposureTime: 50, focusMode: 'manual', focusDistance: 30 });
  expect(ranges).toEqual([
    { name: 'focusDistance', min: 10, max: 100, step: 5, value: 30, automatic: false },
    { name: 'exposureTime', min: 10, max: 100, step: 5, value: 50, automatic: true },
  ]);
  expect(torch).toBe(false);
  expect(controlsOf({ width: { min: 1, max: 1280 } }, {})).toEqual({ ranges: [], torch: null });
});

test('a value switches its automatic off, and the automatic is switched on again', () => {
  expect(constraintsOf({ focusDistance: 40, exposureTime: 'automatic', torch: true }, capabilities)).toEqual([{ focusMode: 'manual' }, { focusDistance: 40 }, { exposureMode: 'continuous' }, { torch: true }]);
});

test('what this camera does not have, and what no camera has, is not asked of it', () => {
  expect(constraintsOf({ zoom: 2, focusDistance: 40 }, { width: {} })).toEqual([]);
  expect(constraintsOf({ width: 2 }, capabilities)).toEqual([]);
});
