/** Lines of print on a luminance picture: where they stand, how high they are and which way they run. */
import { areasOf, closedRuns, openedRuns } from './runs.ts';

/** A box in pixels of the picture looked at; `height` is across the reading direction. */
export type TextLine = { x: number; y: number; width: number; height: number };

export type TextLines = {
  lines: TextLine[];
  /** Reading direction: rows of print lie level, or stand upright (the page is turned by 90 degrees). */
  direction: 'level' | 'upright';
};

/** Length of a line in its own heights. */
export const heightsOf = (l: TextLine, direction: TextLines['direction']): number => (direction === 'level' ? l.width / l.height : l.height / l.width);

export type LumaImage = { width: number; height: number; luma: Float32Array };

/** Least step between print and paper, of the picture's own range: below it is background print and noise. Chosen on mrz_specimen (55). */
const contrastShare = 0.14;

/** Summed length of level lines, in picture widths, that settles the direction. Pages on their side show up to 2.85 (2 of mrz_specimen). */
const plentyOfPrint = 3.3;

/** Length of a line in its own heights at least: shorter ones are more often something else. Chosen, not measured. */
export const leastHeights = 2.2;

/**
 * `reach` is the widest stroke looked for, pixels: 2 parts print from scenes (see find.ts), 3 also finds the bold lines of a proof.
 * `shortest`: length of a level line in its heights.
 */
export function textLinesOf(image: LumaImage, reach: 2 | 3, look: 'both ways' | 'level' = 'both ways', shortest = leastHeights): TextLines {
  const { width, height } = image;
  const strokes = strokeMask(image, reach);
  const level = boxesOf(strokes, width, height, shortest);
  const length = (lines: TextLine[], side: 'width' | 'height') => lines.reduce((sum, l) => sum + l[side], 0);
  // A page full of level print need not be looked at sideways: this halves the time in the live loop.
  if (look === 'level' || length(level, 'width') > plentyOfPrint * width) return { lines: level, direction: 'level' };
  const upright = boxesOf(onItsSide(strokes, width, height), height, width, leastHeights).map((l) => ({ x: l.y, y: l.x, width: l.height, height: l.width }));
  return length(upright, 'height') > 1.3 * length(level, 'width') ? { lines: upright, direction: 'upright' } : { lines: level, direction: 'level' };
}

/** 255 where the luminance changes sharply within three pixels in both senses nearby: strokes, not edges of areas. */
function strokeMask({ width, height, luma }: LumaImage, reach: 2 | 3): Uint8Array {
  const limit = Math.max(7, contrastShare * rangeOf(luma));
  const mask = new Uint8Array(width * height);
  for (let y = 3; y < height - 3; y++) strokesOfRow(luma, y, width, limit, reach, mask);
  return mask;
}

function strokesOfRow(luma: Float32Array, y: number, width: number, limit: number, reach: 2 | 3, mask: Uint8Array): void {
  for (let i = y * width + 3, end = (y + 1) * width - 3; i < end; i++) {
    // Darker than both sides at a distance of a stroke or two (or lighter: white print on dark).
    if (
      isStroke(luma, i, 2, limit) || isStroke(luma, i, 2 * width, limit) ||
      (reach === 3 && (isStroke(luma, i, 3, limit) || isStroke(luma, i, 3 * width, limit)))
    ) mask[i] = 255;
  }
}

function isStroke(luma: Float32Array, i: number, apart: number, limit: number): boolean {
  const before = luma[i - apart]! - luma[i]!;
  if (before > limit) return luma[i + apart]! - luma[i]! > limit;
  return before < -limit && luma[i + apart]! - luma[i]! < -limit;
}

function rangeOf(luma: Float32Array): number {
  const histogram = levelsOf(luma, 0, luma.length, 3);
  return percentile(histogram, 0.95) - percentile(histogram, 0.03);
}

/**
 * How often each level 0..255 stands between two places of a picture, adding to `counts`. Loops over pixels are functions of their own throughout the live
 * measures, a row at a time: called often they are compiled once and for all, inside a long function they were compiled anew in every frame.
 */
export function levelsOf(luma: Float32Array, from: number, to: number, step = 1, counts = new Uint32Array(256)): Uint32Array {
  for (let i = from; i < to; i += step) {
    // Rounded by cutting off; what is below 0 counts as 0.
    const level = (luma[i]! + 0.5) | 0;
    counts[level < 0 ? 0 : level > 255 ? 255 : level]!++;
  }
  return counts;
}

/** Value below which `share` of the counted pixels lie. */
export function percentile(histogram: Uint32Array, share: number): number {
  let total = 0;
  for (const n of histogram) total += n;
  let seen = 0;
  for (let v = 0; v < histogram.length; v++) {
    seen += histogram[v]!;
    if (seen >= share * total) return v;
  }
  return histogram.length - 1;
}

/** Level lines. Letters of one word stand less than half a letter height apart, words less than one: 11 pixels join print up to 20 pixels high. */
function boxesOf(strokes: Uint8Array, width: number, height: number, shortest: number): TextLine[] {
  return areasOf(openedRuns(closedRuns(strokes, width, height, 11), width, 9))
    .filter((a) => a.height >= 4 && a.height <= 42 && a.width >= shortest * a.height && a.width >= 16 && a.area >= 0.42 * a.width * a.height)
    .map(({ x, y, width: long, height: thick }) => ({ x, y, width: long, height: thick }));
}

function onItsSide(mask: Uint8Array, width: number, height: number): Uint8Array {
  const turned = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = mask[y * width + x]!;
  return turned;
}
