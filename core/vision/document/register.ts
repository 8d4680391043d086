/**
 * Lays one proof of a page over another: blocks of print are looked for near their place, and the homography through their shifts takes up
 * what two outlines differ by. Light must not count, so blocks are compared without their mean and spread (zero-mean normalised correlation).
 */
import type { Point } from '../../frame.ts';
import { mapPoint, solve, type Homography } from './plane.ts';

export type Plane = { width: number; height: number; luma: Float32Array };
/** `map`: place on the first -> place on the second. `residual`: median distance of the blocks from it, pixels. */
export type Registration = { map: Homography; residual: number; blocks: number };

/** Blocks across and down, and their side in pixels of a proof (480 on its long side). */
const grid = { across: 8, down: 5 };
const side = 36;
/** Farthest shift: outlines are good to 2 % of the diagonal, 11 pixels. */
const reach = 12;
/** Correlation of a block that is the same print; spread below which a block is empty, levels. Chosen, not measured. */
const sure = 0.75;
const leastSpread = 5;
/** Blocks a homography needs: twice the four that determine it. And the residual of a flat page, pixels: 0.1..0.3 on drawn pages. */
const fewest = 8;
const mostResidual = 0.8;

/** Null: not the same page, or too little print to tell. Both planes must have the same size. */
export function register(first: Plane, second: Plane): Registration | null {
  const [halfFirst, halfSecond] = [halved(first), halved(second)];
  const pairs: [Point, Point][] = [];
  for (let row = 0; row < grid.down; row++) {
    for (let column = 0; column < grid.across; column++) {
      const x = Math.round(reach + ((first.width - 2 * reach - side) * column) / (grid.across - 1));
      const y = Math.round(reach + ((first.height - 2 * reach - side) * row) / (grid.down - 1));
      const coarse = bestShift(halfFirst, halfSecond, x >> 1, y >> 1, side >> 1, 0, 0, reach >> 1);
      if (!coarse || coarse.correlation < sure) continue;
      const fine = bestShift(first, second, x, y, side, 2 * coarse.dx, 2 * coarse.dy, 2);
      if (!fine || fine.correlation < sure) continue;
      const middle = { x: x + side / 2, y: y + side / 2 };
      pairs.push([middle, { x: middle.x + fine.dx, y: middle.y + fine.dy }]);
    }
  }
  return throughPairs(pairs, first);
}

function halved({ width, height, luma }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const i = 2 * y * width + 2 * x;
      out[y * w + x] = (luma[i]! + luma[i + 1]! + luma[i + width]! + luma[i + width + 1]!) / 4;
    }
  }
  return { width: w, height: h, luma: out };
}

type Shift = { dx: number; dy: number; correlation: number };

/** Shift of a block around a guess, to a part of a pixel by a parabola through the best three each way. */
function bestShift(first: Plane, second: Plane, x: number, y: number, size: number, aroundX: number, aroundY: number, far: number): Shift | null {
  const { values, spread } = blockOf(first, x, y, size);
  if (spread < leastSpread) return null;
  const n = 2 * far + 1;
  const scores = new Float64Array(n * n).fill(-1);
  let best = -1;
  for (let i = 0; i < scores.length; i++) {
    const [dx, dy] = [aroundX + (i % n) - far, aroundY + Math.floor(i / n) - far];
    if (x + dx < 0 || y + dy < 0 || x + dx + size > second.width || y + dy + size > second.height) continue;
    scores[i] = correlation(values, spread, second, x + dx, y + dy, size);
    if (best < 0 || scores[i]! > scores[best]!) best = i;
  }
  if (best < 0) return null;
  const [bx, by] = [best % n, Math.floor(best / n)];
  const partX = bx > 0 && bx < n - 1 ? vertex(scores[best - 1]!, scores[best]!, scores[best + 1]!) : 0;
  const partY = by > 0 && by < n - 1 ? vertex(scores[best - n]!, scores[best]!, scores[best + n]!) : 0;
  // Whole shifts on the coarse level: the fine one starts there.
  const whole = far > 2;
  return { dx: aroundX + bx - far + (whole ? 0 : partX), dy: aroundY + by - far + (whole ? 0 : partY), correlation: scores[best]! };
}

function vertex(a: number, b: number, c: number): number {
  const bend = a - 2 * b + c;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}

/** Block without its mean, and the root of its summed squares over its size: its spread in levels. */
function blockOf({ width, luma }: Plane, x: number, y: number, size: number): { values: Float32Array; spread: number } {
  const values = new Float32Array(size * size);
  let sum = 0;
  for (let v = 0, i = 0; v < size; v++) for (let u = 0; u < size; u++) sum += values[i++] = luma[(y + v) * width + x + u]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! -= mean) ** 2;
  return { values, spread: Math.sqrt(squares / values.length) };
}

function correlation(values: Float32Array, spread: number, { width, luma }: Plane, x: number, y: number, size: number): number {
  let [product, sum, squares] = [0, 0, 0];
  for (let v = 0, i = 0; v < size; v++) {
    const row = (y + v) * width + x;
    for (let u = 0; u < size; u++, i++) {
      const b = luma[row + u]!;
      product += values[i]! * b;
      sum += b;
      squares += b * b;
    }
  }
  const n = size * size;
  const other = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
  return other < 1 ? -1 : product / (n * spread * other);
}

/** Least squares over the pairs, the farthest dropped in three rounds. */
function throughPairs(pairs: readonly [Point, Point][], { width, height }: Plane): Registration | null {
  let kept = [...pairs];
  for (let round = 0; ; round++) {
    if (kept.length < fewest) return null;
    const map = fitted(kept, Math.max(width, height));
    if (!map) return null;
    const off = ([from, to]: readonly [Point, Point]) => Math.hypot(mapPoint(map, from).x - to.x, mapPoint(map, from).y - to.y);
    const residual = kept.map(off).sort((a, b) => a - b)[kept.length >> 1]!;
    if (round === 3) return residual <= mostResidual ? { map, residual, blocks: kept.length } : null;
    const limit = Math.max(0.75, 3 * residual);
    kept = pairs.filter((p) => off(p) <= limit);
  }
}

/** Coordinates are brought to 0..1 first, so that the normal equations stay well conditioned. */
function fitted(pairs: readonly [Point, Point][], scale: number): Homography | null {
  const normal = Array.from({ length: 8 }, () => new Array<number>(9).fill(0));
  const add = (row: readonly number[], value: number) => {
    for (let i = 0; i < 8; i++) {
      for (let k = 0; k < 8; k++) normal[i]![k]! += row[i]! * row[k]!;
      normal[i]![8]! += row[i]! * value;
    }
  };
  for (const [from, to] of pairs) {
    const [x, y, u, v] = [from.x / scale, from.y / scale, to.x / scale, to.y / scale];
    add([x, y, 1, 0, 0, 0, -u * x, -u * y], u);
    add([0, 0, 0, x, y, 1, -v * x, -v * y], v);
  }
  try {
    const [a, b, c, d, e, f, g, h] = solve(normal) as [number, number, number, number, number, number, number, number];
    return [a, b, c * scale, d, e, f * scale, g / scale, h / scale, 1];
  } catch {
    // Blocks on one line: no plane goes through them.
    return null;
  }
}
