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
  const data = new Uint8Array(width * height);
  const sum = new Float32Array(width);
  // Rows of the source made narrow; the last one of a target row is often the first of the next.
  let row = new Float32Array(width), other = new Float32Array(width), made = -1, madeOther = -1;
  for (let y = 0; y < height; y++) {
    sum.fill(0.5);
    for (let i = rows.at[y]!, from = rows.from[y]!; i < rows.at[y + 1]!; i++, from++) {
      if (made !== from) {
        [row, other, made, madeOther] = [other, row, madeOther, made];
        if (made !== from) narrow(image, from, columns, row);
        made = from;
      }
      const w = rows.weights[i]!;
      for (let x = 0; x < width; x++) sum[x] = sum[x]! + row[x]! * w;
    }
    data.set(sum, y * width);
  }
  return { width, height, data };
}

function narrow({ data, width }: GrayImage, y: number, { from, at, weights }: Weights, out: Float32Array): void {
  const base = y * width;
  for (let x = 0, i = 0; x < out.length; x++) {
    let sum = 0;
    for (let p = base + from[x]!, end = at[x + 1]!; i < end; i++, p++) sum += data[p]! * weights[i]!;
    out[x] = sum;
  }
}

/** Target i is made of the sources from `from[i]` on, with the weights `at[i]` to `at[i + 1]`. */
type Weights = { from: Int32Array; at: Int32Array; weights: Float32Array };

function weightsOf(from: number, to: number): Weights {
  const ratio = from / to;
  const out: Weights = { from: new Int32Array(to), at: new Int32Array(to + 1), weights: new Float32Array(to * (Math.ceil(ratio) + 2)) };
  let n = 0;
  for (let i = 0; i < to; i++) {
    out.at[i] = n;
    if (ratio <= 1) {
      const centre = Math.max(0, Math.min(from - 1, (i + 0.5) * ratio - 0.5));
      const first = Math.min(from - 2, Math.floor(centre));
      out.from[i] = first;
      out.weights[n++] = 1 - (centre - first);
      out.weights[n++] = centre - first;
    } else {
      const low = i * ratio, high = Math.min(from, low + ratio);
      const first = Math.floor(low), last = Math.min(from - 1, Math.ceil(high) - 1);
      out.from[i] = first;
      for (let k = first; k <= last; k++) out.weights[n++] = (Math.min(high, k + 1) - Math.max(low, k)) / (high - low);
    }
  }
  out.at[to] = n;
  return out;
}
