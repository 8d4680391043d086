/**
 * The edge of a device around a document: between the lit panel and whatever the device lies on runs a straight band, black from end to end, because the front of a display is made
 * to give back as little of the room's light as it can. It is there where the camera does not resolve a single pixel of the display.
 */
import { regionOf, type Frame, type Quad, type Region } from '../../frame.ts';
import { homographyBetween, mapPoint, type Homography } from '../document/plane.ts';
import { reduce, type Reduced } from '../document/reduce.ts';

export type DeviceFrame = {
  /**
   * Sides of the document beside which such a band runs, 0 to 4. With one that is seen whole count those that the picture cuts off: the panel ends in a straight edge, and all that is seen
   * behind it is black.
   */
  sides: number;
  /** The bands. */
  regions: Region[];
};

/** Long side of the picture it looks at: a telephone's edge of 2 mm is still 8 pixels wide where the telephone fills the picture. */
const longSide = 640;
/** Places along a side. Chosen. */
const columns = 64;
/** Share of them that must be in the picture. Chosen. */
const leastSeen = 0.6;
/** How far from the side it looks, in lengths of the document across: inwards, because the outline found may be the device's own, and outwards. Chosen. */
const reach = { inwards: 0.2, outwards: 1.2 };
/** Degrees between the document as shown and the device's edge: perspective of the outline found, and a picture that lies a little askew on the display. Chosen. */
const turns = Array.from({ length: 25 }, (_, i) => (i - 12) / 2);
/**
 * A step of so many levels up or down on so many of the places at once: an edge that straight has no desk, sleeve or shadow of the pictures measured. Noise of a reduced
 * picture is a level and less.
 */
const edge = { levels: 3, share: 0.8 };
/** Rows to either side up to which a shadow goes on changing, by more than the step itself, and an edge is over. Chosen. */
const soft = 6;
/** Of a band: brightest level (a monitor photographed in an office 50 beside white of 190), share of places that dark, spread along it, and width in short sides of the document (telephones 0.045 and more; the cover under a page of a passport, 2.5 mm, 0.028). Measured on modelled and real pictures. */
const band = { level: 70, share: 0.85, spread: 8, width: 0.035 };
const fewestRows = 3;

/** @param quad in pixels of the frame */
export function deviceFrameOf(frame: Frame, quad: Quad): DeviceFrame {
  const small = reduce(frame, longSide);
  const corners = quad.map((p) => ({ x: p.x / small.scaleX, y: p.y / small.scaleY })) as Quad;
  const lengths = corners.map((p, i) => Math.hypot(corners[(i + 1) % 4]!.x - p.x, corners[(i + 1) % 4]!.y - p.y));
  const rows = Math.max(fewestRows, band.width * Math.min(...lengths));
  const bands = [0, 1, 2, 3].flatMap((side) => {
    // Turned so that the side asked for is the top one.
    const found = bandBeside(small, [0, 1, 2, 3].map((i) => corners[(side + i) % 4]!) as Quad, lengths[side]!, (lengths[(side + 1) % 4]! + lengths[(side + 3) % 4]!) / 2, rows);
    return found ? [found] : [];
  });
  if (!bands.some((b) => b.whole)) return { sides: 0, regions: [] };
  return { sides: bands.length, regions: bands.map(({ corners: own }) => regionOf(own.map((p) => ({ x: p.x * small.scaleX, y: p.y * small.scaleY })))) };
}

const unit = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }];
const placeAlong = (column: number): number => 0.04 + (0.92 * (column + 0.5)) / columns;

/** `whole`: its outer edge is in the picture. */
type Band = { corners: Quad; whole: boolean };

/** The band beside the top side of a quad, in pixels of the reduced picture. `across`, `down`: its size there */
function bandBeside(small: Reduced, quad: Quad, across: number, down: number, leastRows: number): Band | null {
  const toPicture = homographyBetween(unit, quad);
  const before = Math.round(reach.inwards * down);
  const strip = stripOf(small, toPicture, before, Math.round(before + reach.outwards * down), down);
  const runs = turns.flatMap((turn): (Run & { slope: number })[] => {
    const slope = Math.tan((turn * Math.PI) / 180) * across;
    const profile = profileOf(strip, slope);
    const found = wholeBand(profile, leastRows) ?? cutBand(profile, before + leastRows, leastRows);
    return found ? [{ ...found, slope }] : [];
  });
  const best = runs.sort((a, b) => Number(b.whole) - Number(a.whole) || b.sure - a.sure)[0];
  if (!best) return null;
  const { from, to, slope, whole } = best;
  const at = (along: number, row: number) => mapPoint(toPicture, { x: along, y: (before - row - slope * (along - 0.5)) / down });
  return { corners: [at(0, to), at(1, to), at(1, from), at(0, from)], whole };
}

