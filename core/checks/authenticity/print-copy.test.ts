import { describe, expect, it } from 'vitest';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import type { Lattice, Wave } from '../../vision/authenticity/lattice.ts';
import { judge } from '../check.ts';
import { printCopy } from './print-copy.ts';

const page = (dpi: number | null, rotationDegrees = 0): FoundDocument => ({
  quad: [{ x: 0, y: 0 }, { x: 900, y: 0 }, { x: 900, y: 560 }, { x: 0, y: 560 }], confidence: 0.9, format: 'ID-1', dpi, tiltDegrees: 0, rotationDegrees, coverage: 0.4, cutCorners: 0,
});
/** Two waves, cycles a pixel and degrees. */
const waves = (frequency: number, ...degrees: [number, number]): [Wave, Wave] => degrees.map((d) => ({ x: frequency * Math.cos((d * Math.PI) / 180), y: frequency * Math.sin((d * Math.PI) / 180) })) as [Wave, Wave];
const lattice = (both: number, frequencies: [Wave, Wave], coloured = 0): Lattice => ({ windows: 80, both, coloured, frequencies, regions: [] });
function verdict(found: FoundDocument | null, seen: Lattice | null) {
  const got = printCopy.measure({ documentGeometry: { documents: found ? [found] : [], fillsPicture: false }, lattice: seen }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' });
  return got.kind === 'measured' ? judge(got.value, printCopy.threshold) : got.reason;
}

describe('auth.print-copy', () => {
  // 133 lines an inch at 400 dots an inch: 0.3325 cycles a pixel.
  it('finds inks screened at 15 and 75 degrees', () => expect(verdict(page(400), lattice(0.8, waves(0.3325, 15, 75)))).toBe('fail'));
  it('finds them on a page that lies askew', () => expect(verdict(page(400, 20), lattice(0.8, waves(0.3325, 35, 95)))).toBe('fail'));
  it('leaves waves along the page to the display vote', () => expect(verdict(page(400, 20), lattice(0.8, waves(0.3325, 20, 110)))).toBe('pass'));
  it('finds black dots at 45 degrees, and leaves coloured ones there to the display vote (red and blue pixels of an OLED)', () => {
    expect(verdict(page(400), lattice(0.8, waves(0.3325, 45, 135)))).toBe('fail');
    expect(verdict(page(400), lattice(0.8, waves(0.3325, 45, 135), 0.9))).toBe('pass');
  });
  it('leaves colour in waves too fine for a print in colour to the display vote, at any angle', () => {
    expect(verdict(page(400), lattice(0.8, waves(0.3325, 35, 125), 0.9))).toBe('pass');
    expect(verdict(page(1000), lattice(0.8, waves(0.15, 35, 125), 0.9))).toBe('fail');
  });
  it('leaves waves of no print screen', () => expect(verdict(page(800), lattice(0.8, waves(0.4, 15, 75)))).toBe('pass'));
  it('passes a page without a lattice', () => expect(verdict(page(400), lattice(0.05, waves(0.3, 15, 75)))).toBe('pass'));
  it('is not assessed where dots would not be resolved', () => expect(verdict(page(150), lattice(0.05, waves(0.2, 3, 40)))).toBe('too-small-to-tell'));
  it('is not assessed on a document of a few windows', () => expect(verdict(page(400), null)).toBe('too-small-to-tell'));
  it('needs a document', () => expect(verdict(null, null)).toBe('no-document'));
});
