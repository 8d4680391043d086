import { describe, expect, it } from 'vitest';
import type { Frame, Quad } from '../../frame.ts';
import { ownColourOf } from '../../vision/authenticity/chroma.ts';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import { judge, type CheckContext } from '../check.ts';
import { grayCopy } from './gray-copy.ts';

const quad: Quad = [{ x: 0, y: 0 }, { x: 320, y: 0 }, { x: 320, y: 220 }, { x: 0, y: 220 }];
const page: FoundDocument = { quad, confidence: 0.9, format: 'ID-3', dpi: 65, tiltDegrees: 0, rotationDegrees: 0, coverage: 1, cutCorners: 0 };
type Rgb = [number, number, number];
function picture(ink: (x: number, y: number) => Rgb, light: (x: number) => Rgb): Frame {
  const data = new Uint8ClampedArray(320 * 220 * 4);
  for (let i = 0; i < 320 * 220; i++) {
    const [x, y] = [i % 320, Math.floor(i / 320)];
    const [a, b] = [ink(x, y), light(x)];
    // Light multiplies in linear light; 2.2 is near enough to the curve that the measure takes out.
    data.set([0, 1, 2].map((c) => 255 * (a[c]! * b[c]!) ** (1 / 2.2)), i * 4);
    data[i * 4 + 3] = 255;
  }
  return { width: 320, height: 220, data };
}
const inPortrait = (x: number, y: number) => x > 20 && x < 110 && y > 50 && y < 170;
const level = (x: number, y: number) => (inPortrait(x, y) ? 0.2 + 0.3 * Math.abs(Math.sin(x / 9)) : y % 18 < 5 ? 0.1 : 0.6);
const gray = (x: number, y: number): Rgb => [level(x, y), level(x, y), level(x, y)];
const coloured = (x: number, y: number): Rgb => (inPortrait(x, y) ? [level(x, y) * 1.2, level(x, y) * 0.85, level(x, y) * 0.7] : gray(x, y));
const daylight = (): Rgb => [0.9, 0.9, 0.9];
const bulb = (): Rgb => [0.95, 0.75, 0.45];
const bulbAndWindow = (x: number): Rgb => [0.9 - 0.1 * (x / 320), 0.78, 0.5 + 0.25 * (x / 320)];

function verdict(frame: Frame, lane: CheckContext['lane'] = 'camera') {
  const got = grayCopy.measure({ documentGeometry: { documents: [page], fillsPicture: false }, ownColour: ownColourOf(frame, quad, 320 / 220) }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
  return got.kind === 'measured' ? judge(got.value, grayCopy.threshold) : got.reason;
}

describe('auth.gray-copy', () => {
  it.each([['daylight', daylight], ['a bulb', bulb], ['a bulb and a window', bulbAndWindow]])('a gray sheet is gray under %s', (_name, light) => expect(verdict(picture(gray, light))).toBe('fail'));
  it.each([['daylight', daylight], ['a bulb', bulb], ['a bulb and a window', bulbAndWindow]])('a portrait in colour is seen under %s', (_name, light) => expect(verdict(picture(coloured, light))).toBe('pass'));
  it('looks at scanned pages too: our scanner scans in colour', () => expect(verdict(picture(gray, daylight), 'scanner')).toBe('fail'));
  it('says nothing of a page that is all white', () => expect(verdict(picture(() => [1, 1, 1], () => [1, 1, 1]))).toBe('too-bright-to-tell'));
  it('says nothing where there is no document', () => {
    expect(grayCopy.measure({ documentGeometry: { documents: [], fillsPicture: false }, ownColour: null }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' })).toEqual({ kind: 'not-applicable', reason: 'no-document' });
  });
});