/** Luminance, a row a pixel of distance from the side, outwards; NaN outside the picture. */
function stripOf({ width, height, luma }: Reduced, toPicture: Homography, before: number, rows: number, down: number): Float32Array {
  const strip = new Float32Array(rows * columns).fill(NaN);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const { x, y } = mapPoint(toPicture, { x: placeAlong(column), y: (before - row) / down });
      const [x0, y0] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
      if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) continue;
      const [fx, fy, at] = [x - 0.5 - x0, y - 0.5 - y0, y0 * width + x0];
      strip[i] = (luma[at]! * (1 - fx) + luma[at + 1]! * fx) * (1 - fy) + (luma[at + width]! * (1 - fx) + luma[at + width + 1]! * fx) * fy;
    }
  }
  return strip;
}

/** Of each line across the strip: shares of its places where it grows darker and brighter outwards and that are dark, and spread of their luminance. All 0 where too little is seen (`seen` 0). */
type Profile = { rows: number; falls: Float32Array; rises: Float32Array; dark: Float32Array; spread: Float32Array; seen: Uint8Array };

/** @param slope rows that the line gains over the length of the side */
function profileOf(strip: Float32Array, slope: number): Profile {
  const rows = strip.length / columns;
  const seen = new Uint8Array(rows);
  const [falls, rises, dark, spread] = [new Float32Array(rows), new Float32Array(rows), new Float32Array(rows), new Float32Array(rows)];
  const shift = Int32Array.from({ length: columns }, (_, c) => Math.round(slope * (placeAlong(c) - 0.5)));
  for (let row = 2; row < rows - 2; row++) {
    let [n, down, up, black, sum, squares] = [0, 0, 0, 0, 0, 0];
    for (let c = 0; c < columns; c++) {
      const at = (row + shift[c]!) * columns + c;
      if (at < 2 * columns || at >= strip.length - 2 * columns) continue;
      const step = (strip[at + columns]! + strip[at + 2 * columns]! - strip[at - columns]! - strip[at - 2 * columns]!) / 2;
      if (Number.isNaN(step)) continue;
      const value = strip[at]!;
      n++;
      const [before, after] = [strip[at - 2 * columns]! - strip[at - soft * columns]!, strip[at + soft * columns]! - strip[at + 2 * columns]!];
      // Beyond the strip undefined, beyond the picture NaN: they refute nothing.
      if (step < -edge.levels && !(Math.min(before, after) < step)) down++;
      else if (step > edge.levels && !(Math.max(before, after) > step)) up++;
      if (value < band.level) black++;
      sum += value;
      squares += value * value;
    }
    if (n < leastSeen * columns) continue;
    seen[row] = 1;
    [falls[row], rises[row], dark[row], spread[row]] = [down / n, up / n, black / n, Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2))];
  }
  return { rows, falls, rises, dark, spread, seen };
}

/** Rows of a band, and the lesser of the shares that make its edges. */
type Run = { from: number; to: number; sure: number; whole: boolean };

const peak = (of: Float32Array, row: number): boolean => of[row]! >= edge.share && of[row]! >= of[row - 1]! && of[row]! >= of[row + 1]!;

/** The surest band between an edge down and the next edge up, with something brighter behind it. */
function wholeBand({ rows, falls, rises, dark, spread, seen }: Profile, leastRows: number): Run | null {
  let best: Run | null = null;
  for (let from = 1; from < rows - 2; from++) {
    if (!peak(falls, from)) continue;
    let spreads = 0;
    for (let to = from + 2; to < rows - 2 && (to === from + 2 || dark[to - 1]! >= band.share); to++) {
      spreads += spread[to - 1]!;
      // Behind the edge there must be picture: its own border is no edge of a device.
      if (to - from < leastRows || !peak(rises, to) || dark[to - 1]! < band.share || seen[to + 2] === 0) continue;
      const sure = Math.min(falls[from]!, rises[to]!);
      if (spreads / (to - from - 1) <= band.spread && sure > (best?.sure ?? 0)) best = { from, to, sure, whole: true };
    }
  }
  return best;
}

/** The last edge down, where all behind it is dark. @param first row from which it is not the document's own edge on a dark desk */
function cutBand({ rows, falls, dark, spread, seen }: Profile, first: number, leastRows: number): Run | null {
  const end = seen.lastIndexOf(1);
  let [from, spreads] = [end - 1, 0];
  for (; from > first && dark[from]! >= band.share && !peak(falls, from); from--) spreads += spread[from]!;
  if (from <= first || from >= rows - 3 || end - from < leastRows || !peak(falls, from) || spreads / (end - from) > band.spread) return null;
  return { from, to: end, sure: falls[from]!, whole: false };
}
