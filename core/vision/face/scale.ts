/**
 * The straight case of warp(): no rotation, so rows and columns are weighed apart. Same answer to the last rounding, at a tenth of the cost:
 * it is what the live loop does to every camera frame.
 */
import type { Frame } from '../../frame.ts';

/** Of output row or column i: `counts[i]` source lines from `firsts[i]`, their weights from `i * stride`, and the share of samples outside the source. */
type Lines = { firsts: Int32Array; counts: Int32Array; weights: Float64Array; outsides: Float64Array; stride: number };

/** @param step source pixels an output pixel, above 0; `offset`: source place of output place 0 */
function linesOf(length: number, sourceLength: number, step: number, offset: number, taps: number): Lines {
  // Samples of one output line lie less than a step apart; each touches its line and the next.
  const stride = Math.ceil(step) + 2;
  const lines: Lines = { firsts: new Int32Array(length), counts: new Int32Array(length), weights: new Float64Array(length * stride), outsides: new Float64Array(length), stride };
  for (let i = 0; i < length; i += 1) {
    let first = -1;
    let count = 0;
    for (let t = 0; t < taps; t += 1) {
      const s = step * (i + (t + 0.5) / taps) + offset - 0.5;
      if (s <= -1 || s >= sourceLength) {
        lines.outsides[i]! += 1 / taps;
        continue;
      }
      const low = Math.max(0, Math.trunc(s));
      const share = s < 0 ? 0 : s - low;
      if (first < 0) first = low;
      const at = i * stride + low - first;
      lines.weights[at]! += (1 - share) / taps;
      count = Math.max(count, low - first + 1);
      if (share === 0) continue;
      const next = Math.min(low + 1, sourceLength - 1);
      lines.weights[at + next - low]! += share / taps;
      count = Math.max(count, next - first + 1);
    }
    lines.firsts[i] = Math.max(0, first);
    lines.counts[i] = count;
  }
  return lines;
}

export type Straight = { stepX: number; offsetX: number; stepY: number; offsetY: number };

/** RGB of width x height, three bytes a pixel; `fill` outside the source. Steps above 0. */
export function scaleStraight(source: Frame, map: Straight, width: number, height: number, taps: number, fill: number): Uint8ClampedArray {
  const columns = linesOf(width, source.width, map.stepX, map.offsetX, taps);
  const rows = linesOf(height, source.height, map.stepY, map.offsetY, taps);
  const out = new Uint8ClampedArray(width * height * 3);
  // Source rows already weighed across, in a ring; rows are asked for in order, so few are alive at a time.
  const ring = Array.from({ length: rows.stride }, () => new Float32Array(width * 3));
  const held = new Int32Array(rows.stride).fill(-1);
  const sum = new Float32Array(width * 3);
  for (let y = 0, o = 0; y < height; y += 1, o += sum.length) {
    const first = rows.firsts[y]!;
    sum.fill(0);
    for (let k = 0; k < rows.counts[y]!; k += 1) {
      const row = first + k;
      const at = row % rows.stride;
      if (held[at] !== row) {
        weighAcross(source, row, columns, fill, ring[at]!);
        held[at] = row;
      }
      addWeighed(sum, ring[at]!, rows.weights[y * rows.stride + k]!);
    }
    const beyond = fill * rows.outsides[y]!;
    for (let i = 0; i < sum.length; i += 1) out[o + i] = sum[i]! + beyond;
  }
  return out;
}

function addWeighed(sum: Float32Array, line: Float32Array, w: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i]! += line[i]! * w;
}

function weighAcross(source: Frame, row: number, { firsts, counts, weights, outsides, stride }: Lines, fill: number, line: Float32Array): void {
  const { data } = source;
  const start = row * source.width;
  for (let x = 0, o = 0; x < firsts.length; x += 1, o += 3) {
    let red = fill * outsides[x]!;
    let green = red;
    let blue = red;
    const end = x * stride + counts[x]!;
    for (let k = x * stride, p = (start + firsts[x]!) * 4; k < end; k += 1, p += 4) {
      const w = weights[k]!;
      red += data[p]! * w;
      green += data[p + 1]! * w;
      blue += data[p + 2]! * w;
    }
    line[o] = red;
    line[o + 1] = green;
    line[o + 2] = blue;
  }
}
