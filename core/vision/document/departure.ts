/** How far each pixel of a picture departs from the ground it lies on: an even desk, of which a part may lie in shade. */
import type { Reduced } from './reduce.ts';
import { valueAt } from './scratch.ts';

/** Width of the rim the ground is taken from, share of the short side. */
const rimShare = 0.05;
/** A ground is even when the rim departs from a plane by no more than this, levels (median): desks 0.6..2.5, wood and cloth above 5. Chosen on composites. */
const evenness = 3.5;
/** Departure that belongs to the card, in spreads of the ground, and at least in levels after smoothing. Chosen, not measured. */
const departure = { spreads: 3, levels: 2 };
/** Least share of the rim that is a ground of its own, and the most light that is left on it: less is a finger, more is a lamp at one side. Chosen, not measured. */
const shade = { share: 0.12, light: 0.8 };
/** Shade takes all three colours by one factor, which shows in the colour differences: levels off that. Chosen, not measured. */
const shadeColour = 5;

/** Luma and the two colour differences, each against grain by a blur of this reach. */
export const smoothPlanesOf = (picture: Reduced, reach = 2): Float32Array[] => [picture.luma, picture.blueness, picture.redness].map((plane) => boxBlur(plane, picture.width, picture.height, reach));

/** How far each pixel departs from the nearest ground, 1 where it clearly belongs to something else; null on an uneven ground. */
export function departureOf(planes: readonly Float32Array[], width: number, height: number): Float32Array | null {
  const out = new Float32Array(width * height).fill(Infinity);
  const grounds = groundsOf(planes, width, height);
  for (const ground of grounds) nearer(out, planes, ground, width);
  return grounds.length === 0 ? null : out;
}

function nearer(out: Float32Array, planes: readonly Float32Array[], ground: Ground, width: number): void {
  const own = new Float32Array(out.length);
  for (const [p, plane] of planes.entries()) {
    const { level, perX, perY, spread } = ground[p]!;
    const limit = Math.max(departure.levels, departure.spreads * spread);
    for (let y = 0, i = 0; i < own.length; y++) {
      for (let x = 0; x < width; x++, i++) {
        const d = Math.abs(plane[i]! - (level + perX * x + perY * y)) / limit;
        if (d > own[i]!) own[i] = d;
      }
    }
  }
  for (let i = 0; i < out.length; i++) if (own[i]! < out[i]!) out[i] = own[i]!;
}

/** A plane of each of luma and the two colour differences. */
type Ground = readonly Plane[];
type Plane = { level: number; perX: number; perY: number; spread: number };

/** The ground at the picture's rim, and the part of it that lies in shade (or in light, where shade is most of it). None: the rim is uneven. */
function groundsOf(planes: readonly Float32Array[], width: number, height: number): Ground[] {
  const rim = rimOf(width, height);
  const [luma] = planes;
  const through = (places: readonly number[]): Ground => planes.map((plane) => planeOf(plane, places, width));
  const even = (ground: Ground): boolean => ground.every((p) => p.spread <= evenness);
  let first = through(rim);
  if (!even(first)) {
    const parts = partsOf(luma!, rim);
    first = through(parts[0]!.length >= parts[1]!.length ? parts[0]! : parts[1]!);
    if (!even(first)) return [];
  }
  const { spread } = first[0]!;
  const rest = rim.filter((i) => Math.abs(luma![i]! - valueOf(first[0]!, i, width)) > Math.max(departure.levels, departure.spreads * spread));
  if (rest.length < shade.share * rim.length) return [first];
  const second = through(rest);
  return even(second) && isShadeOf(first, second, width / 2, height / 2) ? [first, second] : [first];
}

/** One factor for all colours, at the picture's middle. */
function isShadeOf(a: Ground, b: Ground, x: number, y: number): boolean {
  const at = (ground: Ground) => ground.map((p) => p.level + p.perX * x + p.perY * y);
  const [bright, dark] = at(a)[0]! > at(b)[0]! ? [at(a), at(b)] : [at(b), at(a)];
  const light = dark[0]! / bright[0]!;
  return light > 0 && light < shade.light && [1, 2].every((c) => Math.abs(dark[c]! - light * bright[c]!) < shadeColour);
}

