/**
 * Lines of print at any place and any rotation. Ink is what is darker than its surround; grown a little in all directions, the
 * characters of a line touch (they stand 0.3 to 0.6 of a pitch apart) and lines stay apart (0.9 of a pitch and more), so a
 * line of an MRZ is one long thin blob whatever its direction.
 */
import type { GrayImage, Point } from '../../frame.ts';
import type { Level } from './pyramid.ts';

/** A straight line of print, in source pixels; from the first to the last ink along it, direction up to 180 degrees. */
export type PrintLine = {
  start: Point;
  end: Point;
  /** Height of the ink across the line at both ends. */
  thickness: number;
  length: number;
  /** Degrees, -90..90. */
  angle: number;
  /** Spread over mean of the ink in slices across the line: characters come and go (0.4 and more), a rule or a wave of a guilloche does not. */
  rhythm: number;
};

// Half the gap that growing closes, in level pixels: 5 px, 0.7 of the level's ideal pitch of 7.
const growRadius = 2;
// Length over height from which a blob may be a piece of a line, and from which one or several pieces are a line: a third of the
// shortest MRZ line (30 columns, capitals about a pitch high).
const pieceElongation = 3.5;
const leastElongation = 9;

/**
 * How much darker than its surround ink must be, in spreads of the surround: `usual` finds weak print, `strict` parts print from a
 * background pattern that is nearly as dark.
 */
export const inkSpreads = { usual: 0.55, strict: 1.15 } as const;

export function findPrintLines(levels: readonly Level[], spreads: number = inkSpreads.usual): PrintLine[] {
  const lines: PrintLine[] = [];
  for (const level of levels) for (const line of joined(linesOfLevel(level, spreads))) if (line.length >= leastElongation * line.thickness) lines.push(line);
  return withoutTwins(lines);
}

/** Pieces of one line, parted by a gap, a stamp or a crease, become one line; the pieces stay candidates of their own. */
function joined(pieces: readonly PrintLine[]): PrintLine[] {
  const out = [...pieces];
  const left = [...pieces].sort((a, b) => b.length - a.length);
  while (left.length > 0) {
    let line = left.shift()!;
    const first = line;
    for (let i = 0; i < left.length; i++) {
      const longer = join(line, left[i]!);
      if (!longer) continue;
      line = longer;
      left.splice(i, 1);
      i = -1;
    }
    if (line !== first) out.push(line);
  }
  return out;
}

function join(a: PrintLine, b: PrintLine): PrintLine | null {
  const ratio = a.thickness / b.thickness;
  if (ratio < 0.6 || ratio > 1.7) return null;
  const c = (a.end.x - a.start.x) / a.length, s = (a.end.y - a.start.y) / a.length;
  const along = (p: Point): number => (p.x - a.start.x) * c + (p.y - a.start.y) * s;
  const across = (p: Point): number => (p.y - a.start.y) * c - (p.x - a.start.x) * s;
  // How far the longer line's direction may be off where the other piece lies.
  const drift = (t: number): number => (0.35 + 0.015 * Math.max(0, Math.max(-t, t - a.length) / a.thickness)) * a.thickness;
  const [t0, t1] = [along(b.start), along(b.end)];
  if (Math.abs(across(b.start)) > drift(t0) || Math.abs(across(b.end)) > drift(t1)) return null;
  const gap = Math.max(Math.min(t0, t1) - a.length, -Math.max(t0, t1));
  if (gap > 3 * a.thickness || gap < -0.5 * a.thickness) return null;
  const ends = [a.start, a.end, b.start, b.end].sort((p, q) => along(p) - along(q));
  const start = ends[0]!, end = ends[3]!;
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  return { start, end, length, thickness: Math.max(a.thickness, b.thickness), angle: (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI, rhythm: (a.rhythm * a.length + b.rhythm * b.length) / (a.length + b.length) };
}

function linesOfLevel({ image, scale }: Level, spreads: number): PrintLine[] {
  const ink = inkOf(image, spreads);
  const grown = grow(ink, image.width, image.height);
  const labels = label(grown, image.width, image.height);
  return measure(ink, labels, image.width, image.height, scale);
}

/** Gray levels: what is less darker than this is sensor noise. Chosen, not measured. */
const leastDepth = 5;

/** 1 where darker than the mean of the surround by a share of its spread. Window 4 to 5 characters of the level's ideal pitch. */
export function inkOf({ width, height, data }: GrayImage, spreads: number, half = 15): Uint8Array {
  const out = new Uint8Array(width * height);
  // Sums over the window's rows, one a column, and running sums of those. They may wrap: a window's own 31 x 31 squares of a byte fit 32 bits.
  const sums = new Int32Array(width), squares = new Int32Array(width);
  const sumsTo = new Int32Array(width + 1), squaresTo = new Int32Array(width + 1);
  const add = (y: number, sign: 1 | -1): void => {
    for (let x = 0, p = y * width; x < width; x++, p++) {
      const v = data[p]!;
      sums[x] = sums[x]! + sign * v;
      squares[x] = squares[x]! + sign * v * v;
    }
  };
  for (let y = 0; y < Math.min(half, height); y++) add(y, 1);
  const need = spreads * spreads;
  for (let y = 0, p = 0; y < height; y++) {
    if (y + half < height) add(y + half, 1);
    if (y - half > 0) add(y - half - 1, -1);
    for (let x = 0, s = 0, q = 0; x < width; x++) {
      s = (s + sums[x]!) | 0;
      q = (q + squares[x]!) | 0;
      sumsTo[x + 1] = s;
      squaresTo[x + 1] = q;
    }
    const rows = Math.min(height, y + half + 1) - Math.max(0, y - half);
    for (let x = 0; x < width; x++, p++) {
      const from = x < half ? 0 : x - half, to = x + half < width ? x + half + 1 : width;
      const n = rows * (to - from);
      const sum = (sumsTo[to]! - sumsTo[from]!) | 0;
      const depth = sum - data[p]! * n;
      if (depth <= leastDepth * n) continue;
      const square = (squaresTo[to]! - squaresTo[from]!) | 0;
      if (depth * depth > need * (square * n - sum * sum)) out[p] = 1;
    }
  }
  return out;
}

/** 1 where a 1 stands within `growRadius` each way. */
function grow(mask: Uint8Array, width: number, height: number): Uint8Array {
  const wide = new Uint8Array(mask.length), out = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    const row = mask.subarray(y * width, (y + 1) * width);
    for (let x = 0; x < width; x++) {
      if (row[x] === 0) continue;
      const to = Math.min(width - 1, x + growRadius);
      for (let i = Math.max(0, x - growRadius); i <= to; i++) wide[y * width + i] = 1;
    }
  }
  for (let y = 0; y < height; y++) {
    const from = Math.max(0, y - growRadius), to = Math.min(height - 1, y + growRadius);
    for (let near = from; near <= to; near++) {
      for (let x = 0, p = y * width, q = near * width; x < width; x++, p++, q++) out[p] = out[p]! | wide[q]!;
    }
  }
  return out;
}

