/** Plane geometry of quads: homographies, lines, and what a perspective view tells of size and tilt. */
import type { Point, Quad } from '../../frame.ts';

/** Row-major 3x3. */
export type Homography = number[];

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Twice the signed area of a, b, c; positive where they turn clockwise on screen. */
export const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Signed area by the shoelace rule; positive for corners in clockwise order on screen (y down). */
export function signedArea(points: readonly Point[]): number {
  let twice = 0;
  for (let i = 0; i < points.length; i++) {
    const a = points[i]!;
    const b = points[(i + 1) % points.length]!;
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

export function isConvex(quad: readonly Point[]): boolean {
  let sign = 0;
  for (let i = 0; i < quad.length; i++) {
    const a = quad[i]!;
    const b = quad[(i + 1) % quad.length]!;
    const c = quad[(i + 2) % quad.length]!;
    const cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    if (cross === 0 || (sign !== 0 && Math.sign(cross) !== sign)) return false;
    sign = Math.sign(cross);
  }
  return true;
}

/** Whether a quad with corners in clockwise order on screen has the point in it. */
export function holds(quad: Quad, x: number, y: number): boolean {
  return quad.every((p, i) => {
    const q = quad[(i + 1) % 4]!;
    return (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x) >= 0;
  });
}

/** Homography that carries the four `from` points onto the four `to` points. @throws RangeError for points on a line */
export function homographyBetween(from: readonly Point[], to: readonly Point[]): Homography {
  const rows: number[][] = [];
  for (let i = 0; i < 4; i++) {
    const { x, y } = from[i]!;
    const { x: u, y: v } = to[i]!;
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  return [...solve(rows), 1];
}

/** Gauss elimination with pivoting on an n x (n+1) system; changes its input. @throws RangeError when it has no single solution */
export function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    const head = rows[c]!;
    if (Math.abs(head[c]!) < 1e-12) throw new RangeError('the system has no single solution');
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const row = rows[r]!;
      const factor = row[c]! / head[c]!;
      if (factor !== 0) for (let k = c; k <= n; k++) row[k]! -= factor * head[k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

export function mapPoint(h: Homography, p: Point): Point {
  const w = h[6]! * p.x + h[7]! * p.y + h[8]!;
  return { x: (h[0]! * p.x + h[1]! * p.y + h[2]!) / w, y: (h[3]! * p.x + h[4]! * p.y + h[5]!) / w };
}

/** Line as unit normal and offset: `nx * x + ny * y = d`. */
export type Line = { nx: number; ny: number; d: number };

/** Crossing of two lines, or null when they run within about 8 degrees of each other. */
export function crossing(a: Line, b: Line): Point | null {
  const det = a.nx * b.ny - a.ny * b.nx;
  if (Math.abs(det) < 0.14) return null;
  return { x: (a.d * b.ny - b.d * a.ny) / det, y: (a.nx * b.d - b.nx * a.d) / det };
}

export function lineThrough(a: Point, b: Point): Line {
  const length = distance(a, b) || 1;
  const nx = (b.y - a.y) / length;
  const ny = -(b.x - a.x) / length;
  return { nx, ny, d: nx * a.x + ny * a.y };
}

/** Shared area of two convex polygons (Sutherland-Hodgman clipping). */
export function overlapArea(a: readonly Point[], b: readonly Point[]): number {
  let kept: Point[] = signedArea(a) < 0 ? [...a].reverse() : [...a];
  const clip = signedArea(b) < 0 ? [...b].reverse() : b;
  for (let i = 0; i < clip.length && kept.length > 0; i++) {
    const from = clip[i]!;
    const to = clip[(i + 1) % clip.length]!;
    const side = (p: Point) => (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
    const next: Point[] = [];
    for (let k = 0; k < kept.length; k++) {
      const p = kept[k]!;
      const q = kept[(k + 1) % kept.length]!;
      const sp = side(p);
      const sq = side(q);
      if (sp >= 0) next.push(p);
      if (sp >= 0 !== sq >= 0) next.push({ x: p.x + ((q.x - p.x) * sp) / (sp - sq), y: p.y + ((q.y - p.y) * sp) / (sp - sq) });
    }
    kept = next;
  }
  return kept.length < 3 ? 0 : Math.abs(signedArea(kept));
}

export type View = {
  /** Width over height of the flat thing. */
  aspect: number;
  /** Angle between camera axis and its normal, degrees. */
  tiltDegrees: number;
};

/**
 * What a quad says of the flat rectangle behind it, for a camera with square pixels, its axis through the picture's centre and focal
 * length `focal` pixels: K^-1 H has the two side directions as its columns, so their lengths give the aspect and their cross product
 * the normal (Zhang 2000, Zhang and He 2007 for the rectangle).
 */
export function viewOf(quad: Quad, picture: { width: number; height: number }, focal: number): View {
  const unit: Point[] = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }];
  const h = homographyBetween(unit, quad);
  const cx = picture.width / 2;
  const cy = picture.height / 2;
  const column = (c: number): [number, number, number] => [(h[c]! - cx * h[6 + c]!) / focal, (h[3 + c]! - cy * h[6 + c]!) / focal, h[6 + c]!];
  const a = column(0);
  const b = column(1);
  const normal = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const cosine = Math.abs(normal[2]!) / Math.hypot(...normal);
  return { aspect: Math.hypot(...a) / Math.hypot(...b), tiltDegrees: (Math.acos(Math.min(1, cosine)) * 180) / Math.PI };
}
