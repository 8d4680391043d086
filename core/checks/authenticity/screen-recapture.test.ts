import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import type { DeviceFrame } from '../../vision/authenticity/device-frame.ts';
import { fewestWindows, latticeOf } from '../../vision/authenticity/lattice.ts';
import { judge, type CheckContext } from '../check.ts';
import { screenRecapture } from './screen-recapture.ts';

const [width, height] = [640, 400];
const quad: Quad = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
const page: FoundDocument = { quad, confidence: 0.9, format: 'ID-1', dpi: 190, tiltDegrees: 0, rotationDegrees: 0, coverage: 1, cutCorners: 0 };

/** Strokes of print: slanted, in no order. */
const random = createRandom('3').next;
const print = Array.from({ length: 220 }, () => ({ x: random() * width, y: 40 * Math.floor(random() * 10) + 14 * random(), slant: random() - 0.5, length: 6 + 8 * random() }));
const isPrint = new Uint8Array(width * height);
for (const s of print) for (let t = 0; t < s.length; t += 0.5) for (let w = 0; w < 2.5; w += 0.5) isPrint[Math.min(height - 1, Math.floor(s.y + t)) * width + Math.min(width - 1, Math.max(0, Math.floor(s.x + s.slant * t + w)))] = 1;

/** Print in lines on paper with noise; `wave` is added in levels. */
function picture(wave: (x: number, y: number) => number, red = 1): Frame {
  const frame = createFrame(width, height);
  const noise = createRandom('9').next;
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const base = (isPrint[i] === 1 ? 70 : 200) + (noise() - 0.5) * 8;
    frame.data.set([base + red * wave(x, y), base + wave(x, y), base + wave(x, y), 255], i * 4);
  }
  return frame;
}
/** Pixels of a display beating with the camera: two waves across each other, 6 degrees askew. */
const moire = (x: number, y: number) => 7 * (Math.cos(2 * Math.PI * (0.21 * x + 0.022 * y)) + Math.cos(2 * Math.PI * (0.021 * x - 0.2 * y)));
const lines = (x: number, y: number) => 14 * Math.cos(2 * Math.PI * (0.05 * x + 0.2 * y));
const resampledJpeg = (x: number, y: number) => 7 * (Math.cos(2 * Math.PI * 0.171875 * x) + Math.cos(2 * Math.PI * 0.171875 * y));

const edgeOn = (sides: number): DeviceFrame => ({ sides, regions: Array.from({ length: sides }, () => ({ x: 0, y: 0, width: 9, height: 9 })) });
const nothing = edgeOn(0);

function measure(frame: Frame, lane: CheckContext['lane'] = 'camera', document: FoundDocument | null = page, corners: Quad = quad, deviceFrame: DeviceFrame = nothing) {
  const found = latticeOf(frame, corners);
  return screenRecapture.measure({ documentGeometry: { documents: document ? [document] : [], fillsPicture: false }, lattice: found.windows < fewestWindows ? null : found, deviceFrame }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
}
function verdict(...of: Parameters<typeof measure>) {
  const got = measure(...of);
  return got.kind === 'measured' ? judge(got.value, screenRecapture.threshold) : got.reason;
}
/** Sign and weight as recorded. */
function signs(...of: Parameters<typeof measure>) {
  const got = measure(...of);
  return got.kind === 'measured' ? `${got.values?.['signs']} ${got.values?.['weight']}` : got.reason;
}

describe('auth.screen-recapture', () => {
  it('passes print on paper', () => expect(verdict(picture(() => 0))).toBe('pass'));
  it('finds two waves across each other all over the page', () => expect(verdict(picture(moire))).toBe('fail'));
  it('finds them where only the colour beats', () => expect(verdict(picture((x, y) => 0.4 * moire(x, y), -1.5))).toBe('fail'));
  it('passes security print: lines in one direction', () => expect(verdict(picture(lines))).toBe('pass'));
  it('passes the blocks of a JPEG that was scaled, in a file; our own camera scales nothing, so there they are pixels', () => {
    expect(verdict(picture(resampledJpeg), 'file')).toBe('pass');
    expect(verdict(picture(resampledJpeg), 'camera')).toBe('fail');
  });
  it('is not assessed on a document of a few windows', () => expect(verdict(picture(moire), 'camera', page, [{ x: 0, y: 0 }, { x: 130, y: 0 }, { x: 130, y: 90 }, { x: 0, y: 90 }])).toBe('too-small-to-tell'));
  it('never speaks of our own scanner', () => expect(verdict(picture(moire), 'scanner')).toBe('own-scanner'));
  it('needs a document', () => expect(verdict(picture(moire), 'camera', null)).toBe('no-document'));
  it('takes the edge of a device on two sides for a weak sign, and on one for none', () => {
    expect(verdict(picture(() => 0), 'camera', page, quad, edgeOn(2))).toBe('fail');
    expect(signs(picture(() => 0), 'camera', page, quad, edgeOn(2))).toBe('edge 1');
    expect(verdict(picture(() => 0), 'camera', page, quad, edgeOn(1))).toBe('pass');
  });
  it('takes pixels for a strong one, with the edge or without', () => {
    expect(signs(picture(moire))).toBe('pixels 2');
    expect(signs(picture(moire), 'camera', page, quad, edgeOn(4))).toBe('pixels edge 2');
  });
  it('sees the edge also around a document of a few windows', () => {
    expect(verdict(picture(moire), 'camera', page, [{ x: 0, y: 0 }, { x: 130, y: 0 }, { x: 130, y: 90 }, { x: 0, y: 90 }], edgeOn(3))).toBe('fail');
  });
});
