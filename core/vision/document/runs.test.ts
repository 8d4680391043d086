import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOpenCv, type OpenCv } from '../engines/opencv.ts';
import { areasOf, closedRuns, openedRuns } from './runs.ts';
import { valueAt } from './scratch.ts';

let opencv: OpenCv;
beforeAll(async () => {
  opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
});

type Mask = { width: number; height: number; data: Uint8Array };
const masks = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 })).chain(([width, height, one]) =>
  fc.array(fc.integer({ min: 0, max: 19 }), { minLength: width * height, maxLength: width * height }).map((values): Mask => ({ width, height, data: Uint8Array.from(values, (v) => (v < one ? 255 : 0)) })));

const byOpenCv = ({ width, height, data }: Mask, apart: number, across: number) => opencv.scope((cv, track) => {
  const mask = track(new cv.Mat(height, width, cv.CV_8UC1));
  mask.data.set(data);
  const joined = track(new cv.Mat());
  cv.morphologyEx(mask, joined, cv.MORPH_CLOSE, track(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(apart, 1))));
  cv.morphologyEx(joined, joined, cv.MORPH_OPEN, track(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(across, 3))));
  const stats = track(new cv.Mat());
  const count = cv.connectedComponentsWithStats(joined, track(new cv.Mat()), stats, track(new cv.Mat()), 8);
  return Array.from({ length: count - 1 }, (_, i) => [...stats.data32S.subarray((i + 1) * 5, (i + 2) * 5)]);
});

describe('runs', () => {
  it.each([[11, 9], [5, 3], [1, 1]])('close by %i, open by %i x 3 and part into areas as OpenCV does, in its order', (apart, across) => {
    fc.assert(fc.property(masks, (mask) => {
      const areas = areasOf(openedRuns(closedRuns(mask.data, mask.width, mask.height, apart), mask.width, across));
      expect(areas.map((a) => [a.x, a.y, a.width, a.height, a.area])).toEqual(byOpenCv(mask, apart, across));
    }), { numRuns: 150 });
  });
});

describe('valueAt', () => {
  it('is what stands there once all are sorted', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 80 }), fc.nat(), (values, n) => {
      const sorted = [...values].sort((a, b) => a - b);
      const some = Float32Array.from(values);
      for (const place of [n % values.length, values.length >> 1]) expect(valueAt(some, place)).toBe(sorted[place]);
    }));
  });
});