type Labels = { of: Int32Array; count: number };

/** 4-connected components by runs and union-find; what is no component is 0 where the mask is 0 too. */
function label(mask: Uint8Array, width: number, height: number): Labels {
  const { starts, ends, rows, count: runs } = runsOf(mask, width, height);
  const parent = Int32Array.from({ length: runs }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (let y = 1; y < height; y++) {
    for (let above = rows[y - 1]!, run = rows[y]!; above < rows[y]! && run < rows[y + 1]!;) {
      // Places of the row above are moved down by a row to be compared.
      if (starts[above]! + width < ends[run]! && starts[run]! < ends[above]! + width) {
        const a = root(above), b = root(run);
        parent[Math.max(a, b)] = Math.min(a, b);
      }
      if (ends[above]! + width < ends[run]!) above++;
      else run++;
    }
  }
  const of = new Int32Array(mask.length);
  const number = new Int32Array(runs);
  let count = 0;
  for (let i = 0; i < runs; i++) {
    const r = root(i);
    number[i] = r === i ? count++ : number[r]!;
    of.fill(number[i]!, starts[i]!, ends[i]!);
  }
  return { of, count };
}

/** Runs of ones in reading order, as places in the mask, end exclusive; `rows[y]` is the first run of row y, `rows[height]` their number. */
function runsOf(mask: Uint8Array, width: number, height: number): { starts: Int32Array; ends: Int32Array; rows: Int32Array; count: number } {
  const most = Math.ceil((width + 1) / 2) * height;
  const starts = new Int32Array(most), ends = new Int32Array(most), rows = new Int32Array(height + 1);
  let count = 0;
  for (let y = 0; y < height; y++) {
    rows[y] = count;
    for (let p = y * width, end = p + width; p < end; p++) {
      if (!mask[p]) continue;
      starts[count] = p;
      while (p < end && mask[p]) p++;
      ends[count++] = p;
    }
  }
  rows[height] = count;
  return { starts, ends, rows, count };
}

function measure(ink: Uint8Array, { of, count }: Labels, width: number, height: number, scale: number): PrintLine[] {
  const m = new Float64Array(count * 6);
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      if (!ink[p]) continue;
      const o = of[p]! * 6;
      m[o] = m[o]! + 1;
      m[o + 1] = m[o + 1]! + x;
      m[o + 2] = m[o + 2]! + y;
      m[o + 3] = m[o + 3]! + x * x;
      m[o + 4] = m[o + 4]! + x * y;
      m[o + 5] = m[o + 5]! + y * y;
    }
  }
  const axes = new Map<number, Axis>();
  for (let i = 0; i < count; i++) {
    const axis = axisOf(m.subarray(i * 6, i * 6 + 6));
    if (axis) axes.set(i, axis);
  }
  spans(ink, of, width, height, axes);
  const lines: PrintLine[] = [];
  for (const axis of axes.values()) {
    const line = lineOf(axis, scale);
    if (line) lines.push(line);
  }
  return lines;
}

