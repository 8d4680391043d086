/**
 * A second way to an outline, for a card whose edge is too faint for lines: on an even ground, whatever differs from the ground belongs to
 * the card. White paper on a white desk differs by a shade that no single edge shows but an area does. A finger or the rim of a shadow may join
 * the card to the picture's border.
 */
import type { Point, Quad } from '../../frame.ts';
import { boxBlur, departureOf, rimOf, smoothPlanesOf } from './departure.ts';
import { shapeOf, viewIn } from './format.ts';
import { linesOf } from './lines.ts';
import { hullOfArea } from './hull.ts';
import { crossing, distance, holds, lineThrough, overlapArea, signedArea, turn } from './plane.ts';
import { quadsOf, type QuadCandidate } from './quads.ts';
import { gradientOf, type Reduced } from './reduce.ts';
import { strangeToRim } from './rim-colours.ts';

/** Share of its quad that the departing area must fill: a card with rounded corners 0.97, an ellipse 0.79. */
const leastFill = 0.92;
const leastShare = 0.012;
/** Around a card that was found already, pixels of the reduced picture: its blurred edge is no second one. */
const blurredEdge = 2;
/** Two documents in one picture differ in area by no more than this: ID-3 is 2.4 times ID-1. */
const ofASize = 2.5;
/** Share of the first document that the second may cover: what is left of a blurred frame around the first encloses it. Chosen, not measured. */
const mostShared = 0.1;
/** Share of the facing side along which ground must lie between two cards, and how far off it is looked for, of the side's length. Chosen, not measured. */
const between = { share: 0.6, reach: 0.15 };
/** Shared by a card's quad and the area without colours of the rim, of both together: a finger on the card, and print like the desk, have such colours. Chosen, not measured. */
const leastShared = 0.75;
/** Share of the picture below which a card's perspective says less than its pixels. Chosen, not measured. */
const farShare = 0.06;
/** Degrees: a part of a page that leaves the picture looks like a steeper card. Chosen, not measured. */
const mostTiltOnPattern = 35;
/** Shared by hull and area: no finger frays it, and its sides, which cost 15 ms here, are not asked. Chosen, not measured. */
const sureByHull = 0.92;
/** What else departs, share of the card: its own blurred edge is a tenth of the smallest. Chosen, not measured. */
const mostBeside = 0.2;
/** Levels at which the area is drawn for the search of its sides, and the weakest edge of it that counts. */
const drawnLevel = 120;
const drawnEdge = 8;
/** Degrees to which the direction of a step is known that was drawn in whole pixels. Chosen, not measured. */
const drawnTurn = 8;

/**
 * A further card that lies on the same ground apart from `first`, of a size with it (ID-3 is 2.4 times ID-1). Pages of one booklet meet at the fold: without ground
 * between the two it is no other document.
 */
export function secondOnGround(picture: Reduced, first: Quad): QuadCandidate | null {
  const { width, height } = picture;
  const departure = departureOf(smoothPlanesOf(picture), width, height);
  if (!departure) return null;
  const rest = Float32Array.from(departure);
  clear(rest, grown(first, blurredEdge), width, height);
  const area = solidArea(rest, width, height);
  const found = area && asDocument(touchesBorder(area, width, height) ? quadInArea(area, width, height) : quadAroundArea(area, width, height), rest, picture);
  if (!found) return null;
  const own = Math.abs(signedArea(first));
  const ratio = Math.abs(signedArea(found.quad)) / own;
  if (ratio > ofASize || ratio < 1 / ofASize || overlapArea(found.quad, first) > mostShared * own) return null;
  // A gap of a few pixels is lost in the blur.
  const crisp = departureOf(smoothPlanesOf(picture, 0), width, height);
  return crisp && groundBetween(crisp, first, found.quad, width, height) ? found : null;
}

export function quadOnGround(picture: Reduced): AreaCandidate | null {
  const { width, height } = picture;
  const planes = smoothPlanesOf(picture);
  const rim = rimOf(width, height, 1);
  const departure = departureOf(planes, width, height);
  if (!departure) return onPattern(strangeToRim(planes, width, height, rim, rim.length), picture);
  const area = solidArea(departure, width, height);
  if (!area) return null;
  if (!touchesBorder(area, width, height)) return asDocument(quadAroundArea(area, width, height), departure, picture);
  const found = asDocument(quadInArea(area, width, height), departure, picture);
  if (found) return found;
  // Less what has the colours by which it leaves the picture: fingers, a sleeve, stripes.
  const strange = strangeToRim(planes, width, height, rim.filter((i) => departure[i]! >= 1), rim.length);
  return onPattern(strange && departure.map((d, i) => d * strange[i]!), picture);
}

