/**
 * Highlights move, print does not: where a lamp's image hides something in the still and an earlier frame of the same page shows it, the
 * earlier frame fills in. All else of the still stays untouched, so nothing is averaged and a wrong registration can blur nothing.
 */
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import { distance, homographyBetween, mapPoint, type Homography } from './plane.ts';
import { pageCorners, proofOf, type Proof } from './proof.ts';
import { register } from './register.ts';

export type Outlined = { frame: Frame; quad: Quad };
export type ClearStill = {
  /** The still with the hidden places filled in; the still itself where nothing was hidden. */
  frame: Frame;
  /** Boxes of what was filled in, pixels of the proof. */
  replaced: { x: number; y: number; width: number; height: number }[];
  /** Filled in share of the page, 0..1. */
  share: number;
  /** Earlier frames that fitted. */
  frames: number;
};

/** Side of a cell, proof pixels; its light and its contrast are measured on a window of twice that. */
const cell = 8;
/** Levels by which the still must be lighter than the earlier frame after both are brought to the same exposure: light that went away. Chosen, not measured. */
const leastAdded = 14;
/** The earlier frame must show as much as the still: its contrast, of the still's. Shade that came instead of a lamp takes contrast away. */
const asMuch = 1.05;
/** Contrast of an empty cell by noise alone, levels. */
const empty = 3;
/** Least share of what the cell gains that its ink gains. Shade over ink of a fifth of the paper's light would give 0.2. Chosen, not measured. */
const inkShare = 0.6;
/** Contrast of a cell with print in it, and light of one that clips, levels. Chosen, not measured. */
const printed = 7;
const clipped = 236;
/** Fewest cells of a highlight: 0.2 % of the page, as in specular.ts. */
const smallest = 5;
/** Width of the soft seam, proof pixels. */
const seam = 6;
const linear = (value: number): number => (value / 255) ** 2.2;

/** @param proof of the still. Null: no earlier frame shows the same page. */
export function clearStill(still: Outlined, proof: Proof, burst: readonly Outlined[]): ClearStill | null {
  const layers = burst.flatMap((b) => layerOf(still, proof, b) ?? []);
  if (layers.length === 0) return null;
  const columns = Math.floor(proof.width / cell);
  const rows = Math.floor(proof.height / cell);
  const own = looksOf(proof, columns, rows, 1);
  const chosen = chooseLayers(own, layers.map((l) => looksOf(l.proof, columns, rows, l.gain)), columns, rows);
  const filled = chosen.reduce((n, k) => n + (k >= 0 ? 1 : 0), 0);
  const replaced = boxesOf(chosen, columns, rows);
  if (filled === 0) return { frame: still.frame, replaced, share: 0, frames: layers.length };
  const frame = createFrame(still.frame.width, still.frame.height, new Uint8ClampedArray(still.frame.data));
  layers.forEach((layer, k) => paint(frame, still, proof, layer, softMask(chosen, k, columns, rows, proof)));
  return { frame, replaced, share: filled / chosen.length, frames: layers.length };
}

/** An earlier frame laid over the still: its proof in the still's page coordinates, and what its levels are multiplied by. */
type Layer = { frame: Frame; proof: Proof; gain: number };

function layerOf(still: Outlined, proof: Proof, earlier: Outlined): Layer | null {
  const quad = turnedLike(earlier.quad, still.quad);
  const aspect = proof.width / proof.height;
  const long = Math.max(proof.width, proof.height);
  const rough = proofOf(earlier.frame, quad, aspect, long);
  const found = register(proof, rough);
  if (!found) return null;
  const corners = pageCorners(proof.width, proof.height).map((p) => mapPoint(rough.toSource, mapPoint(found.map, p))) as Quad;
  const laid = proofOf(earlier.frame, corners, aspect, long);
  return { frame: earlier.frame, proof: laid, gain: gainOf(proof, laid) };
}

/** The corner that is named first may differ when a page is held across; a hand does not turn it by 45 degrees between two frames. */
function turnedLike(quad: Quad, like: Quad): Quad {
  const turns = [0, 1, 2, 3].map((t) => [0, 1, 2, 3].map((i) => quad[(i + t) % 4]!) as Quad);
  const apart = (q: Quad) => q.reduce((sum, p, i) => sum + distance(p, like[i]!), 0);
  return turns.reduce((a, b) => (apart(b) < apart(a) ? b : a));
}

