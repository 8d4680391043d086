import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { largerSize, raiseSize, sizeRules, type Delivered } from './camera-size.ts';
import type { Size } from './grab.ts';

const hd = { width: 1920, height: 1080 };
const capable = (width: number, height: number, rate?: number): MediaTrackCapabilities => ({ width: { min: 1, max: width }, height: { min: 1, max: height }, ...(rate !== undefined && { frameRate: { min: 0, max: rate } }) });

describe('what a camera is asked for', () => {
  it.each<[camera: string, MediaTrackCapabilities, Size | null]>([
    ['5 MP', capable(2592, 1944, 15), { width: 2592, height: 1944 }],
    ['8 MP', capable(3264, 2448, 10), { width: 3264, height: 2448 }],
    ['13 MP, in its own shape', capable(4208, 3120), { width: 3344, height: 2478 }],
    ['4K', capable(3840, 2160, 30), { width: 3840, height: 2160 }],
    ['full HD', capable(1920, 1080, 30), null],
    ['a few lines more', capable(1920, 1200, 30), null],
    ['720p', capable(1280, 720, 30), null],
    ['5 MP that says it is slow', capable(2592, 1944, 5), null],
    ['one that says nothing', {}, null],
  ])('%s', (_camera, capabilities, wanted) => {
    expect(largerSize(capabilities, hd)).toEqual(wanted);
    if (!wanted) return;
    expect(wanted.width * wanted.height).toBeLessThanOrEqual(sizeRules.mostPixels);
    expect(wanted.width / wanted.height).toBeCloseTo(capabilities.width!.max! / capabilities.height!.max!, 2);
  });
});

/** A camera's track that says 13 MP, and what it is asked. @param answer to the first asking, for more */
function track(capabilities = capable(4208, 3120, 30), answer: () => Promise<void> = () => Promise.resolve()) {
  const asked: MediaTrackConstraints[] = [];
  const made = {
    getCapabilities: () => capabilities,
    getSettings: () => hd,
    applyConstraints: (constraints: MediaTrackConstraints) => {
      asked.push(constraints);
      return asked.length === 1 ? answer() : Promise.resolve();
    },
  };
  return { asked, track: made as unknown as MediaStreamTrack };
}
const wanted = { width: 3344, height: 2478 };
const backToHd = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
const good: Delivered = { ...wanted, rate: 15, takeMs: 30 };

describe('what it then keeps', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('the larger size, where its pictures come and can be taken often enough', async () => {
    const camera = track();
    const looked: number[] = [];
    expect(await raiseSize(camera.track, (_track, pixels) => { looked.push(pixels); return Promise.resolve(good); })).toEqual(wanted);
    expect(camera.asked).toEqual([{ width: { ideal: 3344 }, height: { ideal: 2478 }, frameRate: { ideal: 30, min: 10 } }]);
    // Pictures as small as before do not count as delivered.
    expect(looked[0]).toBeGreaterThan(hd.width * hd.height);
  });

  it('what arrived is what is asked for from then on', async () => {
    expect(await raiseSize(track().track, () => Promise.resolve({ ...good, height: 2160 }))).toEqual({ width: 3344, height: 2160 });
  });

  it('a rate is demanded only of a camera that tells its own', async () => {
    const camera = track(capable(4208, 3120));
    await raiseSize(camera.track, () => Promise.resolve(good));
    expect(camera.asked[0]!.frameRate).toEqual({ ideal: 30 });
  });

  it.each<[why: string, seen: () => Promise<Delivered | null>]>([
    ['comes too seldom', () => Promise.resolve({ ...good, rate: 6 })],
    ['takes this computer too long to take', () => Promise.resolve({ ...good, takeMs: 160 })],
    ['never comes', () => Promise.resolve(null)],
    ['cannot be watched', () => Promise.reject(new Error('no video'))],
    ['is waited for without an end', () => new Promise<never>(() => undefined)],
  ])('full HD, where the larger picture %s', async (_why, seen) => {
    const camera = track();
    const settled = raiseSize(camera.track, seen);
    await vi.advanceTimersByTimeAsync(sizeRules.longestMs);
    expect(await settled).toEqual(hd);
    expect(camera.asked.slice(1)).toEqual([backToHd]);
  });

  it.each<[what: string, answer: () => Promise<void>]>([
    ['refuses', () => Promise.reject(new DOMException('no', 'OverconstrainedError'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('full HD, where the camera %s', async (_what, answer) => {
    const camera = track(capable(4208, 3120, 30), answer);
    const settled = raiseSize(camera.track, () => Promise.resolve(good));
    await vi.advanceTimersByTimeAsync(sizeRules.longestMs);
    expect(await settled).toEqual(hd);
    expect(camera.asked.slice(1)).toEqual([backToHd]);
  });

  it('is not asked for more than it has', async () => {
    const camera = track(capable(1920, 1080, 30));
    expect(await raiseSize(camera.track, () => Promise.reject(new Error('not looked at')))).toEqual(hd);
    expect(camera.asked).toEqual([]);
  });
});
