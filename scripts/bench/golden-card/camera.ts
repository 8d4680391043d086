/** A camera that photographs a golden card: pinhole, one radial term, blur of known response, shading, mirrored lamps, noise, white balance, sRGB. What it did is known. */
import type { Frame, Point } from '../../../core/frame.ts';
import { layoutOf, zoneOf, zones, type CardSize, type Zone } from '../../../core/golden-card/layout.ts';
import { encoded, linear } from '../../../core/golden-card/linear.ts';
import { homographyBetween, mapPoint } from '../../../core/vision/document/plane.ts';
import type { Random } from '../../specimens/random.ts';

export type Lamp = { x: number; y: number; /** Millimetres on the card to where it has fallen to 1/e. */ radius: number; /** Parts of the light of paper. */ strength: number; /** Its colour, parts of `strength` in red, green, blue; left out: white. */ gains?: readonly [number, number, number] };
export type Shot = {
  size: CardSize; width: number; height: number;
  /** At the middle of the card, before tilt and lens. */
  dpi: number;
  /** Degrees: in the picture, and the card's plane against it. */
  turn: number; tilt: { x: number; y: number };
  /** Middle of the card from the middle of the picture, pixels. */
  off: Point;
  /** Barrel below 0; at the picture's corner. */
  radial: number;
  /** Width of three running means in quarters of a pixel, odd. */
  blur: number;
  /** Light of paper in the middle, 0..1 of the sensor. */
  exposure: number;
  /** Fall of light towards the picture's corner, 0..1. */
  vignetting: number;
  gains: readonly [number, number, number];
  /** Light scattered over everything, parts of paper. */
  veil: number;
  /** Standard deviation in linear light at paper, shot noise; and everywhere. */
  noise: { shot: number; read: number };
  lamps: readonly Lamp[];
};

/** Places of light in a pixel, along each side. */
const parts = 4;
/** Of office prints: what paper and ink give back. */
const reflectance = (value: number): number => 0.04 + 0.81 * linear(value);

/** From the card to the picture, as the camera does it. */
export function projection(shot: Shot): { at(p: Point): Point; back(p: Point): Point } {
  const { width, height } = layoutOf(shot.size);
  const centre = { x: shot.width / 2, y: shot.height / 2 };
  const focal = 1.1 * shot.width;
  const distance = (focal * 25.4) / shot.dpi;
  const [a, b, c] = [shot.tilt.x, shot.tilt.y, shot.turn].map((d) => (d * Math.PI) / 180) as [number, number, number];
  const straight = ({ x, y }: Point): Point => {
    const [u, v] = [x - width / 2, y - height / 2];
    const [p, q] = [u * Math.cos(c) - v * Math.sin(c), u * Math.sin(c) + v * Math.cos(c)];
    const depth = distance + p * Math.sin(b) + q * Math.sin(a);
    const middle = { x: (shot.off.x * distance) / focal, y: (shot.off.y * distance) / focal };
    return { x: centre.x + (focal * (p * Math.cos(b) + middle.x)) / depth, y: centre.y + (focal * (q * Math.cos(a) + middle.y)) / depth };
  };
  const half = Math.hypot(centre.x, centre.y);
  const bend = (p: Point, by: number): Point => ({ x: centre.x + (p.x - centre.x) * by, y: centre.y + (p.y - centre.y) * by });
  const square = (p: Point): number => ((p.x - centre.x) ** 2 + (p.y - centre.y) ** 2) / half ** 2;
  const frame = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
  const h = homographyBetween(frame.map(straight), frame);
  return {
    at: (p) => { const s = straight(p); return bend(s, 1 + shot.radial * square(s)); },
    back: (p) => {
      let s = p;
      if (shot.radial !== 0) for (let i = 0; i < 5; i++) s = bend(p, 1 / (1 + shot.radial * square(s)));
      return mapPoint(h, s);
    },
  };
}

