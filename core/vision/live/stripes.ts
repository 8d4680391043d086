/**
 * Stripes over a face: the pixels of a display beaten against the camera's own. One direction is enough here (skin repeats in none), and over a
 * curved or tilted screen the wave differs from place to place; so each window is asked by itself how far its strongest wave stands out.
 */
import type { Frame } from '../../frame.ts';
import { powerSpectraOf } from '../authenticity/fourier.ts';
import type { Box } from './borders.ts';

/** Side of a window and its step, source pixels. */
const [side, step] = [64, 32];
/** Fewer windows are an eye and a nostril. Chosen. */
export const fewestStripeWindows = 9;
/** Periods a window: below lie wrinkles, brows and the light, above is the camera's own grid. */
const [lowest, highest] = [7, 30];
/** A wave of about 0.4 levels under this window: below is what an encoder rounds away (as in authenticity/lattice.ts). */
const leastPower = 4 * side * side;

const taper = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
/** The half plane of waves, with their distance from the middle. */
const waves = Array.from({ length: (highest + 1) * (2 * highest + 1) }, (_, i) => ({ x: (i % (2 * highest + 1)) - highest, y: Math.floor(i / (2 * highest + 1)) }))
  .filter(({ x, y }) => { const r = Math.hypot(x, y); return r >= lowest && r <= highest && !(y === 0 && x < 0) && !ofBlocks(x, y); });

/** How far the strongest wave of the middling window stands out from its like of other directions; null: too few windows. */
export function stripesOf(frame: Frame, face: Box): number | null {
  const spectra = powerSpectraOf(side);
  const peaks: number[] = [];
  const [right, bottom] = [Math.min(frame.width, face.x + face.width) - side, Math.min(frame.height, face.y + face.height) - side];
  let spare: Float64Array | null = null;
  for (let y = Math.max(0, Math.floor(face.y)); y <= bottom; y += step) {
    for (let x = Math.max(0, Math.floor(face.x)); x <= right; x += step) {
      const window = windowAt(frame, x, y);
      // One transform takes two windows.
      if (spare) peaks.push(...spectra(spare, window).map(peakOf));
      spare = spare ? null : window;
    }
  }
  if (spare) peaks.push(peakOf(spectra(spare, spare)[0]));
  return peaks.length < fewestStripeWindows ? null : peaks.sort((a, b) => a - b)[peaks.length >> 1]!;
}

function windowAt({ width, data }: Frame, left: number, top: number): Float64Array {
  const out = new Float64Array(side * side);
  let sum = 0;
  for (let y = 0, i = 0; y < side; y += 1) for (let x = 0, at = ((top + y) * width + left) * 4; x < side; x += 1, i += 1, at += 4) sum += out[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  const mean = sum / out.length;
  for (let y = 0, i = 0; y < side; y += 1) for (let x = 0; x < side; x += 1, i += 1) out[i] = (out[i]! - mean) * taper[x]! * taper[y]!;
  return out;
}

const powerAt = (power: Float64Array, x: number, y: number): number => power[((y + side) % side) * side + ((x + side) % side)]!;

/** Of the strongest waves, how far the one that stands out most does so from the median of those as long as it in other directions. */
function peakOf(power: Float64Array): number {
  const strongest = waves.map((wave) => ({ ...wave, power: powerAt(power, wave.x, wave.y) })).filter((w) => w.power > leastPower).sort((a, b) => b.power - a.power).slice(0, candidates);
  return Math.max(0, ...strongest.map((w) => w.power / Math.max(1, aroundOf(power, w.x, w.y))));
}

/** Waves that are worth the comparison: a stripe's own is among the strongest of those that are not coarse. Chosen for time. */
const candidates = 40;
const directions = 48;
function aroundOf(power: Float64Array, x: number, y: number): number {
  const r = Math.hypot(x, y);
  const ring: number[] = [];
  for (let k = 0; k < directions; k += 1) {
    const [u, v] = [Math.round(r * Math.cos((Math.PI * k) / directions)), Math.round(r * Math.sin((Math.PI * k) / directions))];
    if (Math.hypot(u - x, v - y) > 4 && Math.hypot(u + x, v + y) > 4) ring.push(powerAt(power, u, v));
  }
  return ring.sort((a, b) => a - b)[ring.length >> 1]!;
}

/** On an axis at a multiple of 1/8 of a pixel: an encoder's own blocks. */
function ofBlocks(x: number, y: number): boolean {
  const near = (v: number): boolean => Math.abs(Math.abs(v) - (side / 8) * Math.round(Math.abs(v) / (side / 8))) <= 1;
  return (y <= 1 && near(x)) || (Math.abs(x) <= 1 && near(y));
}
