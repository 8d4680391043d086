/**
 * Quads from lines: every pair of roughly parallel lines with every pair across them, scored by how well the four sides are backed by
 * edges. Support along a line is summed once, so that a quad costs a few look-ups. Coordinates are those of the reduced picture.
 */
import type { Point, Quad } from '../../frame.ts';
import type { FoundLine } from './lines.ts';
import { shapeOf, viewIn } from './format.ts';
import { crossing, distance, isConvex, overlapArea, signedArea } from './plane.ts';
import type { Gradient } from './reduce.ts';

export type QuadCandidate = {
  quad: Quad;
  score: number;
  /** The score without its share for size: how sure it is that this is an outline. */
  quality: number;
  /** Edge support of top, right, bottom, left, 0..1; a border side has none. */
  support: [number, number, number, number];
  /** Sides that lie on the picture's border. */
  borderSides: number;
};

/** A line with running sums along it: `at(t)` is a place `t` pixels along the line from its point nearest the origin. */
type MeasuredLine = FoundLine & { rank: number; from: number; support: Float32Array; polarity: Float32Array };

/** A side on the picture's border proves nothing: each makes the outline this much less sure. Chosen, not measured. */
const borderWorth = 0.88;
/** Smallest share of the picture's short side that a document's short side takes. */
const shortestSide = 0.1;
/** Largest angle between opposite sides, as |sin|: a card that is tilted by 50 degrees and fills the picture shows 40. */
const mostSkew = 0.72;
/** Least angle between neighbouring sides, as |sin|. */
const leastTurn = 0.5;
/** Quality of a closed outline that is kept although larger ones outdo it: right outlines have this much and more (see sureByLines in find.ts). */
const leastCrowdedOut = 0.6;
/** Least support of each side. */
const leastSupport = 0.25;

export function quadsOf(gradient: Gradient, lines: readonly FoundLine[], noise: number, keep: number): QuadCandidate[] {
  const { width, height } = gradient;
  const measured = lines.map((l, rank) => measureLine(l, rank, gradient, noise));
  // Outlines that end at the picture's border are larger, and many: the best closed ones are kept for themselves too, so that they are not crowded out.
  const [all, closed]: [Pool, Pool] = [{ found: [], floor: 0 }, { found: [], floor: 0 }];
  for (const [a, b] of pairsOf(measured, { x: width / 2, y: height / 2 }, Math.min(width, height) * shortestSide)) {
    const rungs = rungsOf(a, b, measured, width, height);
    for (let i = 0; i < rungs.length; i++) {
      for (let k = i + 1; k < rungs.length; k++) {
        const isClosed = !(a.border || b.border || rungs[i]!.line.border || rungs[k]!.line.border);
        const candidate = build(a, b, rungs[i]!, rungs[k]!, width, height, isClosed ? Math.min(all.floor, closed.floor) : all.floor);
        if (!candidate) continue;
        add(all, candidate, keep);
        if (isClosed) add(closed, candidate, keep);
      }
    }
  }
  const shaped = (some: readonly QuadCandidate[]) => some.map((c) => withShape(c, width, height));
  const crowdedOut = shaped(closed.found.filter((c) => !all.found.includes(c))).filter((c) => c.quality >= leastCrowdedOut);
  return distinct([...shaped(all.found), ...crowdedOut].sort((p, q) => q.score - p.score), keep);
}

type Pool = { found: QuadCandidate[]; /** Score below which none is kept. */ floor: number };

function add(pool: Pool, candidate: QuadCandidate, keep: number): void {
  if (candidate.score <= pool.floor) return;
  pool.found.push(candidate);
  if (pool.found.length < 4 * keep) return;
  pool.found.sort((p, q) => q.score - p.score).length = keep;
  pool.floor = pool.found[keep - 1]!.score;
}

/** A side that joins two others: where it meets them and how well it is backed between. */
type Rung = { line: MeasuredLine; onA: Point; onB: Point; share: number; overrun: number };