/** Places of the rim, every `step` pixels. */
export function rimOf(width: number, height: number, step = 4): number[] {
  const rim = Math.max(3, Math.round(rimShare * Math.min(width, height)));
  const places: number[] = [];
  for (let y = 0; y < height; y += step) for (let x = 0; x < width; x += step) if (x < rim || y < rim || x >= width - rim || y >= height - rim) places.push(y * width + x);
  return places;
}

/** The places in two parts, at the level that parts them best (Otsu 1979). */
function partsOf(plane: Float32Array, places: readonly number[]): [number[], number[]] {
  const histogram = new Float64Array(256);
  for (const i of places) histogram[Math.max(0, Math.min(255, Math.round(plane[i]!)))]!++;
  const sum = histogram.reduce((s, n, v) => s + n * v, 0);
  let [below, sumBelow, most, limit] = [0, 0, -1, 0];
  for (const [v, n] of histogram.entries()) {
    below += n;
    sumBelow += n * v;
    const above = places.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (between > most) [most, limit] = [between, v];
  }
  return [places.filter((i) => Math.round(plane[i]!) <= limit), places.filter((i) => Math.round(plane[i]!) > limit)];
}

const valueOf = ({ level, perX, perY }: Plane, i: number, width: number): number => level + perX * (i % width) + perY * Math.floor(i / width);

/** A plane through these places; what lies far off (a hand, a card's corner) is dropped in three rounds. */
function planeOf(values: Float32Array, places: readonly number[], width: number): Plane {
  let plane: Plane = { level: median(Float32Array.from(places, (i) => values[i]!)), perX: 0, perY: 0, spread: Infinity };
  const spreadOf = (off: Float32Array) => Math.max(0.3, 1.48 * median(off.slice()));
  for (let round = 0; round < 3; round++) {
    const off = offsOf(values, places, plane, width);
    const spread = spreadOf(off);
    plane = { ...planeThrough(places.filter((_, k) => off[k]! < 3 * spread), values, width), spread };
  }
  return { ...plane, spread: spreadOf(offsOf(values, places, plane, width)) };
}

/** How far each of these places is off the plane. */
function offsOf(values: Float32Array, places: readonly number[], { level, perX, perY }: Plane, width: number): Float32Array {
  const off = new Float32Array(places.length);
  for (let k = 0; k < off.length; k++) {
    const i = places[k]!;
    const x = i % width;
    off[k] = Math.abs(values[i]! - (level + perX * x + perY * ((i - x) / width)));
  }
  return off;
}

function planeThrough(places: readonly number[], values: Float32Array, width: number): Omit<Plane, 'spread'> {
  const n = places.length || 1;
  let [mx, my, mv] = [0, 0, 0];
  for (const i of places) {
    mx += (i % width) / n;
    my += Math.floor(i / width) / n;
    mv += values[i]! / n;
  }
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0];
  for (const i of places) {
    const x = (i % width) - mx;
    const y = Math.floor(i / width) - my;
    const v = values[i]! - mv;
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

const median = (values: Float32Array): number => (values.length > 0 ? valueAt(values, values.length >> 1) : 0);

/** Mean of a square of `2 * reach + 1`; smaller at the border. */
export function boxBlur(plane: Float32Array, width: number, height: number, reach: number): Float32Array {
  return meansAlong(meansAlong(plane, height, width, 1, width, reach), width, height, width, 1, reach);
}

/** Running means of `count` lines of `length` values each; neighbours of a line stand `step` apart, lines `stride`. */
function meansAlong(from: Float32Array, count: number, length: number, step: number, stride: number, reach: number): Float32Array {
  const to = new Float32Array(from.length);
  for (let line = 0; line < count; line++) {
    const base = line * stride;
    let sum = 0;
    let n = 0;
    for (let k = 0; k < Math.min(reach, length); k++, n++) sum += from[base + k * step]!;
    for (let k = 0; k < length; k++) {
      if (k + reach < length) {
        sum += from[base + (k + reach) * step]!;
        n++;
      }
      if (k > reach) {
        sum -= from[base + (k - reach - 1) * step]!;
        n--;
      }
      to[base + k * step] = sum / n;
    }
  }
  return to;
}
