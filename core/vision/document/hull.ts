/** Convex hulls of areas drawn in a mask. */
import type { Point } from '../../frame.ts';
import { turn } from './plane.ts';

/** Hull of the pixels that are 1, in clockwise order on screen. */
export const hullOfArea = (area: Uint8Array, width: number, height: number): Point[] => hullOf(sidesOf(area, width, height));

/** The mask with its dents filled. */
export function convexOf(area: Uint8Array, width: number, height: number): Uint8Array {
  const hull = hullOfArea(area, width, height);
  const [top, bottom] = [Math.min(...hull.map((p) => p.y)), Math.max(...hull.map((p) => p.y))];
  const out = new Uint8Array(area);
  for (let y = top; y <= bottom; y++) {
    const [from, to] = crossed(hull, y);
    out.fill(1, y * width + Math.ceil(from), y * width + Math.floor(to) + 1);
  }
  return out;
}

/** Where a row enters and leaves a hull that it meets. */
function crossed(hull: readonly Point[], y: number): [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length]!;
    if ((a.y - y) * (b.y - y) > 0) continue;
    const xs = a.y === b.y ? [a.x, b.x] : [a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)];
    from = Math.min(from, ...xs);
    to = Math.max(to, ...xs);
  }
  return [from, to];
}

/** The outermost pixels of each row. */
function sidesOf(area: Uint8Array, width: number, height: number): Point[] {
  const rim: Point[] = [];
  for (let y = 0; y < height; y++) {
    const left = area.indexOf(1, y * width) - y * width;
    if (left < 0 || left >= width) continue;
    rim.push({ x: left, y }, { x: area.lastIndexOf(1, (y + 1) * width - 1) - y * width, y });
  }
  return rim;
}

/** Andrew's monotone chain. */
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
