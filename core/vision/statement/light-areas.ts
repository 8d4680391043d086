/** Light, smooth, colourless areas of four corners: what a sheet of paper in somebody's hands is, whatever is written on it. Fingers and bent edges are allowed. */
import type { Point, Quad } from '../../frame.ts';
import { signedArea } from '../document/plane.ts';
import type { Gradient, Reduced } from '../document/reduce.ts';

/** `worth`: area in pixels of the reduced picture, times how well it fills its four corners. */
export type LightArea = { quad: Quad; worth: number };

/**
 * All chosen on poses drawn with other seeds than those of `bench:statement`. Levels a reduced pixel from which on an edge parts two areas; least
 * luminance, 0..255; most colour (BT.601 differences), so that a lamp's tint passes and skin and cloth do not.
 */
const limits = { edge: 7, luma: 70, colour: 16 } as const;
/** Shares of the picture. */
const [smallest, largest] = [0.015, 0.6];
/** Quad over hull: fingers bite into a sheet and bow its edges. Area over hull: writing takes the rest. */
const leastQuad = 0.8, leastFilled = 0.3;
/** Corners of the hull that are tried against each other. */
const hullPoints = 28;
/** Its edge is no part of a smooth area: reduced pixels that are added on each side. */
const rim = 1.6;

/** Most worth first, corners in pixels of the reduced picture, clockwise from the top left. */
export function lightAreas(reduced: Reduced, gradient: Gradient): LightArea[] {
  const { width, height } = reduced;
  const isLight = maskOf(reduced, gradient);
  const seen = new Uint8Array(width * height);
  const found: LightArea[] = [];
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] || !isLight[i]) continue;
    const area = flooded(isLight, seen, i, width, height);
    if (area.count < smallest * leastFilled * width * height || area.isGround) continue;
    const hull = thinned(hullOf(area.ends), hullPoints);
    const around = Math.abs(signedArea(hull));
    const quad = hull.length < 4 ? null : largestQuad(hull);
    if (!quad || around < smallest * width * height || around > largest * width * height) continue;
    if (signedArea(quad) < leastQuad * around || area.count < leastFilled * around) continue;
    found.push({ quad: grown(fromTopLeft(quad), rim), worth: area.count });
  }
  return found.sort((a, b) => b.worth - a.worth);
}

/** The outermost pixels have no gradient of their own: there a sheet that is cut by the picture's border would run into the wall. */
const margin = 2;

function maskOf({ width, height, luma, blueness, redness }: Reduced, { magnitude }: Gradient): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = margin; y < height - margin; y++) for (let x = margin, i = y * width + margin; x < width - margin; x++, i++) mask[i] = luma[i]! >= limits.luma && magnitude[i]! < limits.edge && Math.abs(blueness[i]!) < limits.colour && Math.abs(redness[i]!) < limits.colour ? 1 : 0;
  return mask;
}

/** `ends`: first and last pixel of each row. `isGround`: it reaches the picture's top or three of its sides, as a wall or a floor does. */
function flooded(mask: Uint8Array, seen: Uint8Array, start: number, width: number, height: number): { count: number; ends: Point[]; isGround: boolean } {
  const first = new Int32Array(height).fill(width), last = new Int32Array(height).fill(-1);
  const stack = [start];
  seen[start] = 1;
  let count = 0;
  while (stack.length > 0) {
    const i = stack.pop()!;
    const x = i % width, y = (i - x) / width;
    count++;
    first[y] = Math.min(first[y]!, x);
    last[y] = Math.max(last[y]!, x);
    for (const next of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (next < 0 || next >= mask.length || seen[next] || !mask[next]) continue;
      seen[next] = 1;
      stack.push(next);
    }
  }
  const ends: Point[] = [];
  let [left, right] = [width, -1];
  for (let y = 0; y < height; y++) {
    if (last[y]! < 0) continue;
    ends.push({ x: first[y]!, y: y + 0.5 }, { x: last[y]! + 1, y: y + 0.5 });
    left = Math.min(left, first[y]!);
    right = Math.max(right, last[y]!);
  }
  const [atTop, atBottom] = [ends[0]!.y < margin + 1, ends.at(-1)!.y > height - margin - 1];
  return { count, ends, isGround: atTop || (atBottom && left <= margin && right >= width - margin - 1) };
}

/** Convex hull by Andrew's monotone chain, clockwise on screen. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (all: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const p of all) {
      while (kept.length > 1 && turn(kept.at(-2)!, kept.at(-1)!, p) <= 0) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}
const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Leaves out the corner that takes the least area with it, until few enough are left. */
function thinned(hull: Point[], most: number): Point[] {
  const kept = [...hull];
  while (kept.length > most) {
    let [least, at] = [Infinity, 0];
    for (let i = 0; i < kept.length; i++) {
      const lost = Math.abs(turn(kept[(i + kept.length - 1) % kept.length]!, kept[i]!, kept[(i + 1) % kept.length]!));
      if (lost < least) [least, at] = [lost, i];
    }
    kept.splice(at, 1);
  }
  return kept;
}

/** The four corners of the hull that hold most of it. */
function largestQuad(hull: readonly Point[]): Quad | null {
  let best: Quad | null = null, most = 0;
  for (let a = 0; a < hull.length; a++) for (let b = a + 1; b < hull.length; b++) for (let c = b + 1; c < hull.length; c++) {
    const half = turn(hull[a]!, hull[b]!, hull[c]!);
    for (let d = c + 1; d < hull.length; d++) {
      const area = half + turn(hull[a]!, hull[c]!, hull[d]!);
      if (area > most) [most, best] = [area, [hull[a]!, hull[b]!, hull[c]!, hull[d]!]];
    }
  }
  return best;
}

/** Held in front of a camera it stands more or less upright: the corner nearest the top left is the first. */
function fromTopLeft(quad: Quad): Quad {
  const first = [0, 1, 2, 3].reduce((best, k) => (quad[k]!.x + quad[k]!.y < quad[best]!.x + quad[best]!.y ? k : best), 0);
  return [0, 1, 2, 3].map((k) => quad[(first + k) % 4]!) as Quad;
}

function grown(quad: Quad, by: number): Quad {
  const middle = { x: quad.reduce((s, p) => s + p.x, 0) / 4, y: quad.reduce((s, p) => s + p.y, 0) / 4 };
  return quad.map(({ x, y }) => {
    const far = Math.hypot(x - middle.x, y - middle.y) || 1;
    return { x: x + ((x - middle.x) / far) * by * Math.SQRT2, y: y + ((y - middle.y) / far) * by * Math.SQRT2 };
  }) as Quad;
}
