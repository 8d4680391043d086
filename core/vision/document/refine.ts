/** Sub-pixel corners: edges are searched across each side in the full picture, a line is fitted to them, and neighbours are crossed. */
import type { Frame, Point, Quad } from '../../frame.ts';
import { pixelsOf } from './pixels.ts';
import { crossing, distance, lineThrough, type Line } from './plane.ts';

/** Places looked at on each side. */
const probes = 28;

export type Refined = {
  quad: Quad;
  /** Share of the places looked at that show one straight edge of one sign, on the side where it is least, 0..1. */
  backed: number;
};

/** How far from a side's line an edge may lie that backs it, source pixels. As in the last round of robustLine. */
const onLine = 0.75;

/**
 * `reach` is how far from the given side an edge may lie, in source pixels. A side without enough agreeing edges (a border side, a
 * side in the dark) stays as it was.
 */
export function refinedQuad(frame: Frame, quad: Quad, reach: number): Refined {
  const pixels = pixelsOf(frame);
  const sides = quad.map((p, i) => refineSide(frame, pixels, p, quad[(i + 1) % 4]!, reach));
  const corners = quad.map((p, i) => {
    const corner = crossing(sides[(i + 3) % 4]!.line, sides[i]!.line);
    // A crossing far away means that one of the two fits followed something else.
    return corner && distance(corner, p) <= 3 * reach ? corner : { ...p };
  });
  return { quad: corners as Quad, backed: Math.min(...sides.map((s) => s.backed)) };
}

function refineSide(frame: Frame, pixels: Uint32Array, from: Point, to: Point, reach: number): { line: Line; backed: number } {
  const start = lineThrough(from, to);
  const step = Math.max(0.5, reach / 8);
  const half = Math.ceil(reach / step);
  const profile = new Float64Array(2 * half + 1);
  const points: Point[] = [];
  const signs: number[] = [];
  for (let k = 0; k < probes; k++) {
    const share = 0.07 + (0.86 * k) / (probes - 1);
    const base = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    luminanceAlong(frame, pixels, base.x - 0.5, base.y - 0.5, step * start.nx, step * start.ny, half, profile);
    const peak = steepest(profile);
    if (!peak) continue;
    const offset = (peak.at - half) * step;
    points.push({ x: base.x + offset * start.nx, y: base.y + offset * start.ny });
    signs.push(peak.sign);
  }
  const sign = Math.sign(signs.reduce((sum, s) => sum + s, 0)) || 1;
  const agreeing = points.filter((_, i) => signs[i] === sign);
  const line = agreeing.length >= probes / 3 ? (robustLine(agreeing, start, reach) ?? start) : start;
  return { line, backed: agreeing.filter((p) => Math.abs(p.x * line.nx + p.y * line.ny - line.d) <= onLine).length / probes };
}

/** The steepest step of a profile, sub-sample by a parabola through its slope; nearer to the middle wins among near equals. */
function steepest(profile: Float64Array): { at: number; sign: number } | null {
  const middle = (profile.length - 1) / 2;
  let best = 0;
  let at = -1;
  const slope = (i: number) => profile[i + 1]! - profile[i - 1]!;
  for (let i = 2; i < profile.length - 2; i++) {
    const weight = Math.abs(slope(i)) * (1 - (0.35 * Math.abs(i - middle)) / middle);
    if (weight > best) {
      best = weight;
      at = i;
    }
  }
  if (at < 0 || best < 3) return null;
  const [a, b, c] = [Math.abs(slope(at - 1)), Math.abs(slope(at)), Math.abs(slope(at + 1))];
  const bend = a - 2 * b + c;
  return { at: at + (bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0), sign: Math.sign(slope(at)) };
}

/** Least squares across the start line's direction, with the farthest points dropped in three rounds. */
function robustLine(points: Point[], start: Line, reach: number): Line | null {
  let kept = points;
  let line: Line | null = null;
  for (let round = 0; round < 4; round++) {
    const fitted = leastSquares(kept, start);
    if (!fitted) return null;
    line = fitted;
    const limit = Math.max(0.75, reach * 0.5 ** (round + 1));
    const next = points.filter((p) => Math.abs(p.x * fitted.nx + p.y * fitted.ny - fitted.d) <= limit);
    if (next.length < points.length * 0.45) break;
    kept = next;
  }
  return line;
}

function leastSquares(points: readonly Point[], start: Line): Line | null {
  // u runs along the start line, v across it; v = a + b u.
  let n = 0;
  let su = 0;
  let sv = 0;
  let suu = 0;
  let suv = 0;
  for (const p of points) {
    const u = -start.ny * p.x + start.nx * p.y;
    const v = start.nx * p.x + start.ny * p.y - start.d;
    n++;
    su += u;
    sv += v;
    suu += u * u;
    suv += u * v;
  }
  const det = n * suu - su * su;
  if (n < 3 || Math.abs(det) < 1e-6) return null;
  const b = (n * suv - su * sv) / det;
  const a = (sv - b * su) / n;
  const norm = Math.hypot(1, b);
  return { nx: (start.nx + b * start.ny) / norm, ny: (start.ny - b * start.nx) / norm, d: (start.d + a) / norm };
}

/**
 * Bilinear luminance at `2 * half + 1` places, `dx`, `dy` apart, about (x, y): the first so many of `out`. Pixel centres lie at whole numbers (mean of the channels
 * weighted as ITU-R BT.601); the border is repeated outwards. @param pixels of the frame (pixelsOf).
 */
export function luminanceAlong({ width, height }: Frame, pixels: Uint32Array, x: number, y: number, dx: number, dy: number, half: number, out: Float64Array): void {
  const [mostX, mostY] = [width - 1.001, height - 1.001];
  const right = width > 1 ? 1 : 0;
  const down = height > 1 ? width : 0;
  const [reachX, reachY] = [half * Math.abs(dx), half * Math.abs(dy)];
  const inside = x >= reachX && y >= reachY && x + reachX <= mostX && y + reachY <= mostY;
  for (let k = -half; k <= half; k++) {
    const px = x + k * dx;
    const py = y + k * dy;
    const cx = inside ? px : px < 0 ? 0 : px > mostX ? mostX : px;
    const cy = inside ? py : py < 0 ? 0 : py > mostY ? mostY : py;
    const x0 = cx | 0;
    const y0 = cy | 0;
    const fx = cx - x0;
    const fy = cy - y0;
    const i = y0 * width + x0;
    out[k + half] = (lumaOf(pixels[i]!) * (1 - fx) + lumaOf(pixels[i + right]!) * fx) * (1 - fy) + (lumaOf(pixels[i + down]!) * (1 - fx) + lumaOf(pixels[i + down + right]!) * fx) * fy;
  }
}

const lumaOf = (pixel: number): number => 0.299 * (pixel & 255) + 0.587 * ((pixel >>> 8) & 255) + 0.114 * ((pixel >>> 16) & 255);
