import { describe, expect, it } from 'vitest';
import { exactPixelsOf } from '../../vision/authenticity/exact-pixels.ts';
import type { Frame } from '../../frame.ts';
import type { FileTraces } from '../../vision/picture/traces.ts';
import { judge, type CheckContext } from '../check.ts';
import { screenshot } from './screenshot.ts';

type Paint = (x: number, y: number) => number;
function picture(width: number, height: number, paint: Paint): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = paint(i % width, Math.floor(i / width));
    data.set([value, value, value, 255], i * 4);
  }
  return { width, height, data };
}
/** A title bar over a white page with lines. */
const screen: Paint = (x, y) => (y < 40 ? 70 : y % 24 < 2 && x % 7 < 4 ? 20 : 255);
/** mulberry32's mixing: noise without a seed to keep. */
const noise = (x: number, y: number) => { let t = Math.imul(x * 7919 + y, 0x6d2b79f5); t ^= t >>> 15; return ((Math.imul(t, 0x2c1b3c6d) >>> 16) % 5) - 2; };
const photo: Paint = (x, y) => screen(x, y) * 0.7 + 20 + noise(x, y);
/** Clipped shadow: pure black that fades out. */
const night: Paint = (x) => Math.max(0, (x - 200) * 0.1);

const traces: FileTraces = { format: 'png', lossless: true, camera: false, software: null, editor: null, editSteps: 0, screenGrab: false, changedLater: false, quantisation: null, thumbnail: null };
const context = (lane: CheckContext['lane']): CheckContext => ({ date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
function verdict(frame: Frame, own: Partial<FileTraces> = {}, lane: CheckContext['lane'] = 'file') {
  const got = screenshot.measure({ frame, exactPixels: exactPixelsOf(frame), pictureFile: { traces: { ...traces, ...own }, thumbnail: null } }, context(lane));
  return got.kind === 'measured' ? judge(got.value, screenshot.threshold) : got.reason;
}

describe('auth.screenshot', () => {
  it('finds painted areas', () => expect(verdict(picture(400, 320, screen))).toBe('fail'));
  it('passes the same scene through a camera', () => expect(verdict(picture(400, 320, photo))).toBe('pass'));
  it('passes clipped shadow', () => expect(verdict(picture(400, 320, night))).toBe('pass'));
  it('finds a dark screen by its clear ends', () => expect(verdict(picture(400, 320, (x, y) => (y % 24 < 3 && x % 20 < 9 ? 200 : 0)))).toBe('fail'));
  it('believes a file that says so', () => expect(verdict(picture(400, 320, photo), { screenGrab: true })).toBe('fail'));
  it('leaves a rendered page of paper to others', () => expect(verdict(picture(420, 594, screen))).toBe('page-shape'));
  it('does not judge blocks of a JPEG squeezed until all are alike', () => expect(verdict(picture(400, 320, screen), { format: 'jpeg', lossless: false, quantisation: Array<number>(64).fill(40) })).toBe('compressed-too-hard'));
  it.each([['camera', 'own-camera'], ['scanner', 'own-scanner']] as const)('never speaks of our own %s', (lane, reason) => expect(verdict(picture(400, 320, screen), {}, lane)).toBe(reason));
});
