/**
 * The straight case of warp(): no rotation, so rows and columns are weighed apart. Same answer to the last rounding, at a tenth of the cost:
 * it is what the live loop does to every camera frame.
 */
import type { Frame } from '../../frame.ts';

/** Weights of one output row or column: `count` source lines from `first`, and the share of samples that fall outside the source. */
type Line = { first: number; weights: number[]; outside: number };

/** @param step source pixels an output pixel, above 0; `offset`: source place of output place 0 */
function linesOf(length: number, sourceLength: number, step: number, offset: number, taps: number): Line[] {
  return Array.from({ length }, (_, i) => {
    const shares = new Map<number, number>();
    const give = (at: number, share: number) => shares.set(at, (shares.get(at) ?? 0) + share / taps);
    let outside = 0;
    for (let t = 0; t < taps; t += 1) {
      const s = step * (i + (t + 0.5) / taps) + offset - 0.5;
      if (s <= -1 || s >= sourceLength) {
        outside += 1 / taps;
        continue;
      }
      const low = Math.max(0, Math.trunc(s));
      const share = s < 0 ? 0 : s - low;
      give(low, 1 - share);
      give(Math.min(low + 1, sourceLength - 1), share);
    }
    const first = shares.size === 0 ? 0 : Math.min(...shares.keys());
    const last = shares.size === 0 ? -1 : Math.max(...shares.keys());
    return { first, weights: Array.from({ length: last - first + 1 }, (_w, k) => shares.get(first + k) ?? 0), outside };
  });
}

export type Straight = { stepX: number; offsetX: number; stepY: number; offsetY: number };

/** RGB of width x height, three bytes a pixel; `fill` outside the source. Steps above 0. */
export function scaleStraight(source: Frame, map: Straight, width: number, height: number, taps: number, fill: number): Uint8ClampedArray {
  const columns = linesOf(width, source.width, map.stepX, map.offsetX, taps);
  const rows = linesOf(height, source.height, map.stepY, map.offsetY, taps);
  const out = new Uint8ClampedArray(width * height * 3);
  // Source rows already weighed across, by source row; rows are asked for in order, so few are alive at a time.
  const across = new Map<number, Float32Array>();
  const sum = new Float32Array(width * 3);
  for (let y = 0, o = 0; y < height; y += 1) {
    const { first, weights, outside } = rows[y]!;
    sum.fill(0);
    for (const known of across.keys()) if (known < first) across.delete(known);
    for (let k = 0; k < weights.length; k += 1) {
      let line = across.get(first + k);
      if (!line) across.set(first + k, (line = weighAcross(source, first + k, columns, fill)));
      const w = weights[k]!;
      for (let i = 0; i < sum.length; i += 1) sum[i] = sum[i]! + line[i]! * w;
    }
    for (let i = 0; i < sum.length; i += 1) out[o++] = sum[i]! + fill * outside;
  }
  return out;
}

function weighAcross(source: Frame, row: number, columns: readonly Line[], fill: number): Float32Array {
  const line = new Float32Array(columns.length * 3);
  const { data } = source;
  const start = row * source.width;
  for (let x = 0, o = 0; x < columns.length; x += 1, o += 3) {
    const { first, weights, outside } = columns[x]!;
    let red = fill * outside;
    let green = red;
    let blue = red;
    for (let k = 0, p = (start + first) * 4; k < weights.length; k += 1, p += 4) {
      const w = weights[k]!;
      red += data[p]! * w;
      green += data[p + 1]! * w;
      blue += data[p + 2]! * w;
    }
    line[o] = red;
    line[o + 1] = green;
    line[o + 2] = blue;
  }
  return line;
}
