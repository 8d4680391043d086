/**
 * A second way to an outline, for a card whose edge is too faint for lines: on an even ground, whatever differs from the ground belongs to
 * the card. White paper on a white desk differs by a shade that no single edge shows but an area does.
 */
import type { Point, Quad } from '../../frame.ts';
import { shapeOf, viewIn } from './format.ts';
import { crossing, lineThrough, signedArea } from './plane.ts';
import type { QuadCandidate } from './quads.ts';
import type { Reduced } from './reduce.ts';

/** Width of the rim the ground is taken from, share of the short side. */
const rimShare = 0.05;
/** A ground is even when the rim departs from a plane by no more than this, levels (median): desks 0.6..2.5, wood and cloth above 5. Chosen on composites. */
const evenness = 3.5;
/** Departure that belongs to the card, in spreads of the ground, and at least in levels after smoothing. Chosen, not measured. */
const departure = { spreads: 3, levels: 2 };
/** Share of its quad that the departing area's hull must fill: a card with rounded corners 0.97, an ellipse 0.79. */
const leastFill = 0.92;
const leastShare = 0.012;

export function quadOnGround(picture: Reduced): QuadCandidate | null {
  const { width, height } = picture;
  const distance = departureOf(picture);
  if (!distance) return null;
  const area = largestArea(distance, width, height);
  if (!area || area.touches) return null;
  const hull = hullOf(area.rim);
  const hullArea = Math.abs(signedArea(hull));
  const quad = quadAround(hull);
  if (!quad || hullArea < leastShare * width * height) return null;
  const fill = hullArea / Math.abs(signedArea(quad));
  const { aspect, tiltDegrees } = viewIn(quad, picture);
  const { shape } = shapeOf(aspect);
  if (fill < leastFill || fill > 1.02 || shape === 'unknown' || tiltDegrees > 55) return null;
  const snapped = snap(quad, distance, width, height);
  // As sure as an outline of lines with this much of its sides backed; what was wiped out of a side lowers the fill.
  const quality = 0.6 * fill;
  return { quad: snapped, quality, score: quality * Math.pow(hullArea / (width * height), 0.2), support: [fill, fill, fill, fill], borderSides: 0 };
}

/** How far each pixel departs from the ground, 1 where it clearly belongs to something else; null on an uneven ground. */
function departureOf(picture: Reduced): Float32Array | null {
  const { width, height } = picture;
  const rim = Math.max(3, Math.round(rimShare * Math.min(width, height)));
  const out = new Float32Array(width * height);
  for (const plane of [picture.luma, picture.blueness, picture.redness]) {
    const smooth = boxBlur(plane, width, height, 2);
    const ground = groundOf(smooth, width, height, rim);
    if (ground.spread > evenness) return null;
    const limit = Math.max(departure.levels, departure.spreads * ground.spread);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const d = Math.abs(smooth[i]! - (ground.level + ground.perX * x + ground.perY * y)) / limit;
        if (d > out[i]!) out[i] = d;
      }
    }
  }
  return out;
}

type Ground = { level: number; perX: number; perY: number; spread: number };

/** A plane through the rim of the picture; what lies far off (a hand, a card's corner) is dropped in three rounds. */
function groundOf(plane: Float32Array, width: number, height: number, rim: number): Ground {
  const places: number[] = [];
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) if (x < rim || y < rim || x >= width - rim || y >= height - rim) places.push(y * width + x);
  let ground: Ground = { level: median(places.map((i) => plane[i]!)), perX: 0, perY: 0, spread: Infinity };
  const off = (i: number) => Math.abs(plane[i]! - ground.level - ground.perX * (i % width) - ground.perY * Math.floor(i / width));
  for (let round = 0; round < 3; round++) {
    const spread = Math.max(0.3, 1.48 * median(places.map(off)));
    ground = { ...planeThrough(places.filter((i) => off(i) < 3 * spread), plane, width), spread };
  }
  return { ...ground, spread: Math.max(0.3, 1.48 * median(places.map(off))) };
}

function planeThrough(places: readonly number[], plane: Float32Array, width: number): Omit<Ground, 'spread'> {
  const n = places.length || 1;
  const mx = places.reduce((s, i) => s + (i % width), 0) / n;
  const my = places.reduce((s, i) => s + Math.floor(i / width), 0) / n;
  const mv = places.reduce((s, i) => s + plane[i]!, 0) / n;
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0];
  for (const i of places) {
    const x = (i % width) - mx;
    const y = Math.floor(i / width) - my;
    const v = plane[i]! - mv;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xv += x * v;
    yv += y * v;
  }
  const det = xx * yy - xy * xy;
  const perX = det > 0 ? (xv * yy - yv * xy) / det : 0;
  const perY = det > 0 ? (yv * xx - xv * xy) / det : 0;
  return { level: mv - perX * mx - perY * my, perX, perY };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Mean of a square of `2 * reach + 1`; smaller at the border. */
function boxBlur(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  const along = (from: Float32Array, count: number, length: number, step: number, stride: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < count; line++) {
      const base = line * stride;
      for (let k = 0; k < length; k++) {
        let sum = 0;
        let n = 0;
        for (let o = Math.max(0, k - reach); o <= Math.min(length - 1, k + reach); o++, n++) sum += from[base + o * step]!;
        to[base + k * step] = sum / n;
      }
    }
    return to;
  };
  return along(along(plane, height, width, 1, width), width, height, width, 1);
}