/** On wood, cloth or stripes no plane fits: a card there is what has none of the colours of the rim. Shade beside fingers frays it, so its sides and its hull are both tried. */
function onPattern(distance: Float32Array | null, picture: Reduced): AreaCandidate | null {
  const { width, height } = picture;
  const area = distance && solidArea(distance, width, height);
  if (!area || touchesBorder(area, width, height)) return null;
  const around = quadAround(hullOfArea(area, width, height));
  const size = sizeOf(area);
  const shared = (quad: Quad): Filled => ({ quad, fill: sharedWith(area, size, quad, width, height) });
  const hull = around && shared(around);
  const tried = hull && hull.fill >= sureByHull ? [hull] : [...(hull ? [hull] : []), ...closedQuadsIn(area, width, height).map(shared)];
  const best = tried.reduce<Filled | null>((most, one) => (one.fill >= leastShared && one.fill > (most?.fill ?? 0) ? one : most), null);
  const candidate = asDocument(best, distance, picture, mostTiltOnPattern);
  if (!candidate) return null;
  const departing = Uint8Array.from(distance, (d) => (d >= 1 ? 1 : 0));
  const card = Math.abs(signedArea(candidate.quad));
  const alone = sizeOf(departing) - inQuad(departing, candidate.quad, width, height).own < mostBeside * card;
  // A face or a lamp before a wall is as small as a far card, but not alone.
  return alone || card >= farShare * width * height ? { ...candidate, alone } : null;
}

function asDocument(found: Filled | null, departure: Float32Array, picture: Reduced, mostTilt = 55): AreaCandidate | null {
  const { width, height } = picture;
  if (!found || Math.abs(signedArea(found.quad)) < leastShare * width * height) return null;
  const quad = snap(found.quad, departure, width, height);
  const share = Math.abs(signedArea(quad)) / (width * height);
  const { aspect, tiltDegrees } = viewIn(quad, picture);
  // Of a far card two pixels at a corner look like a tilt of thirty degrees.
  const standard = (shapeOf(aspect).shape !== 'unknown' && tiltDegrees <= mostTilt) || (share < farShare && shapeOf(flatAspect(quad)).shape !== 'unknown');
  if (!standard) return null;
  // As sure as an outline of lines with this much of its sides backed; what was wiped out of a side lowers the fill.
  const { fill } = found;
  const quality = 0.6 * fill;
  return { quad, quality, score: quality * Math.pow(share, 0.2), support: [fill, fill, fill, fill], borderSides: 0, alone: false };
}

const flatAspect = ([a, b, c, d]: Quad): number => (distance(a, b) + distance(d, c)) / (distance(b, c) + distance(a, d));

/** `alone`: nothing else in the picture has a colour that its rim has not, so what looks like print elsewhere is the grain of a desk. */
export type AreaCandidate = QuadCandidate & { alone: boolean };

const sizeOf = (area: Uint8Array): number => area.reduce((sum, v) => sum + v, 0);

type Filled = { quad: Quad; fill: number };

/** The area's hull, cut down to four sides. */
function quadAroundArea(area: Uint8Array, width: number, height: number): Filled | null {
  const hull = hullOfArea(area, width, height);
  const quad = quadAround(hull);
  const fill = quad ? Math.abs(signedArea(hull)) / Math.abs(signedArea(quad)) : 0;
  return quad && fill >= leastFill && fill <= 1.02 ? { quad, fill } : null;
}

function groundBetween(departure: Float32Array, first: Quad, second: Quad, width: number, height: number): boolean {
  const middle = (some: readonly Point[]): Point => ({ x: some.reduce((s, p) => s + p.x, 0) / some.length, y: some.reduce((s, p) => s + p.y, 0) / some.length });
  const [own, other] = [middle(first), middle(second)];
  const sides = first.map((p, i) => [p, first[(i + 1) % 4]!] as const);
  const off = (side: readonly [Point, Point]): number => Math.hypot(middle(side).x - other.x, middle(side).y - other.y);
  const [a, b] = sides.reduce((near, side) => (off(side) < off(near) ? side : near));
  const { nx, ny, d } = lineThrough(a, b);
  const outward = Math.sign(d - nx * own.x - ny * own.y);
  const reach = between.reach * Math.hypot(b.x - a.x, b.y - a.y);
  const places = 24;
  let apart = 0;
  for (let k = 1; k < places; k++) {
    const from = { x: a.x + ((b.x - a.x) * k) / places, y: a.y + ((b.y - a.y) * k) / places };
    for (let away = 1; away <= reach; away++) {
      const [x, y] = [Math.round(from.x + away * outward * nx), Math.round(from.y + away * outward * ny)];
      if (x < 0 || y < 0 || x >= width || y >= height || departure[y * width + x]! >= 1) continue;
      apart++;
      break;
    }
  }
  return apart >= between.share * (places - 1);
}

