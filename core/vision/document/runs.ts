/**
 * Pictures of ones and zeros as runs of ones, row by row: a page of print has some ten thousand strokes but, once they are joined, a few hundred runs. Closing, opening
 * and connected areas give what OpenCV's give (morphologyEx with its default border, connectedComponentsWithStats; held against them in runs.test.ts), in a fifth of their time.
 */

/** First and last place of each run of a row, in turn: from left to right, at least one zero between two. */
export type Runs = readonly (readonly number[])[];

/** Box and size of a connected area. */
export type Area = { x: number; y: number; width: number; height: number; area: number };

/** The runs of a picture, gaps of less than `apart` places between two closed, and those to the border where half of that is left. @param apart odd: width of the closing */
export function closedRuns(mask: Uint8Array, width: number, height: number, apart: number): Runs {
  return Array.from({ length: height }, (_, y) => closedRow(mask, y * width, width, apart));
}

function closedRow(mask: Uint8Array, base: number, width: number, apart: number): number[] {
  const runs: number[] = [];
  let from = -1;
  let last = -1;
  for (let x = 0; x < width; x++) {
    if (mask[base + x] === 0) continue;
    if (from < 0) from = x <= apart >> 1 ? 0 : x;
    else if (x - last > apart) {
      runs.push(from, last);
      from = x;
    }
    last = x;
  }
  if (from >= 0) runs.push(from, width - 1 - last <= apart >> 1 ? width - 1 : last);
  return runs;
}

/** Without what no rectangle of `across` x 3 fits into. @param across odd */
export function openedRuns(runs: Runs, width: number, across: number): Runs {
  const reach = across >> 1;
  const shrunk = runs.map((row) => shrink(row, reach, width));
  const all = shrunk.map((row, y) => common(common(row, shrunk[y - 1] ?? row), shrunk[y + 1] ?? row));
  return all.map((row, y) => grow(joined(joined(row, all[y - 1] ?? row), all[y + 1] ?? row), reach, width));
}

/** What lies beyond the border counts as ones. */
function shrink(row: readonly number[], reach: number, width: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const from = row[i]! === 0 ? 0 : row[i]! + reach;
    const to = row[i + 1]! === width - 1 ? width - 1 : row[i + 1]! - reach;
    if (from <= to) out.push(from, to);
  }
  return out;
}

function grow(row: readonly number[], reach: number, width: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < row.length; i += 2) add(out, Math.max(0, row[i]! - reach), Math.min(width - 1, row[i + 1]! + reach));
  return out;
}

/** Adds a run that begins no further left than the last one. */
function add(runs: number[], from: number, to: number): void {
  const last = runs.length - 1;
  if (last >= 0 && from <= runs[last]! + 1) runs[last] = Math.max(runs[last]!, to);
  else runs.push(from, to);
}

function common(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b) return a;
  const out: number[] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length;) {
    const from = Math.max(a[i]!, b[k]!);
    const to = Math.min(a[i + 1]!, b[k + 1]!);
    if (from <= to) out.push(from, to);
    if (a[i + 1]! < b[k + 1]!) i += 2;
    else k += 2;
  }
  return out;
}

function joined(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const out: number[] = [];
  for (let i = 0, k = 0; i < a.length || k < b.length;) {
    const takeA = k >= b.length || (i < a.length && a[i]! <= b[k]!);
    if (takeA) add(out, a[i++]!, a[i++]!);
    else add(out, b[k++]!, b[k++]!);
  }
  return out;
}

/** Areas that touch by a side or a corner, in the order in which OpenCV numbers them: by the first block of 2 x 2 that each has a part of. */
export function areasOf(runs: Runs): Area[] {
  const parts: Part[] = [];
  let above: Part[] = [];
  for (const [y, row] of runs.entries()) {
    const own: Part[] = [];
    for (let i = 0, k = 0; i < row.length; i += 2) {
      const part: Part = { from: row[i]!, to: row[i + 1]!, first: (y >> 1) * blocksInRow + (row[i]! >> 1), left: row[i]!, right: row[i + 1]!, top: y, bottom: y, area: row[i + 1]! - row[i]! + 1, of: null };
      while (k < above.length && above[k]!.to < part.from - 1) k++;
      for (let j = k; j < above.length && above[j]!.from <= part.to + 1; j++) unite(above[j]!, part);
      own.push(part);
      parts.push(part);
    }
    above = own;
  }
  const areas = parts.filter((p) => p.of === null).sort((a, b) => a.first - b.first);
  return areas.map((p) => ({ x: p.left, y: p.top, width: p.right - p.left + 1, height: p.bottom - p.top + 1, area: p.area }));
}

/** More than any picture is wide. */
const blocksInRow = 1 << 16;

/** A run, and what is known of the area it stands for while it belongs to no other. */
type Part = { readonly from: number; readonly to: number; first: number; left: number; right: number; top: number; bottom: number; area: number; of: Part | null };

function rootOf(part: Part): Part {
  let root = part;
  while (root.of) {
    // Shortens the way for whoever asks next.
    if (root.of.of) root.of = root.of.of;
    root = root.of;
  }
  return root;
}

function unite(a: Part, b: Part): void {
  const [into, from] = [rootOf(a), rootOf(b)];
  if (into === from) return;
  from.of = into;
  into.first = Math.min(into.first, from.first);
  into.left = Math.min(into.left, from.left);
  into.right = Math.max(into.right, from.right);
  into.top = Math.min(into.top, from.top);
  into.bottom = Math.max(into.bottom, from.bottom);
  into.area += from.area;
}