/** @param source the card's picture; its width is the card's. */
export function photograph(shot: Shot, source: Frame, random: Random): Frame {
  const card = layoutOf(shot.size);
  const { at, back } = projection(shot);
  const corners = [{ x: 0, y: 0 }, { x: card.width, y: 0 }, { x: card.width, y: card.height }, { x: 0, y: card.height }].map(at);
  const edge = 24 + shot.blur;
  const clamp = (v: number, most: number): number => Math.max(0, Math.min(most, v));
  const [left, right] = [clamp(Math.floor(Math.min(...corners.map((p) => p.x))) - edge, shot.width), clamp(Math.ceil(Math.max(...corners.map((p) => p.x))) + edge, shot.width)];
  const [top, bottom] = [clamp(Math.floor(Math.min(...corners.map((p) => p.y))) - edge, shot.height), clamp(Math.ceil(Math.max(...corners.map((p) => p.y))) + edge, shot.height)];
  const [w, h] = [(right - left) * parts, (bottom - top) * parts];
  const light = [0, 1, 2].map(() => new Float32Array(w * h)) as [Float32Array, Float32Array, Float32Array];
  const scale = source.width / card.width;
  const desk = 0.2;
  for (let y = 0; y < h; y++) {
    let [from, to] = [{ x: 0, y: 0 }, { x: 0, y: 0 }];
    for (let x = 0; x < w; x++) {
      // Two pixels of the picture apart the way back is straight to a thousandth of a pixel.
      if (x % 8 === 0) [from, to] = [x, x + 8].map((at) => back({ x: left + (at + 0.5) / parts, y: top + (y + 0.5) / parts })) as [Point, Point];
      const part = (x % 8) / 8;
      const p = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      const i = y * w + x;
      if (p.x < 0 || p.y < 0 || p.x >= card.width || p.y >= card.height) {
        for (const plane of light) plane[i] = desk;
        continue;
      }
      const glare = [0, 1, 2].map((c) => (shot.lamps.length === 0 ? 0 : glareAt(shot.lamps, p, c)));
      const [u, v] = [clamp(p.x * scale - 0.5, source.width - 1.001), clamp(p.y * scale - 0.5, source.height - 1.001)];
      const [iu, iv] = [Math.floor(u), Math.floor(v)];
      const [fu, fv] = [u - iu, v - iv];
      const k = (iv * source.width + iu) * 4;
      const below = k + source.width * 4;
      for (let c = 0; c < 3; c++) {
        const d = source.data;
        const one = levels[d[k + c]!]! * (1 - fu) + levels[d[k + 4 + c]!]! * fu;
        const two = levels[d[below + c]!]! * (1 - fu) + levels[d[below + 4 + c]!]! * fu;
        light[c]![i] = one * (1 - fv) + two * fv + glare[c]! * paperLight;
      }
    }
  }
  for (const plane of light) for (let pass = 0; pass < 3; pass++) {
    runningMeanAlong(plane, w, h, shot.blur);
    runningMeanDown(plane, w, h, shot.blur);
  }
  return expose(shot, { left, top, right, bottom, w, desk }, light, random);
}

const levels = Float32Array.from({ length: 256 }, (_, v) => reflectance(v));
const paperLight = reflectance(255);

/** @param channel 0 red, 1 green, 2 blue */
export const glareAt = (lamps: readonly Lamp[], p: Point, channel = 1): number => lamps.reduce((sum, lamp) => sum + lamp.strength * (lamp.gains?.[channel] ?? 1) * Math.exp(-((p.x - lamp.x) ** 2 + (p.y - lamp.y) ** 2) / lamp.radius ** 2), 0);

/** Of `blur` places around each; the border goes on outside. */
function runningMeanAlong(plane: Float32Array, w: number, h: number, blur: number): void {
  const half = blur >> 1;
  const row = new Float32Array(w);
  const at = (x: number): number => row[x < 0 ? 0 : x >= w ? w - 1 : x]!;
  for (let y = 0; y < h; y++) {
    row.set(plane.subarray(y * w, y * w + w));
    let sum = 0;
    for (let x = -half; x <= half; x++) sum += at(x);
    for (let x = 0; x < w; x++) {
      plane[y * w + x] = sum / blur;
      sum += at(x + half + 1) - at(x - half);
    }
  }
}