/** Exposure of a camera drifts: median ratio of what is neither dark nor clipped in both. */
function gainOf(a: Proof, b: Proof): number {
  const ratios: number[] = [];
  for (let i = 0; i < a.luma.length; i += 11) if (a.luma[i]! > 40 && a.luma[i]! < 240 && b.luma[i]! > 40 && b.luma[i]! < 240) ratios.push(a.luma[i]! / b.luma[i]!);
  return ratios.length < 50 ? 1 : ratios.sort((p, q) => p - q)[ratios.length >> 1]!;
}

type Looks = { light: Float32Array; ink: Float32Array; contrast: Float32Array };

/** Mean, least and standard deviation of luminance around each cell. */
function looksOf({ width, height, luma }: Proof, columns: number, rows: number, gain: number): Looks {
  const light = new Float32Array(columns * rows);
  const ink = new Float32Array(columns * rows);
  const contrast = new Float32Array(columns * rows);
  for (let i = 0; i < light.length; i++) {
    const [x0, y0] = [(i % columns) * cell - cell / 2, Math.floor(i / columns) * cell - cell / 2];
    let [sum, squares, n, least] = [0, 0, 0, 255];
    for (let y = Math.max(0, y0); y < Math.min(height, y0 + 2 * cell); y++) {
      for (let x = Math.max(0, x0); x < Math.min(width, x0 + 2 * cell); x++, n++) {
        const v = luma[y * width + x]! * gain;
        sum += v;
        squares += v * v;
        if (v < least) least = v;
      }
    }
    ink[i] = least;
    light[i] = sum / n;
    contrast[i] = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
  }
  return { light, ink, contrast };
}

/** For each cell the earlier frame that fills it in, -1: none. A patch takes one frame where one does for all of it, so that no letter is pieced together. */
function chooseLayers(own: Looks, others: readonly Looks[], columns: number, rows: number): Int8Array {
  const lit = (o: Looks, i: number) =>
    own.light[i]! - o.light[i]! > leastAdded && isAdded(own, o, i) && o.contrast[i]! + empty > asMuch * own.contrast[i]! && (o.contrast[i]! > printed || own.light[i]! > clipped);
  const chosen = new Int8Array(columns * rows).fill(-1);
  const hidden = new Uint8Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) if (others.some((o) => lit(o, i))) hidden[i] = 1;
  for (const patch of patchesOf(grown(hidden, columns, rows), columns, rows)) {
    if (patch.filter((i) => hidden[i] === 1).length < smallest) continue;
    const better = (o: Looks, i: number) => own.light[i]! - o.light[i]!;
    const worth = others.map((o) => patch.reduce((sum, i) => sum + Math.max(-leastAdded, better(o, i)), 0));
    const first = worth.indexOf(Math.max(...worth));
    for (const i of patch) {
      if (hidden[i] === 0 || lit(others[first]!, i)) chosen[i] = first;
      else chosen[i] = others.findIndex((o) => lit(o, i));
    }
  }
  return chosen;
}

/** A lamp lifts ink by what it lifts paper by, in linear light; shade that came instead takes of each its share. */
const isAdded = (own: Looks, o: Looks, i: number): boolean => linear(own.ink[i]!) - linear(o.ink[i]!) > inkShare * (linear(own.light[i]!) - linear(o.light[i]!));

/** Marked cells and their neighbours: the rim of a highlight is washed out too. */
function grown(marked: Uint8Array, columns: number, rows: number): Uint8Array {
  const out = new Uint8Array(marked);
  for (let i = 0; i < marked.length; i++) {
    if (marked[i] === 0) continue;
    const [x, y] = [i % columns, Math.floor(i / columns)];
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) if (x + dx >= 0 && x + dx < columns && y + dy >= 0 && y + dy < rows) out[i + dy * columns + dx] = 1;
  }
  return out;
}

function patchesOf(marked: Uint8Array, columns: number, rows: number): number[][] {
  const seen = new Uint8Array(marked.length);
  const patches: number[][] = [];
  for (let start = 0; start < marked.length; start++) {
    if (marked[start] === 0 || seen[start] === 1) continue;
    const patch = [start];
    seen[start] = 1;
    for (let head = 0; head < patch.length; head++) {
      const [x, y] = [patch[head]! % columns, Math.floor(patch[head]! / columns)];
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const [nx, ny] = [x + dx, y + dy];
        const k = ny * columns + nx;
        if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || marked[k] === 0 || seen[k] === 1) continue;
        seen[k] = 1;
        patch.push(k);
      }
    }
    patches.push(patch);
  }
  return patches;
}