/** Lines of a lower rank that join `a` and `b` inside of the picture, so that each quad is met once. */
function rungsOf(a: MeasuredLine, b: MeasuredLine, lines: readonly MeasuredLine[], width: number, height: number): Rung[] {
  const margin = 0.02 * Math.max(width, height);
  const inside = (p: Point) => p.x >= -margin && p.y >= -margin && p.x <= width + margin && p.y <= height + margin;
  const first = Math.min(a.rank, b.rank);
  const rungs: Rung[] = [];
  for (let k = first + 1; k < lines.length; k++) {
    const line = lines[k]!;
    if (Math.abs(line.nx * a.ny - line.ny * a.nx) < leastTurn || Math.abs(line.nx * b.ny - line.ny * b.nx) < leastTurn) continue;
    const onA = crossing(a, line);
    const onB = crossing(b, line);
    if (!onA || !onB || !inside(onA) || !inside(onB)) continue;
    const { share, overrun } = line.border ? { share: 0, overrun: 0 } : sideSupport(line, onA, onB);
    if (line.border || share >= leastSupport) rungs.push({ line, onA, onB, share, overrun });
  }
  return rungs;
}

function measureLine(line: FoundLine, rank: number, gradient: Gradient, noise: number): MeasuredLine {
  const { width, height, gx, gy, magnitude } = gradient;
  const reach = Math.ceil(Math.hypot(width, height));
  const support = new Float32Array(2 * reach + 1);
  const polarity = new Float32Array(2 * reach + 1);
  for (let k = 0; k < 2 * reach; k++) {
    const t = k - reach;
    const px = line.nx * line.d - line.ny * t;
    const py = line.ny * line.d + line.nx * t;
    let best = 0;
    if (!line.border) {
      for (let o = -1; o <= 1; o++) {
        const x = Math.round(px + o * line.nx);
        const y = Math.round(py + o * line.ny);
        if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
        const i = y * width + x;
        const along = gx[i]! * line.nx + gy[i]! * line.ny;
        if (magnitude[i]! > noise && Math.abs(along) > 0.85 * magnitude[i]! && Math.abs(along) > Math.abs(best)) best = along;
      }
    }
    support[k + 1] = support[k]! + (best === 0 ? 0 : 0.6 + 0.4 * Math.min(1, Math.abs(best) / 12));
    polarity[k + 1] = polarity[k]! + Math.sign(best);
  }
  return { ...line, rank, from: -reach, support, polarity };
}

function pairsOf(lines: MeasuredLine[], centre: Point, apart: number): [MeasuredLine, MeasuredLine][] {
  const pairs: [MeasuredLine, MeasuredLine][] = [];
  for (let i = 0; i < lines.length; i++) {
    for (let k = i + 1; k < lines.length; k++) {
      const a = lines[i]!;
      const b = lines[k]!;
      const turn = a.nx * b.nx + a.ny * b.ny < 0 ? -1 : 1;
      if (Math.abs(a.nx * b.ny - a.ny * b.nx) > mostSkew) continue;
      const offA = a.d - a.nx * centre.x - a.ny * centre.y;
      const offB = turn * b.d - turn * (b.nx * centre.x + b.ny * centre.y);
      if (Math.abs(offA - offB) >= apart) pairs.push(offA < offB ? [a, b] : [b, a]);
    }
  }
  return pairs;
}

function build(a: MeasuredLine, b: MeasuredLine, c: Rung, d: Rung, width: number, height: number, floor: number): QuadCandidate | null {
  const borderSides = [a, b, c.line, d.line].filter((l) => l.border).length;
  if (borderSides > 2 || Math.abs(c.line.nx * d.line.ny - c.line.ny * d.line.nx) > mostSkew) return null;
  let quad: Point[] = [c.onA, d.onA, d.onB, c.onB];
  const area = Math.abs(signedArea(quad));
  if (area < 0.012 * width * height || !isConvex(quad)) return null;
  const none = { share: 0, overrun: 0 };
  const onA = a.border ? none : sideSupport(a, c.onA, d.onA);
  if (!a.border && onA.share < leastSupport) return null;
  const onB = b.border ? none : sideSupport(b, d.onB, c.onB);
  if (!b.border && onB.share < leastSupport) return null;
  const sides = [onA, d, onB, c];
  const borders = [a.border, d.line.border, b.border, c.line.border];
  let sum = 0;
  let least = 1;
  let overrun = 0;
  for (let i = 0; i < 4; i++) {
    if (borders[i]) continue;
    sum += sides[i]!.share;
    least = Math.min(least, sides[i]!.share);
    overrun += sides[i]!.overrun;
  }
  const quality = (0.5 * (sum / (4 - borderSides)) + 0.5 * least) * (1 - 0.12 * overrun) * borderWorth ** borderSides;
  const score = quality * Math.pow(area / (width * height), 0.2);
  if (score <= floor) return null;
  const support = sides.map((s) => s.share);
  ({ quad } = clockwiseFromTopLeft(quad, support));
  return { quad: quad as Quad, score, quality, support: support as QuadCandidate['support'], borderSides };
}

