/**
 * One line of print, read as N characters of a fixed pitch: the strip goes through the recogniser once, then dynamic programming places
 * N centres whose distances may drift, and each centre gets a posterior over the alphabet.
 */
import type { GrayImage, Point, Quad } from '../../frame.ts';
import { mrzClasses, noneClass, stepColumns, type MrzNetwork, type StripPosteriors } from '../engines/mrz-network.ts';
import type { PrintLine } from './find-lines.ts';
import { cutStrip, normaliseStrip, stripCapHeight, stripHeight, stripPitch } from './strip.ts';

/** A frame for a line: where the first character's left edge and the last one's right edge stand, on the middle of the capitals. */
export type LineFrame = { start: Point; end: Point; startHeight: number; endHeight: number };

export type LineReading = {
  columns: number;
  /** Log posterior of each character, columns x 37, `none` left out and the rest normalised. */
  log: Float32Array;
  /** Log posterior that a character stands there at all, per column. */
  present: Float32Array;
  /** Mean over the columns of the log posterior of the best class, `none` counted: 0 is perfect. */
  score: number;
  /** The same outside the line: how surely the margins are empty. */
  margins: number;
  /** Centres of the characters in source pixels. */
  centres: Point[];
  frame: LineFrame;
};

/** Empty pitches cut on each side of the frame. */
const marginPitches = 2;
// Columns between two nodes of the placement.
const grid = 2;
// Neighbouring centres may stand 0.78 to 1.22 pitches apart; the penalty is chosen so that a tenth off costs half a nat.
const spacings = [14, 16, 18, 20, 22].map((d) => ({ nodes: d / grid, cost: 50 * ((d - stripPitch) / stripPitch) ** 2 }));

export function frameOf(line: PrintLine, flipped: boolean): LineFrame {
  const { start, end, thickness } = line;
  return flipped ? { start: end, end: start, startHeight: thickness, endHeight: thickness } : { start, end, startHeight: thickness, endHeight: thickness };
}

export function quadOf(frame: LineFrame, columns: number, margin = marginPitches): Quad {
  const dx = frame.end.x - frame.start.x, dy = frame.end.y - frame.start.y;
  const length = Math.hypot(dx, dy);
  const ux = dx / length, uy = dy / length;
  const pad = (margin * length) / columns;
  const half = (h: number): number => (h * stripHeight) / stripCapHeight / 2;
  const corner = (at: Point, along: number, across: number): Point => ({ x: at.x + ux * along - uy * across, y: at.y + uy * along + ux * across });
  return [
    corner(frame.start, -pad, -half(frame.startHeight)), corner(frame.end, pad, -half(frame.endHeight)),
    corner(frame.end, pad, half(frame.endHeight)), corner(frame.start, -pad, half(frame.startHeight)),
  ];
}

export function readLine(image: GrayImage, network: MrzNetwork, frame: LineFrame, columns: number): LineReading | null {
  return readRun(image, network, frame, columns, [columns], marginPitches)[0] ?? null;
}

/**
 * The frame is a piece of a line, `columns` characters long (not always a whole number); it is looked at with `margin` more pitches
 * on both sides, and the best place for each of the `wanted` column counts is read.
 */
export function readRun(image: GrayImage, network: MrzNetwork, frame: LineFrame, columns: number, wanted: readonly number[], margin: number): LineReading[] {
  const width = Math.round((columns + 2 * margin) * stripPitch);
  const posteriors = network.read(normaliseStrip(cutStrip(image, quadOf(frame, columns, margin), width), width));
  return wanted.flatMap((count) => {
    const placed = place(posteriors, count, width);
    if (!placed) return [];
    const reading = { columns: count, ...judge(posteriors, placed, count), centres: placed.map((x) => pointAt(frame, columns, margin, x)), frame };
    return [count === columns ? reading : { ...reading, frame: refitFrame(reading) }];
  });
}

/** Strip column -> place in the picture. */
function pointAt(frame: LineFrame, columns: number, margin: number, x: number): Point {
  const t = ((x + 0.5) / stripPitch - margin) / columns;
  return { x: frame.start.x + (frame.end.x - frame.start.x) * t, y: frame.start.y + (frame.end.y - frame.start.y) * t };
}

/** Posterior of class j at strip column x, linear between steps. */
function logAt({ log, steps }: StripPosteriors, x: number, j: number): number {
  const s = Math.max(0, Math.min(steps - 1.001, x / stepColumns));
  const i = s | 0, f = s - i;
  return log[i * mrzClasses + j]! * (1 - f) + log[(i + 1) * mrzClasses + j]! * f;
}

