/** Rows of print around a line: where the capitals stand exactly, and where the neighbouring lines are. */
import type { GrayImage } from '../../frame.ts';
import { quadOf, type LineFrame } from './read-line.ts';
import { cutStrip, stripCapHeight, stripHeight } from './strip.ts';

/** A row band relative to the frame: `centre` and `height` in capital heights of the frame, centre 0 = where the frame already is. */
export type Band = { centre: number; height: number };

const columnsPerCharacter = 6;

/**
 * Bands of print within `reach` capital heights above and below the frame, from the spread of luminance along each row between
 * two shares of the line's length.
 */
export function bandsOf(image: GrayImage, frame: LineFrame, columns: number, reach: number, from = 0, to = 1): Band[] {
  const stretch = (2 * reach * stripCapHeight) / stripHeight;
  const part = partOf(frame, from, to);
  const quad = quadOf({ ...part, startHeight: part.startHeight * stretch, endHeight: part.endHeight * stretch }, columns, 0);
  const width = Math.max(24, Math.round(columns * (to - from) * columnsPerCharacter));
  const height = Math.round(2 * reach * stripCapHeight);
  const rows = spreadOfRows(cutStrip(image, quad, width, height), width, height);
  return thresholded(rows).map(({ top, bottom }) => ({ centre: ((top + bottom) / 2 - height / 2) / stripCapHeight, height: (bottom - top) / stripCapHeight }));
}

/** The part of a line between two shares of its length. */
export function partOf(frame: LineFrame, from: number, to: number): LineFrame {
  const at = (t: number) => ({ x: frame.start.x + (frame.end.x - frame.start.x) * t, y: frame.start.y + (frame.end.y - frame.start.y) * t });
  const heightAt = (t: number): number => frame.startHeight + (frame.endHeight - frame.startHeight) * t;
  return { start: at(from), end: at(to), startHeight: heightAt(from), endHeight: heightAt(to) };
}

/** Mean absolute step between neighbours along each row: print has many, a rule or a shadow few. */
function spreadOfRows(raw: Float32Array, width: number, height: number): Float64Array {
  const rows = new Float64Array(height);
  for (let x = 2; x < width; x++) {
    for (let y = 0; y < height; y++) rows[y] = rows[y]! + Math.abs(raw[x * height + y]! - raw[(x - 2) * height + y]!);
  }
  return rows.map((r) => r / (width - 2));
}

function thresholded(rows: Float64Array): { top: number; bottom: number }[] {
  const sorted = Float64Array.from(rows).sort();
  const low = sorted[Math.floor(rows.length * 0.1)]!, high = sorted[Math.floor(rows.length * 0.95)]!;
  const bands: { top: number; bottom: number }[] = [];
  if (high - low < 1.5) return bands;
  const cut = low + 0.35 * (high - low);
  let top = -1;
  for (let y = 0; y <= rows.length; y++) {
    const on = y < rows.length && rows[y]! > cut;
    if (on && top < 0) top = y - edge(rows, y, cut);
    if (!on && top >= 0) {
      bands.push({ top, bottom: y + (y < rows.length ? edge(rows, y, cut) - 1 : 0) });
      top = -1;
    }
  }
  return bands;
}

/** Sub-row place of the crossing between y-1 and y, as the share of the row that lies inside. */
function edge(rows: Float64Array, y: number, cut: number): number {
  if (y === 0) return 0;
  const a = rows[y - 1]!, b = rows[y]!;
  const t = (cut - a) / (b - a || 1);
  return a < b ? 1 - Math.max(0, Math.min(1, t)) : Math.max(0, Math.min(1, t));
}

/** The frame moved across by `centre` capital heights and given a new capital height, at both ends alike. */
export function moved(frame: LineFrame, centre: number, height = 1): LineFrame {
  return tuned(frame, { centre, height }, { centre, height });
}

/** The frame with each end moved and scaled by its own band. */
export function tuned(frame: LineFrame, start: Band, end: Band): LineFrame {
  const dx = frame.end.x - frame.start.x, dy = frame.end.y - frame.start.y;
  const length = Math.hypot(dx, dy);
  const nx = -dy / length, ny = dx / length;
  const a = start.centre * frame.startHeight, b = end.centre * frame.endHeight;
  return {
    start: { x: frame.start.x + nx * a, y: frame.start.y + ny * a }, end: { x: frame.end.x + nx * b, y: frame.end.y + ny * b },
    startHeight: frame.startHeight * start.height, endHeight: frame.endHeight * end.height,
  };
}
