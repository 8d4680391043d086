/**
 * How wide the edges of print are, and in which direction they are widest. An edge is followed across itself in the full picture, from
 * its steepest place to the levels on both sides; the distance between 10 % and 90 % of the step is its width (after the edge-width
 * measure of Marziliano et al. 2002, with sub-pixel crossings). Size, texture and noise do not fake it, because only steps that are
 * large on the document's own scale count, and each counts by its width and not by its strength.
 */
import type { Frame, Point } from '../../frame.ts';
import { mapPoint, type Homography } from './plane.ts';
import type { Proof } from './proof.ts';
import { pixelsOf } from './pixels.ts';
import { luminanceAlong } from './refine.ts';
import { levelsOf, percentile } from './text-lines.ts';

/** 10-90 % width that a crisp edge shows after sampling, in source pixels: scans of mrz_specimen give 1.4..2.4, a JPEG camera picture 2..3. */
export const samplingWidth = 2.4;

export type EdgeWidths = {
  /** 10-90 % width in source pixels across the direction in which edges are widest; Infinity: no edge. */
  worst: number;
  /** The same in the direction in which they are narrowest. */
  best: number;
  /** Direction in which they are widest, degrees 0..180 on the source picture (0 is level). */
  worstDegrees: number;
  /** Edges that were measured. */
  count: number;
};

const directions = 8;
/** Edges of a direction needed before it speaks. */
const fewest = 8;
/** The sharpest quarter speaks for a direction: curved and soft print is never sharper than the optics, blur widens all. */
const spokesman = 0.25;
/** Least step of an edge, of the document's own range and in levels. Noise of a web camera in bad light is about 6 levels. */
const stepShare = 0.22;
const stepLevels = 14;
const cellsAcross = 20;
const edgesPerCell = 5;

/** `reach` is the half length of the walk across an edge, in source pixels. */
export function edgeWidthsOf(frame: Frame, proof: Proof, reach: number): EdgeWidths {
  const histogram = levelsOf(proof.luma, 0, proof.luma.length, 3);
  const range = percentile(histogram, 0.97) - percentile(histogram, 0.02);
  const least = Math.max(stepLevels, stepShare * range);
  const widths: number[][] = Array.from({ length: directions }, () => []);
  const pixels = pixelsOf(frame);
  const step = Math.max(0.5, reach / 32);
  // One buffer for all edges: thousands of small ones a frame are work for the collector.
  const profile = new Float64Array(2 * Math.ceil(reach / step) + 1);
  for (const at of strongEdges(proof, least / 4)) {
    const edge = edgeAt(proof.toSource, at);
    luminanceAlong(frame, pixels, edge.from.x, edge.from.y, step * edge.direction.x, step * edge.direction.y, (profile.length - 1) / 2, profile);
    const width = widthAcross(profile, step, least);
    if (width === null) continue;
    const angle = ((Math.atan2(edge.direction.y, edge.direction.x) * 180) / Math.PI + 360) % 180;
    widths[Math.round((angle / 180) * directions) % directions]!.push(width);
  }
  return summary(widths);
}

type ProofEdge = { x: number; y: number; gx: number; gy: number };

/** The strongest edges of each cell, so that one bold line does not speak for the page. The rim is left out: it is the document's own edge. */
function strongEdges(proof: Proof, least: number): ProofEdge[] {
  const { width, height, luma } = proof;
  const cell = Math.max(12, Math.round(Math.max(width, height) / cellsAcross));
  const rim = Math.max(3, Math.round(0.03 * Math.min(width, height)));
  const found: ProofEdge[] = [];
  for (let cy = rim; cy < height - rim; cy += cell) {
    for (let cx = rim; cx < width - rim; cx += cell) {
      const best: RankedEdge[] = [];
      const right = Math.min(cx + cell, width - rim);
      for (let y = cy; y < Math.min(cy + cell, height - rim); y++) strongOfRow(luma, width, y, cx, right, least, best);
      // Half of them for level, half for upright steps: a direction that blur has weakened must still be heard.
      const level = best.filter((e) => Math.abs(e.gx) >= Math.abs(e.gy)).slice(0, edgesPerCell);
      const upright = best.filter((e) => Math.abs(e.gx) < Math.abs(e.gy)).slice(0, edgesPerCell);
      found.push(...level, ...upright);
    }
  }
  return found;
}

/** Rounding decides above this share of a square. */
const clearlyWeaker = 0.999;

type RankedEdge = ProofEdge & { m: number };

