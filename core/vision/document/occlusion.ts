/**
 * What lies over the document: a finger, a glove, a clip. It is told by how it breaks the border, not by the colour of skin. Where
 * something lies over the edge there is no step across it, what shows inside goes on outside, and it is neither the desk nor the page.
 */
import { convexOf } from './hull.ts';
import type { Surround } from './surround.ts';

export type Occlusion = {
  /** 1 where the document is covered; surround pixels. */
  mask: Uint8Array;
  /** Covered share of the document, 0..1. */
  share: number;
  /** One for each thing that comes in over the border: box in surround pixels. */
  found: { x: number; y: number; width: number; height: number; area: number }[];
};

/** Across the border: nearest and farthest look, surround pixels. Outlines are good to 1.5 of them; rounded corners are left out. */
const near = 2;
const far = 5;
const cornerShare = 0.045;
/** Same colour: relative luma and colour differences. Chosen on 8 skins and gloves over 14 pages. */
const same = { luma: 0.22, least: 11, colour: 0.11 };
/**
 * What covers the edge is rare along it: share of the other places around the document that look alike, on the desk and on the page.
 * A hand on a wooden desk is like the desk: it must then be rarer on the page, and reach deeper than an outline is ever off.
 */
const own = { outside: 0.2, inside: 0.4, insideAlone: 0.15 };
/** Shortest break-in: 4 mm of ID-1, 6 of ID-3; a small finger is 12. */
const shortest = 8;
/**
 * A fold, a nail or a line of print may break the run, surround pixels. What looks alike at both ends of a gap is one thing with a shaded or
 * creased middle, up to the width of a finger on ID-1. Two fingers side by side are tried as one thing first and then each by itself.
 */
const bridged = { any: 10, alike: 37, apart: 1 };
/**
 * Largest share of a side: where most of it shows no step the outline is off there (the edge of a laminate, a printed zone), and nothing covers it. Two fingers of 19 mm take 0.7 of the
 * short side of ID-1, but what shows outside of them is no desk. Chosen, not measured.
 */
const longest = { any: 0.6, rare: 0.8 };
/** Share of a run that must be rare on the desk. Chosen, not measured. */
const rareShare = 0.8;
/** Shallowest cover, surround pixels: a border that is merely worn or out by a pixel goes less deep. */
const shallowest = { rare: 6, likeDesk: 12 };
/**
 * Share of a cover that flows together by itself: a nail and folds are the rest. A printed field with letters in it has more holes; two large
 * ones are the nails of two fingers. The nail and its shade take half of a dark finger that reaches 17 mm in (two composites, 0.48 and 0.54).
 */
const leastSolid = { any: 0.75, nails: 0.45 };
const mostNails = 2;
/** A cover that spans the page from side to side, of its length, is a band of the page. Chosen, not measured. */
const mostSpan = 0.95;
/** Step of luminance between neighbours that ends a cover: smoothed over three pixels, a sharp edge of 30 levels shows as steps of ten. */
const leastStep = { levels: 6, share: 0.07 };
/** Where the cover's colour flows over into a page of the same colour, the faint line between them stops it at the smaller steps; not asked where the desk looks alike, as in shade. Chosen on two composites of pale fingers on pink pages. */
const steps = [1, 0.5, 0.25, 0.18];
/** Share of the cover's rim on the page at which the page differs: where it flows over into the page it is the page. */
const leastRim = { any: 0.55, plain: 0.25 };
/** What flows over into the page is wider than the run it came in by: largest width, of the run. Chosen, not measured. */
const widest = 1.5;
/** It is plain that something comes in where the desk has no such thing and the rest of the side shows its edge: largest share of the rest without a step. Chosen, not measured. */
const mostOpen = 0.3;

/** A place on the border: pixel indices from `far` outside to `far` inside. */
type Station = { line: number[]; side: number };

