import { expect, test } from 'vitest';
import type { GrayImage } from '../../frame.ts';
import { levelled } from './level-paper.ts';

const [width, height, paper, ink] = [600, 420, 230, 25] as const;
/** Strokes of bold letters: 18 pixels of 600 are 9 mm of A4. */
const isInk = (x: number, y: number): boolean => y > 60 && y < 180 && x > 60 && x < 540 && x % 54 < 18;

/** A sheet with a row of strokes; `light` is the share of light at a place, `noise` the most a pixel is off. */
function sheet(light: (x: number, y: number) => number, noise = 0): GrayImage {
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) data[i] = (isInk(x, y) ? ink : paper) * light(x, y) + noise * (((i * 7919) % 101) / 50 - 1);
  return { width, height, data };
}
/** Mean level of paper or ink between two columns. */
function level({ data }: GrayImage, what: 'paper' | 'ink', from: number, to: number): number {
  let [sum, n] = [0, 0];
  for (let y = 65; y < 175; y++) for (let x = from; x < to; x++) if (isInk(x, y) === (what === 'ink')) [sum, n] = [sum + data[y * width + x]!, n + 1];
  return sum / n;
}
/** Cast aslant, with a soft edge of 40 pixels in the middle. */
const castShadow = (x: number, y: number): number => 0.5 + 0.5 * Math.min(1, Math.max(0, (x + 0.4 * y - 340) / 40 + 0.5));

test.each([['clean', 0], ['noisy', 12]])('half in a cast shadow, %s: paper of one level, and the writing still stands out', (_what, noise) => {
  const shaded = sheet(castShadow, noise), even = levelled(shaded);
  expect(level(shaded, 'paper', 10, 150)).toBeLessThan(0.55 * paper);
  for (const [from, to] of [[10, 150], [250, 350], [450, 590]] as const) {
    expect(Math.abs(level(even, 'paper', from, to) - paper)).toBeLessThan(0.04 * paper);
    expect(level(even, 'ink', from, to)).toBeLessThan(0.2 * paper);
  }
});

test('light that falls off to one side is made even as well', () => {
  const even = levelled(sheet((x) => 1 - (0.6 * x) / width));
  expect(Math.abs(level(even, 'paper', 10, 150) - level(even, 'paper', 450, 590))).toBeLessThan(0.05 * paper);
});

test('a sheet in even light stays as it is, and nothing is made darker', () => {
  const lit = sheet(() => 1), kept = levelled(lit);
  expect(kept.data.every((v, i) => Math.abs(v - lit.data[i]!) <= 2)).toBe(true);
  const shaded = sheet(castShadow, 12);
  expect(levelled(shaded).data.every((v, i) => v >= shaded.data[i]!)).toBe(true);
});

test('what is black is no paper in the shade', () => {
  const half = levelled(sheet((x) => (x < 300 ? 1 : 0.05)));
  expect(level(half, 'paper', 400, 590)).toBeLessThan(0.25 * paper);
});