/** Corners in clockwise order, starting with the one nearest the top left; the side values move along. */
function clockwiseFromTopLeft(points: Point[], sides: number[]): { quad: Point[] } {
  if (signedArea(points) < 0) {
    points.reverse();
    sides.reverse();
    sides.push(sides.shift()!);
  }
  let first = 0;
  for (let i = 1; i < 4; i++) if (points[i]!.x + points[i]!.y < points[first]!.x + points[first]!.y) first = i;
  for (let i = 0; i < first; i++) {
    points.push(points.shift()!);
    sides.push(sides.shift()!);
  }
  return { quad: points };
}

function sideSupport(line: MeasuredLine, p: Point, q: Point): { share: number; overrun: number } {
  const along = (s: Point) => -line.ny * s.x + line.nx * s.y;
  const t0 = Math.min(along(p), along(q));
  const t1 = Math.max(along(p), along(q));
  const length = t1 - t0;
  // Corners of ID-1 are rounded by 3.18 mm of 85.6 (ISO/IEC 7810): 6 % of each end proves nothing.
  const inner = between(line.support, line.from, t0 + 0.06 * length, t1 - 0.06 * length);
  const sign = Math.abs(between(line.polarity, line.from, t0 + 0.06 * length, t1 - 0.06 * length));
  const before = between(line.support, line.from, t0 - 0.15 * length, t0 - 0.03 * length);
  const after = between(line.support, line.from, t1 + 0.03 * length, t1 + 0.15 * length);
  return { share: inner * (0.85 + 0.15 * sign), overrun: (before + after) / 2 };
}

/** Mean of the running sum between two places, 0 outside of the picture. */
function between(sums: Float32Array, from: number, t0: number, t1: number): number {
  const last = sums.length - 1;
  const i = Math.max(0, Math.min(last, Math.round(t0 - from)));
  const k = Math.max(0, Math.min(last, Math.round(t1 - from)));
  return k > i ? (sums[k]! - sums[i]!) / (k - i) : 0;
}

/** A standard shape is worth more than a free one. Chosen on the composites of scripts/bench/quality.ts. */
function withShape(candidate: QuadCandidate, width: number, height: number): QuadCandidate {
  const { aspect, tiltDegrees } = viewIn(candidate.quad, { width, height });
  const { shape, error } = shapeOf(aspect);
  const cut = candidate.borderSides > 0;
  const fit = cut ? 0.85 : shape === 'unknown' ? Math.max(0.7, 1 - 2.5 * error) : 1 - error;
  const steep = tiltDegrees > 50 ? 0.7 : 1;
  return { ...candidate, score: candidate.score * fit * steep, quality: candidate.quality * fit * steep };
}

/** Drops quads that are the same place again. */
function distinct(candidates: QuadCandidate[], keep: number): QuadCandidate[] {
  const kept: QuadCandidate[] = [];
  for (const c of candidates) {
    const same = kept.some((k) => k.quad.every((p, i) => distance(p, c.quad[i]!) < 4) || sharedShare(k.quad, c.quad) > 0.95);
    if (!same) kept.push(c);
    if (kept.length >= keep) break;
  }
  return kept;
}

/** Shared area over the area of both together. */
export function sharedShare(a: Quad, b: Quad): number {
  const shared = overlapArea(a, b);
  return shared / (Math.abs(signedArea(a)) + Math.abs(signedArea(b)) - shared);
}