function boxesOf(chosen: Int8Array, columns: number, rows: number): ClearStill['replaced'] {
  return patchesOf(Uint8Array.from(chosen, (k) => (k >= 0 ? 1 : 0)), columns, rows).map((patch) => {
    const xs = patch.map((i) => i % columns);
    const ys = patch.map((i) => Math.floor(i / columns));
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x: x * cell, y: y * cell, width: (Math.max(...xs) - x + 1) * cell, height: (Math.max(...ys) - y + 1) * cell };
  });
}

/** Weight 0..1 of a layer on the proof: its cells, with a seam that runs out over a few pixels. */
function softMask(chosen: Int8Array, layer: number, columns: number, rows: number, { width, height }: Proof): Float32Array {
  const hard = new Float32Array(width * height);
  for (let y = 0; y < Math.min(height, rows * cell); y++) for (let x = 0; x < Math.min(width, columns * cell); x++) if (chosen[Math.floor(y / cell) * columns + Math.floor(x / cell)] === layer) hard[y * width + x] = 1;
  return boxed(boxed(hard, width, height, 1, width), width, height, width, 1);
}

/** Running mean of `seam` pixels along rows (step 1) or columns. */
function boxed(plane: Float32Array, width: number, height: number, step: number, stride: number): Float32Array {
  const out = new Float32Array(plane.length);
  const [count, length] = step === 1 ? [height, width] : [width, height];
  const half = seam >> 1;
  for (let line = 0; line < count; line++) {
    const base = line * stride;
    let sum = 0;
    for (let k = -half; k < length + half; k++) {
      if (k + half < length && k + half >= 0) sum += plane[base + (k + half) * step]!;
      if (k - half - 1 >= 0) sum -= plane[base + (k - half - 1) * step]!;
      if (k >= 0 && k < length) out[base + k * step] = sum / (2 * half + 1);
    }
  }
  return out;
}

/** Draws a layer into the still where its weight says so. */
function paint(into: Frame, still: Outlined, proof: Proof, layer: Layer, weight: Float32Array): void {
  const xs = still.quad.map((p) => p.x);
  const ys = still.quad.map((p) => p.y);
  const toProof: Homography = homographyBetween(still.quad, pageCorners(proof.width, proof.height));
  const clamp = (v: number, most: number) => Math.max(0, Math.min(most, v));
  const [left, right] = [clamp(Math.floor(Math.min(...xs)), into.width), clamp(Math.ceil(Math.max(...xs)), into.width)];
  const [top, bottom] = [clamp(Math.floor(Math.min(...ys)), into.height), clamp(Math.ceil(Math.max(...ys)), into.height)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const page = mapPoint(toProof, { x: x + 0.5, y: y + 0.5 });
      const [px, py] = [Math.floor(page.x), Math.floor(page.y)];
      if (px < 0 || py < 0 || px >= proof.width || py >= proof.height) continue;
      const share = weight[py * proof.width + px]!;
      if (share <= 0.004) continue;
      const from = mapPoint(layer.proof.toSource, page);
      blend(into, (y * into.width + x) * 4, layer, from.x - 0.5, from.y - 0.5, share);
    }
  }
}

/** Bilinear; pixel centres lie at whole numbers. */
function blend({ data }: Frame, at: number, { frame, gain }: Layer, x: number, y: number, share: number): void {
  const cx = Math.max(0, Math.min(frame.width - 1.001, x));
  const cy = Math.max(0, Math.min(frame.height - 1.001, y));
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [fx, fy] = [cx - x0, cy - y0];
  const i = (y0 * frame.width + x0) * 4;
  const [right, down] = [frame.width > 1 ? 4 : 0, frame.height > 1 ? frame.width * 4 : 0];
  for (let c = 0; c < 3; c++) {
    const v = (frame.data[i + c]! * (1 - fx) + frame.data[i + right + c]! * fx) * (1 - fy) + (frame.data[i + down + c]! * (1 - fx) + frame.data[i + down + right + c]! * fx) * fy;
    data[at + c] = data[at + c]! * (1 - share) + v * gain * share;
  }
}
