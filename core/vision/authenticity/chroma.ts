/**
 * Whether a document has colour of its own. Light has a colour too, and it changes slowly over a page: a gray sheet under any light is one
 * colour times brightness. What is left after a slowly varying light colour is taken out is ink and paper.
 */
import type { Frame, Quad } from '../../frame.ts';
import { homographyBetween, mapPoint } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';

export type OwnColour = {
  /** 90th percentile of a cell's distance from the colour of the light: per cent of the channel ratios red/green and blue/green, linear light. */
  spread: number;
  /** Cells bright enough to have a colour and not clipped, share of all. */
  usable: number;
};

/** Cells a long side: large enough to average noise and print, small enough to keep a portrait apart. */
const cells = 48;
/** Samples a side of a cell. */
const samples = 6;
/** Linear light below which a channel is noise and flare, and above which it may be clipped. Chosen: 20 and 250 of 255. */
const darkest = 0.007;
const brightest = 0.955;
/** Distance, in ratio, beyond which a cell no longer speaks of the light when its colour is fitted. Chosen: twice what is left on a gray sheet. */
const tolerance = 0.04;
const rounds = 8;
/** Of the light's slope, against the cells' own spread (1/12 of their number in x and in y). Chosen. */
const stiffness = 0.002;

const linear = Float32Array.from({ length: 256 }, (_, v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));

type Cell = { x: number; y: number; red: number; blue: number };

/** @param quad of the document in pixels of the frame; `aspect`: width over height of the page */
export function ownColourOf(frame: Frame, quad: Quad, aspect: number): OwnColour {
  const columns = aspect >= 1 ? cells : Math.max(4, Math.round(cells * aspect));
  const rows = aspect >= 1 ? Math.max(4, Math.round(cells / aspect)) : cells;
  const found = cellsOf(frame, quad, columns, rows);
  const usable = found.length / (columns * rows);
  if (found.length < 16) return { spread: 0, usable };
  const red = fitPlane(found, (c) => c.red);
  const blue = fitPlane(found, (c) => c.blue);
  const distances = found.map((c) => Math.hypot(c.red - red(c), c.blue - blue(c))).sort((a, b) => a - b);
  return { spread: 100 * distances[Math.floor(0.9 * distances.length)]!, usable };
}

function cellsOf(frame: Frame, quad: Quad, columns: number, rows: number): Cell[] {
  const toSource = homographyBetween(pageCorners(columns, rows), quad);
  const { width, height, data } = frame;
  const found: Cell[] = [];
  // The border belongs half to the desk.
  for (let y = 1; y < rows - 1; y++) {
    for (let x = 1; x < columns - 1; x++) {
      const sum = [0, 0, 0];
      let n = 0;
      for (let k = 0; k < samples * samples; k++) {
        const p = mapPoint(toSource, { x: x + ((k % samples) + 0.5) / samples, y: y + (Math.floor(k / samples) + 0.5) / samples });
        const at = (Math.min(height - 1, Math.max(0, p.y | 0)) * width + Math.min(width - 1, Math.max(0, p.x | 0))) * 4;
        const [r, g, b] = [linear[data[at]!]!, linear[data[at + 1]!]!, linear[data[at + 2]!]!];
        if (Math.min(r, g, b) < darkest || Math.max(r, g, b) > brightest) continue;
        sum[0]! += r;
        sum[1]! += g;
        sum[2]! += b;
        n++;
      }
      if (2 * n >= samples * samples) found.push({ x: x / columns, y: y / rows, red: Math.log(sum[0]! / sum[1]!), blue: Math.log(sum[2]! / sum[1]!) });
    }
  }
  return found;
}

/** Plane through most of the cells: least squares, with less and less weight for what lies far off. */
function fitPlane(found: readonly Cell[], valueOf: (cell: Cell) => number): (cell: Cell) => number {
  const sorted = found.map(valueOf).sort((a, b) => a - b);
  let [level, byX, byY] = [sorted[sorted.length >> 1]!, 0, 0];
  for (let round = 0; round < rounds; round++) {
    // Normal equations of level + byX (x - 1/2) + byY (y - 1/2); a little stiffness keeps a patch of ink from tilting the light.
    const m = [1e-6, 0, 0, stiffness * found.length, 0, stiffness * found.length];
    // Wide at first, so that a strong slope is seen before its ends are called ink.
    const reach = tolerance * 2 ** Math.max(0, 3 - round);
    const v = [0, 0, 0];
    for (const cell of found) {
      const [x, y, value] = [cell.x - 0.5, cell.y - 0.5, valueOf(cell)];
      const off = (value - level - byX * x - byY * y) / reach;
      const weight = 1 / (1 + off * off);
      m[0]! += weight; m[1]! += weight * x; m[2]! += weight * y; m[3]! += weight * x * x; m[4]! += weight * x * y; m[5]! += weight * y * y;
      v[0]! += weight * value; v[1]! += weight * value * x; v[2]! += weight * value * y;
    }
    [level, byX, byY] = solve(m as [number, number, number, number, number, number], v as [number, number, number]);
  }
  return (cell) => level + byX * (cell.x - 0.5) + byY * (cell.y - 0.5);
}

/** Symmetric 3x3 by Cramer's rule. */
function solve([a, b, c, d, e, f]: [number, number, number, number, number, number], [p, q, r]: [number, number, number]): [number, number, number] {
  const det = a * (d * f - e * e) - b * (b * f - e * c) + c * (b * e - d * c);
  return [
    (p * (d * f - e * e) - b * (q * f - e * r) + c * (q * e - d * r)) / det,
    (a * (q * f - r * e) - p * (b * f - e * c) + c * (b * r - q * c)) / det,
    (a * (d * r - e * q) - b * (b * r - q * c) + p * (b * e - d * c)) / det,
  ];
}
