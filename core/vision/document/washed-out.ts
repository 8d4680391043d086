/**
 * What the bloom around a highlight washes out: print that still shows, but faintly, on paper as light as any. Pale print and the pattern of a security background look the
 * same, so this is asked only where a highlight was found, and only as far as the faint print hangs together with it.
 */
import type { Box } from './specular.ts';
import { cellsUnder, type DataMap } from './needed-data.ts';
import type { Proof } from './proof.ts';

/** How far around a highlight its bloom is looked for, in lengths of the highlight. Chosen, not measured. */
const reach = 0.7;
/** Depth of the strokes of faint print, levels and share of the page's usual depth: below is grain, above is print that can be read. Chosen, not measured. */
const faint = { least: 14, most: 0.5 };
/** How far off the two sides of a stroke are, pixels: thin and bold print. */
const sides = [2, 4] as const;
/** Levels below the page's light paper at which paper is in no bloom. Chosen, not measured. */
const paperBelow = 12;
/** Cells that may lie between two of the same faint print: the white between two lines. */
const bridged = 2;

/**
 * @param hidden 1 where a highlight lies; pixels of `proof`
 * @param boxes of the highlights, pixels of `proof`
 * @returns 1 for each cell of `data` that is washed out
 */
export function washedOut({ width, luma }: Proof, data: DataMap, hidden: Uint8Array, boxes: readonly Box[]): Uint8Array {
  const { columns, rows, cellSize } = data;
  const covered = cellsUnder(hidden, data, width);
  const near = new Uint8Array(columns * rows);
  for (const box of boxes) {
    const far = reach * Math.max(box.width, box.height);
    for (let cy = Math.max(0, Math.floor((box.y - far) / cellSize)); cy < rows && cy * cellSize < box.y + box.height + far; cy++) {
      for (let cx = Math.max(0, Math.floor((box.x - far) / cellSize)); cx < columns && cx * cellSize < box.x + box.width + far; cx++) near[cy * columns + cx] = 1;
    }
  }
  const stepOf = (i: number): number => strokeIn(luma, i, data, width);
  const elsewhere = Array.from(data.cells.keys()).filter((i) => data.cells[i] === 1 && near[i] === 0).map(stepOf).sort((a, b) => a - b);
  const usual = elsewhere[elsewhere.length >> 1] ?? 0;
  const isFaint = (i: number): boolean => {
    const step = stepOf(i);
    return step >= faint.least && step < faint.most * usual && lightest(luma, i, data, width) > data.levels.bright - paperBelow;
  };
  const washed = new Uint8Array(columns * rows);
  const open = Array.from(covered.keys()).filter((i) => covered[i] === 1);
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    for (let ny = Math.max(0, y - bridged); ny <= Math.min(rows - 1, y + bridged); ny++) {
      for (let nx = Math.max(0, x - bridged); nx <= Math.min(columns - 1, x + bridged); nx++) {
        const k = ny * columns + nx;
        if (near[k] === 0 || covered[k] === 1 || washed[k] === 1 || !isFaint(k)) continue;
        washed[k] = 1;
        open.push(k);
      }
    }
  }
  return washed;
}

/** Levels that the strongest stroke of a cell is darker than what stands on both sides of it. The fall of the light itself has no second side. */
function strokeIn(luma: Float32Array, cell: number, { columns, cellSize }: DataMap, width: number): number {
  const from = Math.floor(cell / columns) * cellSize * width + (cell % columns) * cellSize;
  let most = 0;
  for (let y = 0; y < cellSize; y++) {
    for (let i = from + y * width; i < from + y * width + cellSize; i++) {
      for (const side of sides) {
        most = Math.max(most, between(luma, i, side), between(luma, i, side * width));
      }
    }
  }
  return most;
}

const between = (luma: Float32Array, i: number, off: number): number => Math.min((luma[i - off] ?? 0) - luma[i]!, (luma[i + off] ?? 0) - luma[i]!);

function lightest(luma: Float32Array, cell: number, { columns, cellSize }: DataMap, width: number): number {
  const from = Math.floor(cell / columns) * cellSize * width + (cell % columns) * cellSize;
  let most = 0;
  for (let y = 0; y < cellSize; y++) for (let i = from + y * width; i < from + y * width + cellSize; i++) if (luma[i]! > most) most = luma[i]!;
  return most;
}
