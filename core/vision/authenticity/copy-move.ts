/**
 * Copy-move: a part of the picture that stands in it twice, cut out and pasted elsewhere with everything that belongs to it. Print repeats as well, letters most of all,
 * but at many distances; a pasted part repeats at one.
 */
import type { Frame, Region } from '../../frame.ts';

export type CopyMove = {
  /** Share of the picture that is found again, as one joined part, at one shift and at no other; 0: none, or a pattern that repeats at several. */
  share: number;
  /** Both places, source pixels. */
  regions: Region[];
};

/** Pixels looked at: a larger picture is averaged down by a whole number. Chosen for time. */
const mostPixels = 180_000;
/** Side of a block, and cells a side of its description. */
const block = 16;
const cells = 4;
/** Spread of luminance below which a block is empty paper. Chosen: a third of the contrast that print must have (doc.exposure). */
const leastSpread = 8;
/** Neighbours in the sorted list a block is compared with. */
const reach = 8;
/** Blocks nearer than this overlap in what they show. */
const nearest = 24;
/** Largest difference of a cell's mean between two copies, levels: JPEG at quality 75 leaves 2 to 3 in a 4 x 4 mean. Chosen. */
const closest = 3;
/** Correlation of the pixels of two blocks, to be called the same. Chosen: two prints of one letter in a photograph reach 0.95. */
const leastCorrelation = 0.98;

/** Steps of the grid that a part must span both ways: a line of print is one or two. Chosen. */
const leastSide = 3;
/** What is found at another shift as well, and is a third as large, is a pattern: MRZ filler, security print. Chosen. */
const patternShare = 3;
/** Chosen: an edge with sensor noise stays below 0.05. */
const leastCorner = 0.12;

type Plane = { width: number; height: number; data: Float32Array; factor: number };

export function copyMoveOf(frame: Frame): CopyMove {
  const plane = reduced(frame);
  const described = describe(plane);
  const shifts = shiftsOf(plane, described);
  const ranked = [...shifts.entries()].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([key]) => areaAt(plane, key));
  const best = ranked.reduce<Matched | null>((a, b) => (a === null || b.pixels > a.pixels ? b : a), null);
  if (!best || best.pixels === 0) return { share: 0, regions: [] };
  const others = ranked.filter((r) => Math.hypot(r.dx - best.dx, r.dy - best.dy) > 3).reduce((most, r) => Math.max(most, r.pixels), 0);
  if (others * patternShare > best.pixels) return { share: 0, regions: [] };
  const share = best.pixels / (plane.width * plane.height);
  const { factor } = plane;
  const box = (x: number, y: number): Region => ({ x: x * factor, y: y * factor, width: (best.right - best.left) * factor, height: (best.bottom - best.top) * factor });
  return { share, regions: [box(best.left, best.top), box(best.left + best.dx, best.top + best.dy)] };
}

function reduced({ width, height, data }: Frame): Plane {
  const factor = Math.max(1, Math.ceil(Math.sqrt((width * height) / mostPixels)));
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const out = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy++) for (let dx = 0, at = ((y * factor + dy) * width + x * factor) * 4; dx < factor; dx++, at += 4) sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      out[y * w + x] = sum / (factor * factor);
    }
  }
  return { width: w, height: h, data: out, factor };
}

type Described = { places: Int32Array; means: Float32Array; order: Uint32Array };

