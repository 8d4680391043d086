/**
 * Exactness: a camera or a scanner never gives two areas the very same colour, a program always does. Looks at tiles of one single value
 * (JPEG keeps them: its blocks are tiles) and at how they end: paint stops from one pixel to the next, clipped light fades out.
 */
import type { Frame, Region } from '../../frame.ts';
import { pixelsOf } from '../document/pixels.ts';

export type ExactPixels = {
  /** Share of tiles of one single value that is neither paper white nor black. */
  painted: number;
  /** Of pairs of such tiles side by side: share that has the very same value. Paint 1, a JPEG's smooth sky about 0.5. */
  sameAsNeighbour: number;
  /** Share of tiles of pure black. */
  black: number;
  /** Of the ends of flat runs that are either a small step (up to 3 levels) or a clear one (8 and more): share of clear ones. */
  clearEnds: number;
  /** Clear and small ends counted; few say nothing. */
  ends: number;
  /** The largest painted area. */
  region: Region | null;
};

/** Tiles of one value, and the box around them in tiles. */
type Area = { tiles: number; left: number; top: number; right: number; bottom: number };

/** Side of a tile: a JPEG block. */
const tile = 8;
/** Rows of tiles looked at, as pixels of the picture; more are left out evenly. Chosen for time. */
const mostPixels = 2_500_000;
/** Values counted as paper white and as black: what clips. */
const white = 250;
const black = 4;
const shortestRun = 8;
const smallStep = 3;
const clearStep = 8;

export function exactPixelsOf(frame: Frame): ExactPixels {
  const { width, height } = frame;
  const pixels = pixelsOf(frame);
  const columns = Math.floor(width / tile);
  const rows = Math.floor(height / tile);
  const every = Math.max(1, Math.ceil((width * height) / mostPixels));
  const count = { tiles: 0, black: 0, painted: 0, pairs: 0, same: 0, clear: 0, small: 0 };
  const colours = new Map<number, Area>();
  for (let row = 0; row < rows; row += every) {
    let before = -1;
    for (let column = 0; column < columns; column++) {
      count.tiles++;
      const value = valueOfTile(pixels, width, column * tile, row * tile);
      if (value !== -1 && isBlack(value)) count.black++;
      const painted = value !== -1 && !clips(value) ? value : -1;
      if (painted !== -1) {
        count.painted++;
        note(colours, painted, column, row);
        if (before !== -1) {
          count.pairs++;
          if (before === painted) count.same++;
        }
      }
      before = painted;
    }
    countEnds(pixels, row * tile * width, width, count);
    countEnds(pixels, (row * tile + tile / 2) * width, width, count);
  }
  const ends = count.clear + count.small;
  return {
    painted: count.painted / Math.max(1, count.tiles),
    sameAsNeighbour: count.pairs === 0 ? 0 : count.same / count.pairs,
    black: count.black / Math.max(1, count.tiles),
    clearEnds: ends === 0 ? 0 : count.clear / ends,
    ends,
    region: regionOfLargest(colours),
  };
}

/** The one value of all its pixels, or -1. */
function valueOfTile(pixels: Uint32Array, stride: number, left: number, top: number): number {
  const value = pixels[top * stride + left]!;
  for (let y = top; y < top + tile; y++) {
    const at = y * stride;
    for (let x = left; x < left + tile; x++) if (pixels[at + x] !== value) return -1;
  }
  return value;
}

const channel = (pixel: number, shift: number): number => (pixel >>> shift) & 255;

const isBlack = (pixel: number): boolean => Math.max(channel(pixel, 0), channel(pixel, 8), channel(pixel, 16)) <= black;
const clips = (pixel: number): boolean => isBlack(pixel) || Math.min(channel(pixel, 0), channel(pixel, 8), channel(pixel, 16)) >= white;

function note(colours: Map<number, Area>, value: number, column: number, row: number): void {
  const found = colours.get(value);
  if (!found) {
    // A photograph has tens of thousands of values; the painted ones come early and often.
    if (colours.size < 4096) colours.set(value, { tiles: 1, left: column, top: row, right: column, bottom: row });
    return;
  }
  found.tiles++;
  found.left = Math.min(found.left, column);
  found.right = Math.max(found.right, column);
  found.bottom = row;
}

function countEnds(pixels: Uint32Array, at: number, width: number, count: { clear: number; small: number }): void {
  let run = 1;
  for (let x = 1; x < width; x++) {
    const [here, before] = [pixels[at + x]!, pixels[at + x - 1]!];
    if (here === before) {
      run++;
      continue;
    }
    if (run >= shortestRun) {
      const step = Math.max(Math.abs(channel(here, 0) - channel(before, 0)), Math.abs(channel(here, 8) - channel(before, 8)), Math.abs(channel(here, 16) - channel(before, 16)));
      if (step <= smallStep) count.small++;
      else if (step >= clearStep) count.clear++;
    }
    run = 1;
  }
}

function regionOfLargest(colours: Map<number, Area>): Region | null {
  let best: Area | null = null;
  for (const area of colours.values()) if (!best || area.tiles > best.tiles) best = area;
  return best && { x: best.left * tile, y: best.top * tile, width: (best.right - best.left + 1) * tile, height: (best.bottom - best.top + 1) * tile };
}