/** @param wholeOutline all four corners show: where one is cut the outline there is a guess, and desk inside of it looks like a cover */
export function occlusionOf(s: Surround, wholeOutline: boolean): Occlusion {
  const stations = stationsOf(s);
  const outside = stations.map((t) => meanOf(s, t.line.slice(0, far - near + 1)));
  const inside = stations.map((t) => meanOf(s, t.line.slice(far + near)));
  const open = stations.map((t, k) => outside[k]!.seen && alike(outside[k]!, inside[k]!) && noStep(s, t.line));
  const onDesk = stations.map((_, k) => open[k]! ? likeShare(outside, k) : 1);
  const onPage = stations.map((_, k) => open[k]! ? likeShare(inside, k) : 1);
  const broken = open.map((o, k) => o && ((wholeOutline && onPage[k]! < own.insideAlone) || (onPage[k]! < own.inside && onDesk[k]! < own.outside)));
  const mask = new Uint8Array(s.luma.length);
  const found: Occlusion['found'] = [];
  const take = (run: readonly number[]): boolean => {
    const rare = run.filter((k) => onDesk[k]! < own.outside).length / run.length;
    const elsewhere = stations.flatMap((t, k) => (t.side === stations[run[0]!]!.side && (k < run[0]! || k > run.at(-1)!) ? [open[k]!] : []));
    const plain = rare > rareShare && elsewhere.filter((o) => o).length < mostOpen * elsewhere.length;
    const cover = coverFrom(s, run.map((k) => stations[k]!), {
      depth: rare < 0.5 ? shallowest.likeDesk : shallowest.rare,
      rim: plain ? leastRim.plain : leastRim.any,
      steps: rare > rareShare ? steps : steps.slice(0, 1),
    });
    if (!cover) return false;
    for (let i = 0; i < mask.length; i++) if (cover.grown[i] === 1) mask[i] = 1;
    const { x, y, width, height, area } = cover.box;
    found.push({ x, y, width, height, area });
    return true;
  };
  const oneThing = (a: number, b: number) => alike(outside[a]!, outside[b]!) && alike(inside[a]!, inside[b]!);
  const runs = runsOf(broken, stations, (a, b) => b - a <= bridged.any || (b - a <= bridged.alike && oneThing(a, b)));
  const parts = runsOf(broken, stations, (a, b) => b - a <= bridged.apart);
  for (const run of runs) {
    if (isOfASide(run, stations, onDesk) && (take(withMiddles(run, oneThing)) || take(run))) continue;
    parts.filter((part) => part.length < run.length && run.includes(part[0]!) && isOfASide(part, stations, onDesk)).forEach(take);
  }
  let covered = 0;
  for (const v of mask) covered += v;
  return { mask, share: covered / ((s.width - 2 * s.margin) * (s.height - 2 * s.margin)), found };
}

/** Not most of a side. */
function isOfASide(run: readonly number[], stations: readonly Station[], onDesk: readonly number[]): boolean {
  const rare = run.filter((k) => onDesk[k]! < own.outside).length > rareShare * run.length;
  return run.length <= (rare ? longest.rare : longest.any) * stations.filter((t) => t.side === stations[run[0]!]!.side).length;
}

/** The run with the stations of its gaps whose ends are one thing: the lit middle of a rounded finger belongs to it. */
function withMiddles(run: readonly number[], oneThing: (a: number, b: number) => boolean): number[] {
  return run.flatMap((k, i) => {
    const from = run[i - 1];
    return from === undefined || k - from === 1 || !oneThing(from, k) ? [k] : Array.from({ length: k - from }, (_, n) => from + 1 + n);
  });
}

/** What is asked of a cover, by how plain it is that something comes in: least depth, least share of its rim that differs, steps that end it. */
type Asked = { depth: number; rim: number; steps: readonly number[] };
type Cover = { grown: Uint8Array; box: ReturnType<typeof boxOf> };

/** What comes in over these stations; null: nothing that a cover looks like. */
function coverFrom(s: Surround, run: readonly Station[], asked: Asked): Cover | null {
  for (const step of asked.steps) {
    // Nails, rings and lit edges leave dents, the silhouette of fingers has none.
    const cover = coverWithin(s, run, step);
    if (cover && cover.box.depth >= asked.depth && rimOf(s, cover.grown) >= (isAsWide(cover, run) ? asked.rim : leastRim.any)) return { ...cover, grown: convexOf(cover.grown, s.width, s.height) };
  }
  return null;
}

/** Not wider on the page than where it comes in. */
const isAsWide = ({ box }: Cover, run: readonly Station[]): boolean => (run[0]!.side % 2 === 0 ? box.width : box.height) <= widest * run.length;

function coverWithin(s: Surround, run: readonly Station[], step: number): Cover | null {
  const grown = grow(s, run, step);
  if (!grown) return null;
  const box = boxOf(s, grown);
  return box.width > mostSpan * (s.width - 2 * s.margin) || box.height > mostSpan * (s.height - 2 * s.margin) ? null : { grown, box };
}