/** Cell means of each block that shows something, less the block's own mean, sorted so that blocks that look alike stand together. */
function describe({ width, height, data }: Plane): Described {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const side = block / cells;
  const n = cells * cells;
  const most = Math.max(0, (width - block + 1) * (height - block + 1));
  const places = new Int32Array(most);
  const means = new Float32Array(most * n);
  const keys = new Float64Array(most);
  const cell = new Float32Array(n);
  let count = 0;
  for (let y = 0; y + block <= height; y++) {
    for (let x = 0; x + block <= width; x++) {
      let [mean, square] = [0, 0];
      for (let c = 0; c < n; c++) {
        const left = x + (c % cells) * side;
        const top = (y + ((c / cells) | 0) * side) * (width + 1);
        const low = top + side * (width + 1);
        const value = (sums[low + left + side]! - sums[low + left]! - sums[top + left + side]! + sums[top + left]!) / (side * side);
        cell[c] = value;
        mean += value / n;
        square += (value * value) / n;
      }
      if (square - mean * mean < leastSpread * leastSpread) continue;
      let key = 0;
      for (let c = 0; c < n; c++) {
        means[count * n + c] = cell[c]! - mean;
        // Eight cells from corner to corner, coarsely; the rest is compared afterwards.
        if (c % 2 === ((c / cells) | 0) % 2) key = key * 24 + Math.min(23, Math.max(0, Math.round((cell[c]! - mean) / 10) + 12));
      }
      places[count] = y * width + x;
      keys[count++] = key;
    }
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  return { places, means, order };
}

/** Votes by shift, as dy * 65536 + dx with the later block's place less the earlier one's. */
function shiftsOf({ width }: Plane, { places, means, order }: Described): Map<number, number> {
  const n = cells * cells;
  const votes = new Map<number, number>();
  for (let i = 0; i < order.length; i++) {
    const a = order[i]!;
    for (let j = i + 1; j < Math.min(order.length, i + 1 + reach); j++) {
      const b = order[j]!;
      const [first, later] = places[a]! < places[b]! ? [places[a]!, places[b]!] : [places[b]!, places[a]!];
      const dx = (later % width) - (first % width);
      const dy = Math.floor(later / width) - Math.floor(first / width);
      if (dx * dx + dy * dy < nearest * nearest) continue;
      let same = true;
      for (let c = 0; c < n && same; c++) same = Math.abs(means[a * n + c]! - means[b * n + c]!) <= closest;
      if (same) votes.set(dy * 65536 + dx, (votes.get(dy * 65536 + dx) ?? 0) + 1);
    }
  }
  return votes;
}

type Matched = { dx: number; dy: number; pixels: number; left: number; top: number; right: number; bottom: number };

/** The largest joined part that is the same at this shift, block by block of a grid. Letters that repeat are joined to nothing. */
function areaAt(plane: Plane, key: number): Matched {
  const dy = Math.round(key / 65536);
  const dx = key - dy * 65536;
  const { width, height } = plane;
  const step = block / 2;
  const [columns, rows] = [Math.floor((width - block) / step) + 1, Math.floor((height - block) / step) + 1];
  const same = new Uint8Array(Math.max(0, columns * rows));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * step, row * step];
      if (x + dx < 0 || x + dx + block > width || y + dy + block > height) continue;
      if (alike(plane, x, y, dx, dy)) same[row * columns + column] = 1;
    }
  }
  let best: Matched = { dx, dy, pixels: 0, left: 0, top: 0, right: 0, bottom: 0 };
  for (let i = 0; i < same.length; i++) {
    if (same[i] !== 1) continue;
    const part = joined(same, columns, i);
    if (Math.min(part.right - part.left, part.bottom - part.top) + 1 < leastSide || part.count * step * step <= best.pixels) continue;
    best = { dx, dy, pixels: part.count * step * step, left: part.left * step, top: part.top * step, right: part.right * step + block, bottom: part.bottom * step + block };
  }
  return best;
}

/** Takes the part that `at` belongs to out of the map. */
function joined(same: Uint8Array, columns: number, at: number): { count: number; left: number; top: number; right: number; bottom: number } {
  const part = { count: 0, left: columns, top: Infinity, right: 0, bottom: 0 };
  const open = [at];
  same[at] = 2;
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    part.count++;
    part.left = Math.min(part.left, x);
    part.right = Math.max(part.right, x);
    part.top = Math.min(part.top, y);
    part.bottom = Math.max(part.bottom, y);
    for (const next of [x > 0 ? i - 1 : -1, x < columns - 1 ? i + 1 : -1, i - columns, i + columns]) {
      if (same[next] !== 1) continue;
      same[next] = 2;
      open.push(next);
    }
  }
  return part;
}

function alike({ width, data }: Plane, x: number, y: number, dx: number, dy: number): boolean {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let j = 0; j < block; j++) {
    for (let i = 0; i < block; i++) {
      const p = data[(y + j) * width + x + i]!;
      const q = data[(y + j + dy) * width + x + i + dx]!;
      a += p; b += q; aa += p * p; bb += q * q; ab += p * q;
    }
  }
  const n = block * block;
  const [va, vb] = [aa / n - (a / n) ** 2, bb / n - (b / n) ** 2];
  if (va < leastSpread * leastSpread || vb < leastSpread * leastSpread || Math.abs(a - b) / n > closest) return false;
  return (ab / n - (a / n) * (b / n)) / Math.sqrt(va * vb) >= leastCorrelation && hasCorners(data, width, x, y);
}

/** An edge looks the same all along itself; what changes in every direction does not. Lesser eigenvalue of the gradients' covariance against the greater. */
function hasCorners(data: Float32Array, width: number, x: number, y: number): boolean {
  let [xx, xy, yy] = [0, 0, 0];
  for (let j = 1; j < block - 1; j++) {
    for (let i = 1; i < block - 1; i++) {
      const at = (y + j) * width + x + i;
      const gx = data[at + 1]! - data[at - 1]!;
      const gy = data[at + width]! - data[at - width]!;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  const half = (xx + yy) / 2;
  const rest = Math.hypot((xx - yy) / 2, xy);
  return half - rest > leastCorner * (half + rest);
}
