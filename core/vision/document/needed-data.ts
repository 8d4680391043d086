/** Where on the proof the needed data stand: print, MRZ, portrait. Empty background is not needed data. */
import type { Proof } from './proof.ts';
import { levelsOf, percentile } from './text-lines.ts';

/** Side of a cell on a proof, pixels. */
const cellOnProof = 8;

export type DataMap = {
  columns: number;
  rows: number;
  /** Side of a cell, pixels of the picture looked at. */
  cellSize: number;
  /** 1 where a cell holds data, or lies between data in its row and in its column (where a highlight may have wiped it out). */
  cells: Uint8Array;
  /** Luminance levels: 5th, 50th, 95th and 99th percentile of the page without its rim. */
  levels: { dark: number; middle: number; bright: number; brightest: number };
};

/** Least step of print or of a portrait's features in a cell, of the page's own range. Guilloche stays below. Chosen on mrz_specimen. */
const stepShare = 0.3;

/**
 * @param scale size of the picture looked at, in proofs; cells grow with it
 * @param hidden 1 where a highlight lies: what it wiped out must not make the data around it look far apart
 */
export function dataMapOf(proof: Proof, scale = 1, hidden?: Uint8Array): DataMap {
  const { width, height, luma } = proof;
  const cellSize = cellOnProof * scale;
  const histogram = new Uint32Array(256);
  const rim = Math.round(0.03 * Math.min(width, height));
  for (let y = rim; y < height - rim; y++) levelsOf(luma, y * width + rim, (y + 1) * width - rim, 1, histogram);
  const levels = { dark: percentile(histogram, 0.05), middle: percentile(histogram, 0.5), bright: percentile(histogram, 0.95), brightest: percentile(histogram, 0.99) };
  const least = Math.max(12, stepShare * (levels.bright - percentile(histogram, 0.02)));
  const columns = Math.floor(width / cellSize);
  const rows = Math.floor(height / cellSize);
  const busy = new Uint8Array(columns * rows);
  for (let cy = 0; cy < rows; cy++) {
    for (let cx = 0; cx < columns; cx++) {
      const atRim = cx === 0 || cy === 0 || cx === columns - 1 || cy === rows - 1;
      if (!atRim && rangeIn(luma, cy * cellSize * width + cx * cellSize, cellSize, width) > least) busy[cy * columns + cx] = 1;
    }
  }
  return { columns, rows, cellSize, cells: enclosed(busy, hidden ? cellsUnder(hidden, { columns, rows, cellSize }, width) : busy, columns, rows), levels };
}

/** Brightest less darkest of a square of `size` pixels. */
function rangeIn(luma: Float32Array, from: number, size: number, width: number): number {
  let low = 255;
  let high = 0;
  for (let y = 0; y < size; y++) {
    for (let i = from + y * width, end = i + size; i < end; i++) {
      const v = luma[i]!;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return high - low;
}

/** 1 where half of a cell or more is marked. */
export function cellsUnder(mask: Uint8Array, { columns, rows, cellSize }: Pick<DataMap, 'columns' | 'rows' | 'cellSize'>, width: number): Uint8Array {
  const cells = new Uint8Array(columns * rows);
  for (let i = 0; i < cells.length; i++) {
    const from = Math.floor(i / columns) * cellSize * width + (i % columns) * cellSize;
    let n = 0;
    for (let y = 0; y < cellSize; y++) for (let x = 0; x < cellSize; x++) n += mask[from + y * width + x]!;
    if (2 * n >= cellSize * cellSize) cells[i] = 1;
  }
  return cells;
}

/** Adds the cells that have data on both sides within a fifth of the page, in their row and in their column; what is hidden does not count as a distance. */
function enclosed(busy: Uint8Array, hidden: Uint8Array, columns: number, rows: number): Uint8Array {
  const reachX = Math.ceil(columns / 5);
  const reachY = Math.ceil(rows / 4);
  const out = new Uint8Array(busy);
  const near = (cx: number, cy: number, dx: number, dy: number, reach: number) => {
    let left = reach;
    for (let k = 1; left > 0; k++) {
      const x = cx + k * dx;
      const y = cy + k * dy;
      if (x < 0 || y < 0 || x >= columns || y >= rows) return false;
      const i = y * columns + x;
      if (busy[i] === 1) return true;
      if (hidden[i] === 0) left--;
    }
    return false;
  };
  for (let cy = 0; cy < rows; cy++) {
    for (let cx = 0; cx < columns; cx++) {
      if (busy[cy * columns + cx] === 1) continue;
      const row = near(cx, cy, -1, 0, reachX) && near(cx, cy, 1, 0, reachX);
      const column = near(cx, cy, 0, -1, reachY) && near(cx, cy, 0, 1, reachY);
      if (row && column) out[cy * columns + cx] = 1;
    }
  }
  return out;
}