function clear(departure: Float32Array, quad: Quad, width: number, height: number): void {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (holds(quad, x, y)) departure[y * width + x] = 0;
}

/** Each side moved outwards. */
function grown(quad: Quad, by: number): Quad {
  const sides = quad.map((p, i) => {
    const { nx, ny, d } = lineThrough(p, quad[(i + 1) % 4]!);
    const q = quad[(i + 2) % 4]!;
    const outward = Math.sign(d - nx * q.x - ny * q.y) || 1;
    return { nx, ny, d: d + outward * by };
  });
  return quad.map((p, i) => crossing(sides[(i + 3) % 4]!, sides[i]!) ?? p) as Quad;
}

/** Where a finger or the rim of a shadow joins the card to the picture's border: four straight sides of the area, of which it fills what lies between. */
function quadInArea(area: Uint8Array, width: number, height: number): Filled | null {
  for (const quad of closedQuadsIn(area, width, height)) {
    const fill = filledShare(area, quad, width, height);
    if (fill >= leastFill) return { quad, fill };
  }
  return null;
}

/** Four straight sides of the area each, best first. */
function closedQuadsIn(area: Uint8Array, width: number, height: number): Quad[] {
  // Twice, so that the step has one steepest place.
  const luma = boxBlur(boxBlur(Float32Array.from(area, (v) => drawnLevel * v), width, height, 2), width, height, 2);
  const none = new Float32Array(width * height);
  const gradient = gradientOf({ width, height, scaleX: 1, scaleY: 1, luma, blueness: none, redness: none });
  return quadsOf(gradient, linesOf(gradient, drawnEdge, 8, 24, drawnTurn), drawnEdge, 12).filter((c) => c.borderSides === 0).map((c) => c.quad);
}

/** The largest connected area that departs from the ground (gaps of two pixels are bridged), with what it shuts in both ways. 1 where it lies. */
function solidArea(distance: Float32Array, width: number, height: number): Uint8Array | null {
  const largest = largestArea(distance, width, height);
  if (!largest) return null;
  const area = new Uint8Array(width * height);
  const [left, right, top, bottom] = [new Int32Array(height).fill(width), new Int32Array(height).fill(-1), new Int32Array(width).fill(height), new Int32Array(width).fill(-1)];
  for (const i of largest) {
    const x = i % width;
    const y = (i - x) / width;
    area[i] = 1;
    left[y] = Math.min(left[y]!, x);
    right[y] = Math.max(right[y]!, x);
    top[x] = Math.min(top[x]!, y);
    bottom[x] = Math.max(bottom[x]!, y);
  }
  for (let y = 0; y < height; y++) for (let x = left[y]!; x <= right[y]!; x++) if (y >= top[x]! && y <= bottom[x]!) area[y * width + x] = 1;
  return area;
}

function largestArea(distance: Float32Array, width: number, height: number): Int32Array | null {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  let best: Int32Array | null = null;
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
    if (!best || size > best.length) best = stack.slice(0, size);
  }
  return best;
}

function touchesBorder(area: Uint8Array, width: number, height: number): boolean {
  for (let x = 0; x < width; x++) for (const y of [0, 1, height - 2, height - 1]) if (area[y * width + x] === 1) return true;
  for (let y = 0; y < height; y++) for (const x of [0, 1, width - 2, width - 1]) if (area[y * width + x] === 1) return true;
  return false;
}

/** Pixels of the area in a quad, and all pixels in it. */
function inQuad(area: Uint8Array, quad: Quad, width: number, height: number): { own: number; all: number } {
  const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)];
  const [left, right, top, bottom] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(width - 1, Math.ceil(Math.max(...xs))), Math.max(0, Math.floor(Math.min(...ys))), Math.min(height - 1, Math.ceil(Math.max(...ys)))];
  let [own, all] = [0, 0];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      if (!holds(quad, x, y)) continue;
      all++;
      own += area[y * width + x]!;
    }
  }
  return { own, all };
}

/** Pixels shared by the area and a quad, of both together. */
function sharedWith(area: Uint8Array, size: number, quad: Quad, width: number, height: number): number {
  const { own, all } = inQuad(area, quad, width, height);
  return own / Math.max(1, all + size - own);
}

function filledShare(area: Uint8Array, quad: Quad, width: number, height: number): number {
  const { own, all } = inQuad(area, quad, width, height);
  return all === 0 ? 0 : own / all;
}

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