function stationsOf({ width, height, margin }: Surround): Station[] {
  const [right, bottom] = [width - margin, height - margin];
  const gap = Math.round(cornerShare * Math.max(right - margin, bottom - margin));
  const stations: Station[] = [];
  const add = (x: number, y: number, dx: number, dy: number, side: number) => {
    const line: number[] = [];
    for (let d = -far; d <= far; d++) line.push((y + d * dy) * width + x + d * dx);
    stations.push({ line, side });
  };
  for (let x = margin + gap; x < right - gap; x++) add(x, margin, 0, 1, 0);
  for (let y = margin + gap; y < bottom - gap; y++) add(right - 1, y, -1, 0, 1);
  for (let x = right - gap - 1; x >= margin + gap; x--) add(x, bottom - 1, 0, -1, 2);
  for (let y = bottom - gap - 1; y >= margin + gap; y--) add(margin, y, 1, 0, 3);
  return stations;
}

type Look = { luma: number; warm: number; cool: number; seen: boolean };

function meanOf(s: Surround, line: readonly number[]): Look {
  let [luma, warm, cool, seen] = [0, 0, 0, true];
  for (const i of line) {
    luma += s.luma[i]! / line.length;
    warm += s.warm[i]! / line.length;
    cool += s.cool[i]! / line.length;
    seen &&= s.inPicture[i] === 1;
  }
  return { luma, warm, cool, seen };
}

const alike = (a: Look, b: Look): boolean =>
  Math.abs(a.luma - b.luma) < Math.max(same.least, same.luma * Math.max(a.luma, b.luma)) && Math.hypot(a.warm - b.warm, a.cool - b.cool) < same.colour;

function noStep({ luma }: Surround, line: readonly number[]): boolean {
  for (let k = 0; k + 3 < line.length; k++) {
    const a = luma[line[k]!]!;
    const b = luma[line[k + 3]!]!;
    if (Math.abs(a - b) > Math.max(same.least, same.luma * Math.max(a, b))) return false;
  }
  return true;
}

/** Share of the places elsewhere along the border that look like this one. */
function likeShare(looks: readonly Look[], k: number): number {
  const n = looks.length;
  const apart = Math.round(0.08 * n);
  let others = 0;
  let like = 0;
  for (let j = 0; j < n; j += 3) {
    const d = Math.abs(j - k);
    if (Math.min(d, n - d) < apart || !looks[j]!.seen) continue;
    others++;
    if (alike(looks[j]!, looks[k]!)) like++;
  }
  return others > 0 ? like / others : 1;
}

/** Runs of broken border on one side; `joins` says whether the gap between two broken stations is bridged. */
function runsOf(broken: readonly boolean[], stations: readonly Station[], joins: (from: number, to: number) => boolean): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length >= shortest) runs.push(run);
    run = [];
  };
  for (let k = 0; k < broken.length; k++) {
    if (!broken[k]) continue;
    const last = run.at(-1);
    if (last !== undefined && (stations[k]!.side !== stations[last]!.side || !joins(last, k))) close();
    run.push(k);
  }
  close();
  return runs;
}

/** Colour of what comes in over the border, as seen on it, to tell how far it reaches. */
type Palette = { warm: readonly [number, number]; cool: readonly [number, number]; luma: readonly [number, number] };

function paletteOf(s: Surround, run: readonly Station[]): Palette {
  const at = (plane: Float32Array): [number, number] => {
    const values = run.flatMap((t) => t.line.map((i) => plane[i]!)).sort((a, b) => a - b);
    return [values[Math.floor(0.08 * values.length)]!, values[Math.floor(0.92 * values.length)]!];
  };
  const [dark, bright] = at(s.luma);
  const widen = ([low, high]: [number, number]): [number, number] => [low - 0.06, high + 0.06];
  return { warm: widen(at(s.warm)), cool: widen(at(s.cool)), luma: [0.55 * dark - 8, 1.35 * bright + 12] };
}