const bins = 64;
type Axis = { x: number; y: number; c: number; s: number; n: number; reach: number; low: number; high: number; across: Uint32Array; along: Uint16Array };

function axisOf([n, sx, sy, sxx, sxy, syy]: Float64Array): Axis | null {
  if (!n || n < 25) return null;
  const x = sx! / n, y = sy! / n;
  const a = sxx! / n - x * x, b = sxy! / n - x * y, c = syy! / n - y * y;
  const root = Math.sqrt(((a - c) / 2) ** 2 + b * b);
  const large = (a + c) / 2 + root, small = Math.max(0.08, (a + c) / 2 - root);
  // A filled bar of length L and height h has variances L^2/12 and h^2/12.
  if (large / small < pieceElongation ** 2) return null;
  const angle = 0.5 * Math.atan2(2 * b, a - c);
  return { x, y, c: Math.cos(angle), s: Math.sin(angle), n, reach: Math.sqrt(12 * small) * 1.6 + 3, low: Infinity, high: -Infinity, across: new Uint32Array(bins), along: new Uint16Array(2 * Math.ceil(Math.sqrt(12 * large)) + 8) };
}

function spans(ink: Uint8Array, of: Int32Array, width: number, height: number, axes: Map<number, Axis>): void {
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      if (!ink[p]) continue;
      const axis = axes.get(of[p]!);
      if (!axis) continue;
      const u = (x - axis.x) * axis.c + (y - axis.y) * axis.s;
      const v = (y - axis.y) * axis.c - (x - axis.x) * axis.s;
      if (u < axis.low) axis.low = u;
      if (u > axis.high) axis.high = u;
      const slice = Math.floor(u) + (axis.along.length >> 1);
      if (slice >= 0 && slice < axis.along.length) axis.along[slice] = axis.along[slice]! + 1;
      const bin = Math.floor(((v / axis.reach) * 0.5 + 0.5) * bins);
      if (bin >= 0 && bin < bins) axis.across[bin] = axis.across[bin]! + 1;
    }
  }
}

function lineOf(axis: Axis, scale: number): PrintLine | null {
  let seen = 0, low = -1, high = bins;
  for (let i = 0; i < bins; i++) {
    seen += axis.across[i]!;
    if (low < 0 && seen >= 0.015 * axis.n) low = i;
    if (high === bins && seen >= 0.985 * axis.n) high = i;
  }
  const v0 = (low / bins - 0.5) * 2 * axis.reach, v1 = ((high + 1) / bins - 0.5) * 2 * axis.reach;
  const thickness = v1 - v0 + 1, length = axis.high - axis.low + 1, v = (v0 + v1) / 2;
  if (length < pieceElongation * thickness || thickness < 3) return null;
  const place = (u: number): Point => ({ x: (axis.x + axis.c * u - axis.s * v + 0.5) * scale, y: (axis.y + axis.s * u + axis.c * v + 0.5) * scale });
  return {
    start: place(axis.low - 0.5), end: place(axis.high + 0.5), thickness: thickness * scale, length: length * scale,
    angle: (Math.atan2(axis.s, axis.c) * 180) / Math.PI, rhythm: rhythmOf(axis),
  };
}

function rhythmOf({ along, low, high }: Axis): number {
  const from = Math.max(0, Math.floor(low) + (along.length >> 1)), to = Math.min(along.length, Math.floor(high) + (along.length >> 1) + 1);
  let n = 0, sum = 0, squares = 0;
  for (let i = from; i < to; i++) {
    n += 1;
    sum += along[i]!;
    squares += along[i]! * along[i]!;
  }
  const mean = sum / Math.max(1, n);
  return mean > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) / mean : 0;
}

/** The same line found on two levels counts once: the longer finding stays. */
function withoutTwins(lines: PrintLine[]): PrintLine[] {
  const kept: PrintLine[] = [];
  for (const line of [...lines].sort((a, b) => b.length - a.length)) {
    if (!kept.some((k) => twins(k, line))) kept.push(line);
  }
  return kept;
}

function twins(a: PrintLine, b: PrintLine): boolean {
  const c = (a.end.x - a.start.x) / a.length, s = (a.end.y - a.start.y) / a.length;
  const off = (p: Point): number => Math.abs((p.y - a.start.y) * c - (p.x - a.start.x) * s);
  const along = (p: Point): number => (p.x - a.start.x) * c + (p.y - a.start.y) * s;
  const near = 0.5 * Math.min(a.thickness, b.thickness);
  if (off(b.start) > near || off(b.end) > near) return false;
  const from = Math.min(along(b.start), along(b.end)), to = Math.max(along(b.start), along(b.end));
  return Math.min(to, a.length) - Math.max(from, 0) > 0.6 * b.length && b.length > 0.5 * a.length;
}
