/**
 * Sharpness at a slanted edge: the spatial frequency response after ISO 12233 (e-SFR), as Burns describes it ("Slanted-edge MTF for digital camera and
 * scanner analysis", IS&T PICS 2000): rows find the edge, pixels fall by their distance from it into bins of a quarter of a pixel, and the derivative of
 * that profile is transformed. Distances are taken across the edge, not along the row.
 */
import type { Frame, Point } from '../frame.ts';
import { luminance } from './linear.ts';

export type EdgeFault = 'small' | 'along-pixels' | 'burnt-out' | 'no-contrast' | 'too-soft';
/** `cyclesPerPixel`: where the response has fallen to a half. `across`: the direction in which the picture changes. */
export type EdgeSharpness = { cyclesPerPixel: number; across: 'horizontal' | 'vertical' };

/** Pixels a bin. ISO 12233. */
const bin = 0.25;
/** Of the edge's length, at either end: the corners of the square blur into it. Chosen. */
const trimmed = 0.15;
/** Pixels at either side, below which no profile is whole. Chosen. */
const leastReach = 6;
/** Degrees to the pixel grid, below which too few rows see the edge at another phase. Chosen: 1 in 29 pixels. */
const leastSlant = 2;
/** Linear light, paper is near 0.8: below, the edge drowns in noise. Chosen. */
const leastContrast = 0.05;
/** Part of the bright side that may be at the top of the scale; beyond, the profile is cut and looks sharper than it is. Chosen. */
const mostBurnt = 0.2;

/** @param reach pixels at either side of the edge from `a` to `b` that show nothing else */
export function edgeSharpness(frame: Frame, a: Point, b: Point, reach: number): EdgeSharpness | EdgeFault {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (reach < leastReach || length * (1 - 2 * trimmed) < 2 * leastReach) return 'small';
  const upright = Math.abs(b.y - a.y) >= Math.abs(b.x - a.x);
  // Seen along the edge: `row` is the axis it runs along, `column` the one it is crossed along.
  const [from, to] = upright ? [{ row: a.y, column: a.x }, { row: b.y, column: b.x }] : [{ row: a.x, column: a.y }, { row: b.x, column: b.y }];
  const [first, last] = from.row < to.row ? [from, to] : [to, from];
  const slope = (last.column - first.column) / (last.row - first.row);
  if (Math.abs(Math.atan(slope)) < (leastSlant * Math.PI) / 180) return 'along-pixels';
  const span = last.row - first.row;
  const start = Math.ceil(first.row + span * trimmed);
  const rows = wholeTurns(Math.floor(first.row + span * (1 - trimmed)) - start, slope);
  const wide = Math.floor(reach * Math.hypot(1, slope));
  const reading = reader(frame, upright);
  if (reading.burnt(start, rows, wide, (row) => first.column + slope * (row - first.row)) > mostBurnt) return 'burnt-out';
  let line = { at: first.column - slope * first.row, slope };
  for (let round = 0; round < 3; round++) {
    const found = fitEdge(reading.light, start, rows, wide, line);
    if (!found) return 'no-contrast';
    line = found;
  }
  const profile = edgeProfile(reading.light, start, rows, wide, line);
  if (!profile) return 'along-pixels';
  const half = halfResponse(profile);
  return half === null ? 'too-soft' : { cyclesPerPixel: half, across: upright ? 'horizontal' : 'vertical' };
}

/** Rows in which the edge passes whole pixels, so that every phase is seen equally often; as many as there are where it passes none. */
function wholeTurns(rows: number, slope: number): number {
  const turn = 1 / Math.abs(slope);
  return rows < turn ? rows : Math.round(Math.floor(rows / turn) * turn);
}

/** Linear light of the pixel at a row and a column of the edge's own axes. */
type Light = (row: number, column: number) => number;

function reader(frame: Frame, upright: boolean): { light: Light; burnt(start: number, rows: number, wide: number, at: (row: number) => number): number } {
  const { width, height, data } = frame;
  const index = (row: number, column: number): number => {
    const [x, y] = upright ? [column, row] : [row, column];
    return (Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))) * 4;
  };
  return {
    light: (row, column) => luminance(data, index(row, column)),
    burnt(start, rows, wide, at) {
      let [bright, full] = [0, 0];
      for (let row = start; row < start + rows; row++) {
        const middle = Math.round(at(row + 0.5));
        for (let column = middle - wide; column <= middle + wide; column++) {
          const i = index(row, column);
          const green = data[i + 1]!;
          if (green < 128) continue;
          bright += 1;
          if (data[i]! >= 254 || green >= 254 || data[i + 2]! >= 254) full += 1;
        }
      }
      return bright === 0 ? 0 : full / bright;
    },
  };
}