/** Flows from the broken border inwards over what has its colour and no step; holes (a nail, a fold) are filled. Null: it flows over the page, or it is a field with print in it. */
function grow(s: Surround, run: readonly Station[], step: number): Uint8Array | null {
  const { width, height, margin, luma, warm, cool } = s;
  const palette = paletteOf(s, run);
  const fits = (i: number) =>
    luma[i]! >= palette.luma[0] && luma[i]! <= palette.luma[1] && warm[i]! >= palette.warm[0] && warm[i]! <= palette.warm[1] && cool[i]! >= palette.cool[0] && cool[i]! <= palette.cool[1];
  const grown = new Uint8Array(width * height);
  const queue: number[] = [];
  for (const { line } of run) {
    for (const i of line.slice(far)) {
      if (grown[i] === 1 || !fits(i)) continue;
      grown[i] = 1;
      queue.push(i);
    }
  }
  const most = 0.6 * (width - 2 * margin) * (height - 2 * margin);
  for (let head = 0; head < queue.length; head++) {
    if (queue.length > most) return null;
    const i = queue[head]!;
    const x = i % width;
    const y = (i - x) / width;
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const [nx, ny] = [x + dx, y + dy];
      if (nx < margin || ny < margin || nx >= width - margin || ny >= height - margin) continue;
      const k = ny * width + nx;
      if (grown[k] === 1 || !fits(k) || Math.abs(luma[k]! - luma[i]!) > step * Math.max(leastStep.levels, leastStep.share * luma[i]!)) continue;
      grown[k] = 1;
      queue.push(k);
    }
  }
  const whole = filled(s, grown);
  let size = 0;
  for (const v of whole) size += v;
  const solid = queue.length / size;
  return solid >= leastSolid.any || (solid >= leastSolid.nails && holesIn(s, grown, whole) <= mostNails) ? whole : null;
}

/** Holes of more than one pixel in what has grown. */
function holesIn({ width }: Surround, grown: Uint8Array, whole: Uint8Array): number {
  const seen = new Uint8Array(grown);
  let holes = 0;
  for (let start = 0; start < seen.length; start++) {
    if (whole[start] === 0 || seen[start] === 1) continue;
    const queue = [start];
    seen[start] = 1;
    for (let head = 0; head < queue.length; head++) {
      for (const k of [queue[head]! + 1, queue[head]! - 1, queue[head]! + width, queue[head]! - width]) {
        if (whole[k] !== 1 || seen[k] === 1) continue;
        seen[k] = 1;
        queue.push(k);
      }
    }
    if (queue.length > 1) holes++;
  }
  return holes;
}

/** Adds what the cover shuts in: pixels that cannot be left towards the open page. */
function filled({ width, height, margin }: Surround, grown: Uint8Array): Uint8Array {
  const open = new Uint8Array(grown.length);
  const queue: number[] = [];
  const push = (x: number, y: number) => {
    const i = y * width + x;
    if (x < margin || y < margin || x >= width - margin || y >= height - margin || grown[i] === 1 || open[i] === 1) return;
    open[i] = 1;
    queue.push(i);
  };
  // The open page is the largest part that is not covered: start from its four corners and its middle lines.
  for (let x = margin; x < width - margin; x++) {
    push(x, margin);
    push(x, height - margin - 1);
  }
  for (let y = margin; y < height - margin; y++) {
    push(margin, y);
    push(width - margin - 1, y);
  }
  for (let head = 0; head < queue.length; head++) {
    const x = queue[head]! % width;
    const y = (queue[head]! - x) / width;
    push(x + 1, y);
    push(x - 1, y);
    push(x, y + 1);
    push(x, y - 1);
  }
  const out = new Uint8Array(grown);
  for (let y = margin; y < height - margin; y++) for (let x = margin; x < width - margin; x++) if (open[y * width + x] === 0) out[y * width + x] = 1;
  return out;
}

/** Share of the cover's rim on the page where the page three pixels on looks different from the cover three pixels in. */
function rimOf(s: Surround, grown: Uint8Array): number {
  const { width, height, margin } = s;
  let rim = 0;
  let differs = 0;
  const look = (i: number): Look => ({ luma: s.luma[i]!, warm: s.warm[i]!, cool: s.cool[i]!, seen: true });
  for (let y = margin + 4; y < height - margin - 4; y++) {
    for (let x = margin + 4; x < width - margin - 4; x++) {
      const i = y * width + x;
      if (grown[i] === 0) continue;
      for (const step of [1, -1, width, -width]) {
        if (grown[i + step] === 1) continue;
        rim++;
        if (!alike(look(i - 3 * step), look(i + 3 * step))) differs++;
      }
    }
  }
  return rim === 0 ? 0 : differs / rim;
}

function boxOf({ width, height, margin }: Surround, grown: Uint8Array): { x: number; y: number; width: number; height: number; area: number; depth: number } {
  let [left, top, right, bottom, area, depth] = [width, height, -1, -1, 0, 0];
  for (let i = 0; i < grown.length; i++) {
    if (grown[i] === 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    area++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    depth = Math.max(depth, Math.min(x - margin, y - margin, width - margin - 1 - x, height - margin - 1 - y));
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1, area, depth };
}
