/** Lines of print on a luminance picture: where they stand, how high they are and which way they run. */
import type { Cv, Mat, OpenCv, Track } from '../engines/opencv.ts';

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
export function textLinesOf(opencv: OpenCv, image: LumaImage, reach: 2 | 3, look: 'both ways' | 'level' = 'both ways', shortest = leastHeights): TextLines {
  const strokes = strokeMask(image, reach);
  return opencv.scope((cv, track) => {
    const mask = track(new cv.Mat(image.height, image.width, cv.CV_8UC1));
    mask.data.set(strokes);
    const level = boxesOf(cv, track, mask, 'level', shortest);
    const length = (lines: TextLine[], side: 'width' | 'height') => lines.reduce((sum, l) => sum + l[side], 0);
    // A page full of level print need not be looked at sideways: this halves the time in the live loop.
    if (look === 'level' || length(level, 'width') > plentyOfPrint * image.width) return { lines: level, direction: 'level' };
    const upright = boxesOf(cv, track, mask, 'upright', leastHeights);
    return length(upright, 'height') > 1.3 * length(level, 'width') ? { lines: upright, direction: 'upright' } : { lines: level, direction: 'level' };
  });
}

/** 255 where the luminance changes sharply within three pixels in both senses nearby: strokes, not edges of areas. */
function strokeMask({ width, height, luma }: LumaImage, reach: 2 | 3): Uint8Array {
  const limit = Math.max(7, contrastShare * rangeOf(luma));
  const mask = new Uint8Array(width * height);
  for (let y = 3; y < height - 3; y++) strokesOfRow(luma, y, width, limit, reach, mask);
  return mask;
}

function strokesOfRow(luma: Float32Array, y: number, width: number, limit: number, reach: 2 | 3, mask: Uint8Array): void {
  const row = 3 * width;
  for (let x = 3; x < width - 3; x++) {
    const i = y * width + x;
    const v = luma[i]!;
    // Darker than both sides at a distance of a stroke or two (or lighter: white print on dark).
    if (
      isStroke(v, luma[i - 2]!, luma[i + 2]!, limit) || isStroke(v, luma[i - 2 * width]!, luma[i + 2 * width]!, limit) ||
      (reach === 3 && (isStroke(v, luma[i - 3]!, luma[i + 3]!, limit) || isStroke(v, luma[i - row]!, luma[i + row]!, limit)))
    ) mask[i] = 255;
  }
}

function isStroke(v: number, a: number, b: number, limit: number): boolean {
  const fromA = a - v;
  const fromB = b - v;
  return (fromA > limit && fromB > limit) || (fromA < -limit && fromB < -limit);
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
    const level = Math.round(luma[i]!);
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

function boxesOf(cv: Cv, track: Track, mask: Mat, direction: TextLines['direction'], shortest: number): TextLine[] {
  const level = direction === 'level';
  // Letters of one word stand less than half a letter height apart, words less than one: 11 pixels join print up to 20 pixels high.
  const join = track(cv.getStructuringElement(cv.MORPH_RECT, level ? new cv.Size(11, 1) : new cv.Size(1, 11)));
  const clean = track(cv.getStructuringElement(cv.MORPH_RECT, level ? new cv.Size(9, 3) : new cv.Size(3, 9)));
  const joined = track(new cv.Mat());
  cv.morphologyEx(mask, joined, cv.MORPH_CLOSE, join);
  cv.morphologyEx(joined, joined, cv.MORPH_OPEN, clean);
  const labels = track(new cv.Mat());
  const stats = track(new cv.Mat());
  const centroids = track(new cv.Mat());
  const count = cv.connectedComponentsWithStats(joined, labels, stats, centroids, 8);
  const lines: TextLine[] = [];
  for (let i = 1; i < count; i++) {
    const [x, y, width, height, area] = stats.data32S.subarray(i * 5, i * 5 + 5) as unknown as [number, number, number, number, number];
    const [long, thick] = level ? [width, height] : [height, width];
    if (thick >= 4 && thick <= 42 && long >= shortest * thick && long >= 16 && area >= 0.42 * width * height) lines.push({ x, y, width, height });
  }
  return lines;
}