/** The largest connected area that departs from the ground (gaps of two pixels are bridged), as the outermost pixels of its rows. */
function largestArea(distance: Float32Array, width: number, height: number): { rim: Point[]; touches: boolean } | null {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  let best: { size: number; pixels: Int32Array } | null = null;
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || distance[start]! < 1) continue;
    let size = 0;
    let next = 0;
    stack[size++] = start;
    seen[start] = 1;
    while (next < size) {
      const i = stack[next++]!;
      const x = i % width;
      const y = (i - x) / width;
      for (let dy = -3; dy <= 3; dy++) {
        for (let dx = -3; dx <= 3; dx++) {
          if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
          const k = i + dy * width + dx;
          if (seen[k] === 1 || distance[k]! < 1) continue;
          seen[k] = 1;
          stack[size++] = k;
        }
      }
    }
    if (!best || size > best.size) best = { size, pixels: stack.slice(0, size) };
  }
  if (!best) return null;
  const left = new Int32Array(height).fill(width);
  const right = new Int32Array(height).fill(-1);
  for (const i of best.pixels) {
    const x = i % width;
    const y = (i - x) / width;
    left[y] = Math.min(left[y]!, x);
    right[y] = Math.max(right[y]!, x);
  }
  const rim: Point[] = [];
  let touches = false;
  for (let y = 0; y < height; y++) {
    if (right[y]! < 0) continue;
    rim.push({ x: left[y]!, y }, { x: right[y]!, y });
    if (left[y]! <= 1 || right[y]! >= width - 2 || y <= 1 || y >= height - 2) touches = true;
  }
  return { rim, touches };
}

/** Convex hull in clockwise order on screen (Andrew's monotone chain). */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (some: readonly Point[]) => {
    const chain: Point[] = [];
    for (const p of some) {
      while (chain.length >= 2 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Four of the hull's edges: the edge whose neighbours, drawn on until they meet, add the least area is dropped until four are left. */
function quadAround(hull: readonly Point[]): Quad | null {
  const points = [...hull];
  while (points.length > 4) {
    let least = Infinity;
    let at = -1;
    let tip: Point | null = null;
    for (let i = 0; i < points.length; i++) {
      const [p, a, b, q] = [points[(i + points.length - 1) % points.length]!, points[i]!, points[(i + 1) % points.length]!, points[(i + 2) % points.length]!];
      const meet = outside(p, a, b, q);
      if (!meet) continue;
      const added = Math.abs(turn(a, meet, b)) / 2;
      if (added < least) [least, at, tip] = [added, i, meet];
    }
    if (!tip) return null;
    const after = (at + 1) % points.length;
    points[at] = tip;
    points.splice(after, 1);
  }
  if (points.length !== 4) return null;
  let first = 0;
  for (let i = 1; i < 4; i++) if (points[i]!.x + points[i]!.y < points[first]!.x + points[first]!.y) first = i;
  return [0, 1, 2, 3].map((i) => points[(first + i) % 4]!) as Quad;
}

/** Where p-a and q-b, drawn on beyond a and b, meet; null when they part. */
function outside(p: Point, a: Point, b: Point, q: Point): Point | null {
  const [ux, uy, vx, vy] = [a.x - p.x, a.y - p.y, b.x - q.x, b.y - q.y];
  const det = ux * vy - uy * vx;
  if (Math.abs(det) < 1e-9) return null;
  const s = ((b.x - a.x) * vy - (b.y - a.y) * vx) / det;
  const t = ((b.x - a.x) * uy - (b.y - a.y) * ux) / det;
  return s >= 0 && t >= 0 ? { x: a.x + s * ux, y: a.y + s * uy } : null;
}

/** Each side moves, both ends by themselves, to where what lies inside departs most from what lies outside. */
function snap(quad: Quad, distance: Float32Array, width: number, height: number): Quad {
  const centre = { x: quad.reduce((s, p) => s + p.x, 0) / 4, y: quad.reduce((s, p) => s + p.y, 0) / 4 };
  const at = (x: number, y: number) => Math.min(2, distance[Math.max(0, Math.min(height - 1, Math.round(y))) * width + Math.max(0, Math.min(width - 1, Math.round(x)))]!);
  const lines = quad.map((p, i) => {
    const q = quad[(i + 1) % 4]!;
    const { nx, ny, d } = lineThrough(p, q);
    const inward = Math.sign(nx * centre.x + ny * centre.y - d) || 1;
    const moved = (point: Point, by: number) => ({ x: point.x + by * inward * nx, y: point.y + by * inward * ny });
    let best = -Infinity;
    let line = lineThrough(p, q);
    for (let a = -2; a <= 5; a++) {
      for (let b = -2; b <= 5; b++) {
        const [from, to] = [moved(p, a), moved(q, b)];
        let sum = 0;
        for (let k = 1; k < 20; k++) {
          const x = from.x + ((to.x - from.x) * k) / 20;
          const y = from.y + ((to.y - from.y) * k) / 20;
          const step = inward * 2;
          sum += at(x + step * nx, y + step * ny) - at(x - step * nx, y - step * ny);
        }
        if (sum > best) [best, line] = [sum, lineThrough(from, to)];
      }
    }
    return line;
  });
  return quad.map((p, i) => crossing(lines[(i + 3) % 4]!, lines[i]!) ?? p) as Quad;
}