/** Strip columns of the N centres. */
function place(posteriors: StripPosteriors, columns: number, width: number): number[] | null {
  const nodes = Math.floor(width / grid);
  const gain = new Float32Array(nodes);
  for (let i = 0; i < nodes; i++) {
    let best = -Infinity;
    for (let j = 0; j < noneClass; j++) best = Math.max(best, logAt(posteriors, i * grid, j));
    gain[i] = Math.max(-9, best);
  }
  // What is left outside must be empty: the none posterior before the first and after the last centre, once a pitch.
  const empty = new Float32Array(nodes + 1);
  for (let i = 0; i < nodes; i++) empty[i + 1] = empty[i]! + Math.max(-9, logAt(posteriors, i * grid, noneClass)) * (grid / stripPitch);
  const half = Math.round(stripPitch / 2 / grid);
  const score = new Float32Array(columns * nodes).fill(-Infinity);
  const from = new Int16Array(columns * nodes);
  for (let i = 0; i < nodes; i++) score[i] = gain[i]! + empty[Math.max(0, i - half)]!;
  for (let c = 1; c < columns; c++) {
    for (let i = 0; i < nodes; i++) {
      let best = -Infinity, back = 0;
      for (const { nodes: d, cost } of spacings) {
        if (i < d) break;
        const s = score[(c - 1) * nodes + i - d]! - cost;
        if (s > best) {
          best = s;
          back = i - d;
        }
      }
      score[c * nodes + i] = best + gain[i]!;
      from[c * nodes + i] = back;
    }
  }
  let end = -1, best = -Infinity;
  for (let i = 0; i < nodes; i++) {
    const s = score[(columns - 1) * nodes + i]! + empty[nodes]! - empty[Math.min(nodes, i + half)]!;
    if (s > best) {
      best = s;
      end = i;
    }
  }
  if (end < 0 || !Number.isFinite(best)) return null;
  const path: number[] = [];
  for (let c = columns - 1, i = end; c >= 0; i = from[c * nodes + i]!, c--) path.unshift(i * grid);
  return smooth(path);
}

/** Centres lie on a line that bends slowly: a local straight fit over seven neighbours removes the grid's steps. */
function smooth(path: readonly number[]): number[] {
  return path.map((_, c) => {
    const from = Math.max(0, c - 3), to = Math.min(path.length - 1, c + 3);
    let n = 0, st = 0, sx = 0, stt = 0, stx = 0;
    for (let k = from; k <= to; k++) {
      const t = k - c;
      n += 1;
      st += t;
      sx += path[k]!;
      stt += t * t;
      stx += t * path[k]!;
    }
    return (sx * stt - st * stx) / (n * stt - st * st);
  });
}

function judge(posteriors: StripPosteriors, placed: readonly number[], columns: number): { log: Float32Array; present: Float32Array; score: number; margins: number } {
  const log = new Float32Array(columns * noneClass);
  const present = new Float32Array(columns);
  let score = 0;
  const row = new Float64Array(mrzClasses);
  placed.forEach((x, c) => {
    // The mean of three readings around the centre: one step's whim does not decide.
    let sum = 0, best = 0;
    for (let j = 0; j < mrzClasses; j++) {
      row[j] = (Math.exp(logAt(posteriors, x - 2, j)) + Math.exp(logAt(posteriors, x, j)) + Math.exp(logAt(posteriors, x + 2, j))) / 3;
      if (j === noneClass) break;
      sum += row[j]!;
      best = Math.max(best, row[j]!);
    }
    for (let j = 0; j < noneClass; j++) log[c * noneClass + j] = Math.log(Math.max(1e-7, row[j]! / Math.max(1e-9, sum)));
    present[c] = Math.log(Math.max(1e-7, sum));
    score += Math.log(Math.max(1e-4, best));
  });
  let margins = 0, n = 0;
  const last = placed[placed.length - 1]!;
  for (let x = 0; x < posteriors.steps * stepColumns; x += stepColumns) {
    if (x > placed[0]! - 0.7 * stripPitch && x < last + 0.7 * stripPitch) continue;
    margins += Math.max(-9, logAt(posteriors, x, noneClass));
    n += 1;
  }
  return { log, present, score: score / columns, margins: n ? margins / n : 0 };
}

/** The frame that the found centres ask for. */
export function refitFrame(reading: LineReading): LineFrame {
  const { centres, columns, frame } = reading;
  const first = centres[0]!, last = centres[columns - 1]!;
  const gap = (n: number): number => 0.5 / n;
  const k = Math.min(6, columns - 1);
  const lead = centres[k]!, tail = centres[columns - 1 - k]!;
  return {
    ...frame,
    start: { x: first.x - (lead.x - first.x) * gap(k), y: first.y - (lead.y - first.y) * gap(k) },
    end: { x: last.x + (last.x - tail.x) * gap(k), y: last.y + (last.y - tail.y) * gap(k) },
  };
}

/** Best letter per column, whatever the grammar says. */
export function bestLetters(reading: LineReading, alphabet: string): string {
  let text = '';
  for (let c = 0; c < reading.columns; c++) {
    let best = 0;
    for (let j = 1; j < noneClass; j++) if (reading.log[c * noneClass + j]! > reading.log[c * noneClass + best]!) best = j;
    text += alphabet[best]!;
  }
  return text;
}

/** The mean posterior of several looks at the same line; geometry of the first. */
export function averageReadings(readings: readonly LineReading[]): LineReading {
  const [first] = readings;
  if (!first) throw new RangeError('no readings');
  const mean = (of: (r: LineReading) => Float32Array): Float32Array => of(first).map((_, i) => Math.log(readings.reduce((n, r) => n + Math.exp(of(r)[i]!), 0) / readings.length));
  return { ...first, log: mean((r) => r.log), present: mean((r) => r.present) };
}