function runningMeanDown(plane: Float32Array, w: number, h: number, blur: number): void {
  const half = blur >> 1;
  const before = plane.slice();
  const sums = new Float64Array(w);
  const rowAt = (y: number): number => (y < 0 ? 0 : y >= h ? h - 1 : y) * w;
  for (let y = -half; y <= half; y++) for (let x = 0, i = rowAt(y); x < w; x++, i++) sums[x]! += before[i]!;
  for (let y = 0; y < h; y++) {
    for (let x = 0, i = y * w, add = rowAt(y + half + 1), drop = rowAt(y - half); x < w; x++, i++, add++, drop++) {
      plane[i] = sums[x]! / blur;
      sums[x]! += before[add]! - before[drop]!;
    }
  }
}

function expose(shot: Shot, { left, top, right, bottom, w, desk }: { left: number; top: number; right: number; bottom: number; w: number; desk: number }, light: readonly Float32Array[], random: Random): Frame {
  const data = new Uint8ClampedArray(shot.width * shot.height * 4).fill(Math.round(encoded(desk * shot.exposure)));
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  const half = Math.hypot(shot.width, shot.height) / 2;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const fall = 1 - shot.vignetting * (((x + 0.5 - shot.width / 2) ** 2 + (y + 0.5 - shot.height / 2) ** 2) / half ** 2);
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let v = 0; v < parts; v++) for (let u = 0, i = ((y - top) * parts + v) * w + (x - left) * parts; u < parts; u++, i++) sum += light[c]![i]!;
        const clean = (sum / (parts ** 2 * paperLight) + shot.veil) * fall * shot.exposure * shot.gains[c]!;
        data[(y * shot.width + x) * 4 + c] = Math.round(encoded(Math.min(1, clean + random.normal() * Math.hypot(shot.noise.shot * Math.sqrt(clean / shot.exposure), shot.noise.read))));
      }
    }
  }
  return { width: shot.width, height: shot.height, data };
}

/** Frequency, in cycles a pixel along the direction, at which the camera's own response is a half. `sourcePixel`: of the card's picture, in pixels of the photograph. */
export function trueMtf50(shot: Shot, direction: Point, sourcePixel: number): number {
  const sinc = (x: number): number => (Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
  // A mean of `n` places, each a quarter of a pixel: the Dirichlet kernel.
  const means = (f: number, n: number): number => (Math.abs(f) < 1e-9 ? 1 : Math.sin((Math.PI * f * n) / parts) / (n * Math.sin((Math.PI * f) / parts)));
  // Drawn (a box) and read between pixels (a triangle).
  const along = (f: number): number => means(f, shot.blur) ** 3 * means(f, parts) * sinc(f * sourcePixel) ** 3;
  const response = (f: number): number => Math.abs(along(f * direction.x) * along(f * direction.y));
  let [low, high] = [0, 0];
  while (response(high) >= 0.5) high += 0.005;
  for (let i = 0; i < 40; i++) { const middle = (low + high) / 2; if (response(middle) >= 0.5) low = middle; else high = middle; }
  return low;
}

export function trueDpi(shot: Shot): number {
  const { at } = projection(shot);
  const { width, height } = layoutOf(shot.size);
  const d = 0.01;
  const [l, r, t, b] = [at({ x: width / 2 - d, y: height / 2 }), at({ x: width / 2 + d, y: height / 2 }), at({ x: width / 2, y: height / 2 - d }), at({ x: width / 2, y: height / 2 + d })];
  return (25.4 / (2 * d)) * Math.sqrt(Math.abs((r.x - l.x) * (b.y - t.y) - (r.y - l.y) * (b.x - t.x)));
}

/** Part of each zone that a lamp makes at least `limit` of paper brighter. */
export function trueGlare(shot: Shot, limit: number): Record<Zone, number> {
  const layout = layoutOf(shot.size);
  const count = Object.fromEntries(zones.map((zone) => [zone, 0])) as Record<Zone, number>;
  const side = 90;
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const p = { x: ((x + 0.5) / side) * layout.width, y: ((y + 0.5) / side) * layout.height };
    if (glareAt(shot.lamps, p) > limit) count[zoneOf(layout, p)] += 9 / side ** 2;
  }
  return count;
}