type EdgeLine = { at: number; slope: number };

/** Centroid of the derivative in each row under a Hamming window around where the edge is awaited, then a line through them; null: no edge. */
function fitEdge(light: Light, start: number, rows: number, wide: number, line: EdgeLine): EdgeLine | null {
  let [n, sr, sc, srr, src] = [0, 0, 0, 0, 0];
  for (let row = start; row < start + rows; row++) {
    const middle = line.at + line.slope * (row + 0.5);
    let [weight, moment] = [0, 0];
    for (let column = Math.ceil(middle - wide); column <= middle + wide; column++) {
      const window = 0.54 + 0.46 * Math.cos((Math.PI * (column - middle)) / wide);
      const step = (light(row, column) - light(row, column - 1)) * window;
      weight += step;
      moment += step * column;
    }
    if (Math.abs(weight) < leastContrast) continue;
    const column = moment / weight;
    if (Math.abs(column - middle) > wide) continue;
    n += 1;
    sr += row + 0.5;
    sc += column;
    srr += (row + 0.5) ** 2;
    src += (row + 0.5) * column;
  }
  if (n < rows / 2) return null;
  const slope = (n * src - sr * sc) / (n * srr - sr * sr);
  return { slope, at: (sc - slope * sr) / n };
}

/** Mean light by distance across the edge; null: too many distances that no pixel has. */
function edgeProfile(light: Light, start: number, rows: number, wide: number, { at, slope }: EdgeLine): Float64Array | null {
  const across = 1 / Math.hypot(1, slope);
  const half = Math.floor((wide * across) / bin);
  const sums = new Float64Array(2 * half);
  const counts = new Float64Array(2 * half);
  for (let row = start; row < start + rows; row++) {
    const middle = at + slope * (row + 0.5);
    for (let column = Math.floor(middle - wide); column <= middle + wide; column++) {
      const i = Math.floor(((column + 0.5 - middle) * across) / bin) + half;
      if (i < 0 || i >= sums.length) continue;
      sums[i]! += light(row, column);
      counts[i]! += 1;
    }
  }
  const empty = counts.reduce((sum, c) => sum + (c === 0 ? 1 : 0), 0);
  if (empty > sums.length / 10) return null;
  let last = sums.find((_, i) => counts[i]! > 0)! / counts.find((c) => c > 0)!;
  return sums.map((sum, i) => (last = counts[i] === 0 ? last : sum / counts[i]!));
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Cycles a pixel where the response is a half; null: nowhere below 1, or there is no response. */
function halfResponse(profile: Float64Array): number | null {
  const spread = Float64Array.from({ length: profile.length - 1 }, (_, i) => profile[i + 1]! - profile[i]!);
  const total = spread.reduce((sum, v) => sum + v, 0);
  if (Math.abs(total) < leastContrast) return null;
  const middle = spread.reduce((sum, v, i) => sum + v * i, 0) / total;
  // Flat over the middle half: a Hamming window would make a wide spread look narrower.
  const reach = Math.min(middle, spread.length - 1 - middle);
  const windowed = spread.map((v, i) => { const far = Math.abs(i - middle) / reach; return far > 1 ? 0 : far < 0.5 ? v : v * (0.5 + 0.5 * Math.cos(2 * Math.PI * (far - 0.5))); });
  const response = (cycles: number): number => {
    let [re, im] = [0, 0];
    windowed.forEach((v, i) => { const phase = 2 * Math.PI * cycles * bin * i; re += v * Math.cos(phase); im += v * Math.sin(phase); });
    // What bins and difference took away themselves.
    return Math.hypot(re, im) / sinc(cycles * bin) ** 2;
  };
  const whole = response(0);
  const step = 0.01;
  let before = 1;
  for (let cycles = step; cycles < 1; cycles += step) {
    const now = response(cycles) / whole;
    if (now < 0.5) return cycles - (step * (0.5 - now)) / (before - now);
    before = now;
  }
  return null;
}
