/** Reduced copies of the picture on which lines of print are searched; one search radius serves all sizes of print. */
import type { GrayImage } from '../../frame.ts';

/** `scale`: source pixels per pixel of this level. */
export type Level = { image: GrayImage; scale: number };

/**
 * Levels whose long sides fall by sqrt(2). The largest is at most `longest` and at most twice the source: an MRZ of 44 columns at the
 * level's ideal pitch of 7 pixels spans 0.3 of the largest level and all of the smallest.
 */
export function pyramid(gray: GrayImage, longest = 1000, shortest = 230): Level[] {
  const side = Math.max(gray.width, gray.height);
  const levels: Level[] = [];
  let source: Level = { image: gray, scale: 1 };
  for (let long = Math.min(longest, side * 2); long >= Math.min(shortest, side * 1.2); long /= Math.SQRT2) {
    const scale = side / long;
    source = { image: resize(source.image, gray.width / scale, gray.height / scale), scale };
    levels.push(source);
  }
  return levels;
}

/** Area average when smaller, bilinear when larger. */
export function resize(image: GrayImage, toWidth: number, toHeight: number): GrayImage {
  const width = Math.max(2, Math.round(toWidth)), height = Math.max(2, Math.round(toHeight));
  const columns = weightsOf(image.width, width), rows = weightsOf(image.height, height);
  const half = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const base = y * image.width;
    for (let x = 0; x < width; x++) {
      const { from, weights } = columns[x]!;
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += image.data[base + from + i]! * weights[i]!;
      half[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  const line = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const { from, weights } = rows[y]!;
    line.fill(0.5);
    for (let i = 0; i < weights.length; i++) {
      const base = (from + i) * width;
      const w = weights[i]!;
      for (let x = 0; x < width; x++) line[x] = line[x]! + half[base + x]! * w;
    }
    for (let x = 0; x < width; x++) data[y * width + x] = line[x]!;
  }
  return { width, height, data };
}

function weightsOf(from: number, to: number): { from: number; weights: Float32Array }[] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, i) => {
    if (ratio <= 1) {
      const centre = Math.max(0, Math.min(from - 1, (i + 0.5) * ratio - 0.5));
      const first = Math.min(from - 2, Math.floor(centre));
      return { from: first, weights: Float32Array.of(1 - (centre - first), centre - first) };
    }
    const low = i * ratio, high = Math.min(from, low + ratio);
    const first = Math.floor(low), last = Math.min(from - 1, Math.ceil(high) - 1);
    const weights = Float32Array.from({ length: last - first + 1 }, (__, k) => (Math.min(high, first + k + 1) - Math.max(low, first + k)) / (high - low));
    return { from: first, weights };
  });
}
