import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createOpenCv, type Held, type Mat } from '../vision/engines/opencv.ts';
import { markerBits, markerCount } from './dictionary.ts';

/** What draws markers, which the program itself does not use. */
type Draws = { generateImageMarker(dictionary: Held, id: number, side: number, image: Mat, borderBits: number): void };

it('is OpenCV\'s own dictionary, marker for marker', async () => {
  const opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
  expect(markerCount).toBe(1000);
  const other = opencv.scope((cv, track) => {
    const [dictionary, picture] = [track(cv.getPredefinedDictionary(cv.DICT_5X5_1000)), track(new cv.Mat())];
    return Array.from({ length: markerCount }, (_, id) => id).filter((id) => {
      (cv as unknown as Draws).generateImageMarker(dictionary, id, 7, picture, 1);
      return Array.from(picture.data, (v) => v > 127).join() !== markerBits(id).flat().join();
    });
  });
  expect(other).toEqual([]);
});

it('knows no others', () => {
  for (const id of [-1, 1000, 0.5]) expect(() => markerBits(id)).toThrow(RangeError);
});
