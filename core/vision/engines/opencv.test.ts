import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOpenCv, type Mat, type OpenCv } from './opencv.ts';

let opencv: OpenCv;
beforeAll(async () => {
  opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
});

describe('createOpenCv', () => {
  it('loads, says its version, and can be awaited again', async () => {
    expect(opencv.version).toMatch(/^4\.12/);
    expect(await Promise.resolve(opencv)).toBe(opencv);
  });
  it('frees what a scope tracked, also when it throws', () => {
    let held: Mat | undefined;
    expect(() => opencv.scope((cv, track) => {
      held = track(new cv.Mat(4, 4, cv.CV_8UC1));
      throw new Error('stop');
    })).toThrow('stop');
    expect(() => held?.rows).toThrow();
  });
  it('does not grow over a thousand scopes', () => {
    const before = opencv.scope((cv, track) => track(new cv.Mat(1000, 1000, cv.CV_8UC4)).data.buffer.byteLength);
    for (let i = 0; i < 1000; i++) opencv.scope((cv, track) => void track(new cv.Mat(1000, 1000, cv.CV_8UC4)));
    expect(opencv.scope((cv, track) => track(new cv.Mat(8, 8, cv.CV_8UC4)).data.buffer.byteLength)).toBe(before);
  });
  it("turns OpenCV's own exceptions into engine.failed", () => {
    expect(() => opencv.scope((cv, track) => cv.morphologyEx(track(new cv.Mat()), track(new cv.Mat()), cv.MORPH_OPEN, track(new cv.Mat())))).toThrow('engine.failed');
  });
  it('refuses what is not OpenCV', async () => {
    await expect(createOpenCv(() => Promise.resolve({}))).rejects.toThrow('engine.failed');
    await expect(createOpenCv(() => Promise.reject(new Error('404')))).rejects.toThrow('engine.failed');
  });
});