/** Ranks the edges of a row among the strongest of its cell. */
function strongOfRow(luma: Float32Array, width: number, y: number, from: number, to: number, least: number, best: RankedEdge[]): void {
  let weakest = best.length === 2 * edgesPerCell ? best[best.length - 1]!.m : least;
  for (let x = from; x < to; x++) {
    const i = y * width + x;
    const gx = (luma[i + 1]! - luma[i - 1]!) / 2;
    const gy = (luma[i + width]! - luma[i - width]!) / 2;
    // Most of a page is even: it costs no root.
    if (gx * gx + gy * gy < clearlyWeaker * weakest * weakest) continue;
    const m = Math.sqrt(gx * gx + gy * gy);
    if (m < least || m < weakest || (best.length === 2 * edgesPerCell && m === weakest)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.m < m) place--;
    best.splice(place, 0, { x: x + 0.5, y: y + 0.5, gx, gy, m });
    if (best.length > 2 * edgesPerCell) best.pop();
    if (best.length === 2 * edgesPerCell) weakest = best[best.length - 1]!.m;
  }
}

function edgeAt(toSource: Homography, edge: ProofEdge): { from: Point; direction: Point } {
  const from = mapPoint(toSource, edge);
  const size = Math.hypot(edge.gx, edge.gy);
  const ahead = mapPoint(toSource, { x: edge.x + edge.gx / size, y: edge.y + edge.gy / size });
  const length = Math.hypot(ahead.x - from.x, ahead.y - from.y) || 1;
  return { from: { x: from.x - 0.5, y: from.y - 0.5 }, direction: { x: (ahead.x - from.x) / length, y: (ahead.y - from.y) / length } };
}

/** Of the steepest rise about the middle of a profile, in source pixels; `step` is the distance of its places. */
function widthAcross(profile: Float64Array, step: number, least: number): number | null {
  const half = (profile.length - 1) / 2;
  let at = half;
  let steepest = 0;
  const near = Math.max(2, Math.round(half / 3));
  for (let k = half - near; k <= half + near; k++) {
    const slope = profile[k + 1]! - profile[k - 1]!;
    if (slope > steepest) {
      steepest = slope;
      at = k;
    }
  }
  if (steepest <= 0) return null;
  // Down to the foot and up to the top: a ripple below a twentieth of the step does not end the walk.
  const ripple = Math.max(1, least / 20);
  const low = walk(profile, at, -1, ripple);
  const high = walk(profile, at, 1, ripple);
  const floor = profile[low]!;
  const rise = profile[high]! - floor;
  if (rise < least || low === 0 || high === profile.length - 1) return rise < least ? null : (high - low) * step;
  const a = crossingOf(profile, low, high, floor + 0.1 * rise);
  const b = crossingOf(profile, low, high, floor + 0.9 * rise);
  return (b - a) * step;
}

/** Index of the extreme that is reached by going on while the profile falls (backwards) or rises (forwards). */
function walk(profile: Float64Array, from: number, way: 1 | -1, ripple: number): number {
  let extreme = from;
  for (let k = from; k >= 0 && k < profile.length; k += way) {
    const gain = (profile[k]! - profile[extreme]!) * way;
    if (gain > 0) extreme = k;
    else if (gain < -ripple) break;
  }
  return extreme;
}

function crossingOf(profile: Float64Array, low: number, high: number, level: number): number {
  for (let k = low; k < high; k++) {
    const a = profile[k]!;
    const b = profile[k + 1]!;
    if (a <= level && b > level) return k + (level - a) / (b - a);
  }
  return high;
}

/** Blur adds in squares, and motion adds only along its direction: w^2 = a + b cos 2t + c sin 2t is fitted to the directions heard. */
function summary(widths: readonly number[][]): EdgeWidths {
  const count = widths.reduce((sum, w) => sum + w.length, 0);
  const heard = widths.flatMap((list, i) => {
    if (list.length < fewest) return [];
    const sorted = [...list].sort((a, b) => a - b);
    return [{ angle: (i * Math.PI) / directions, square: sorted[Math.floor(spokesman * sorted.length)]! ** 2, weight: Math.sqrt(list.length) }];
  });
  if (heard.length === 0) return { worst: Infinity, best: Infinity, worstDegrees: 0, count };
  let total = 0;
  let mean = 0;
  let b = 0;
  let c = 0;
  for (const h of heard) {
    total += h.weight;
    mean += h.weight * h.square;
  }
  mean /= total;
  // Level and upright strokes make most of print; the two terms are weighted by what was heard in each direction.
  let bb = 0;
  let cc = 0;
  for (const h of heard) {
    b += h.weight * (h.square - mean) * Math.cos(2 * h.angle);
    c += h.weight * (h.square - mean) * Math.sin(2 * h.angle);
    bb += h.weight * Math.cos(2 * h.angle) ** 2;
    cc += h.weight * Math.sin(2 * h.angle) ** 2;
  }
  b = bb > 0 ? b / bb : 0;
  c = cc > 0 ? c / cc : 0;
  const swing = Math.min(Math.hypot(b, c), 0.98 * mean);
  return {
    worst: Math.sqrt(mean + swing),
    best: Math.sqrt(Math.max(0.25, mean - swing)),
    worstDegrees: ((Math.atan2(c, b) / 2 / Math.PI) * 180 + 180) % 180,
    count,
  };
}
