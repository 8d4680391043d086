/**
 * Sheen that does not clip. A lamp's image in laminate is added light: in linear light the ink of a line rises by what its paper rises by.
 * Paler ink raises no paper, a paler field raises no ink; both at once, along one line of print that is darker elsewhere and on the lines
 * beside it too, is a veil. Single cells of a page do not tell (ADR 4): a line is its own reference.
 */
import type { Proof } from './proof.ts';
import { scratchOf, valueAt } from './scratch.ts';
import type { TextLine } from './text-lines.ts';

/** Camera values follow light to the power 1 / 2.2 (sRGB, nearly). */
const gamma = 2.2;
/** Length of a piece, proof pixels, and at least so many heights of its line: three letters have ink in them. */
const pieceLength = 24;
const pieceHeights = 2;
/** Pieces of a row below which it is no reference for itself. */
const fewest = 4;
/** Step between ink and paper below which a row tells nothing, levels. */
const leastStep = 25;
/**
 * Light that the ink gains (1 is white), what the paper gains of that at least, and the step that is left at most. 66 real good pictures have
 * no piece beyond these at 480 pixels, a photographed sheet with a lamp on it has three on two rows (0.14..0.29, 1.1..1.3, 0.53..0.67).
 */
const leastGain = 0.09;
const paperShare = 0.6;
const mostStep = 0.7;
/**
 * White paper gains no more than it has left below clipping. Where that is less than this, paper tells nothing of a lamp and all of the gain must show. 0.02 is a level
 * of 253: a composite whose lamp was missed at 0.05 is found, 196 good composites and 66 good real pictures have no veil.
 */
const leastHeadroom = 0.02;
/** A veil lies over more than one line: pieces this many line heights apart belong together. Chosen, not measured. */
const neighbourHeights = 3;
/** Longest gap within a row, share of the page: columns of a form. Chosen, not measured. */
const widestGap = 0.3;

/**
 * A short line that lies in the veil as a whole, or under a hard-edged one, has no reference in itself: lines of its size close by are one, this many line heights away. Strokes
 * of print below `finest` proof pixels are thinner than a pixel, so that its ink says nothing. A white field with pale print looks alike: the veil must be strong, its paper must have
 * light left below clipping to tell, and more than one line must lie in it. On 66 real good pictures and 196 good composites that is never so; a drawn band has 0.3 of the step left.
 */
const byOthers = { away: 5, ofASize: 1.3, finest: 8, step: 0.45, headroom: 0.05 };
const byItself = { step: mostStep, headroom: 0 };

type Tone = { ink: number; paper: number };
type Piece = TextLine & Tone & { row: number };
export type Veil = {
  pieces: TextLine[];
  /** Veiled share of the print, by length. */
  share: number;
};

export function veilOf(proof: Proof, lines: readonly TextLine[]): Veil {
  const rows = rowsOf(lines, proof.width).map((row, k) => row.flatMap((line) => piecesOf(proof, line, k)));
  const tones = rows.map(toneOf);
  const veiled = [...new Set(rows.flatMap((row, k) => [...fadedOf(row, row.length < fewest ? null : tones[k]!, byItself), ...fadedOf(row, toneBeside(row, tones[k]!, rows, tones), byOthers)]))];
  const together = veiled.filter((p) => veiled.some((o) => o.row !== p.row && beside(p, o)));
  const length = (some: readonly TextLine[]) => some.reduce((sum, p) => sum + p.width, 0);
  const all = length(rows.flat());
  return { pieces: together, share: all > 0 ? length(together) / all : 0 };
}

/** Lines that stand side by side at one height, as the fields of a form do. */
function rowsOf(lines: readonly TextLine[], width: number): TextLine[][] {
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.x - b.x)) {
    const row = rows.find((r) => continues(r.at(-1)!, line, width));
    if (row) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

function continues(last: TextLine, next: TextLine, width: number): boolean {
  const gap = next.x - last.x - last.width;
  const off = Math.abs(last.y + last.height / 2 - next.y - next.height / 2);
  return gap >= -3 && gap < widestGap * width && off < 0.5 * Math.min(last.height, next.height) + 1 && Math.max(last.height, next.height) < 1.7 * Math.min(last.height, next.height);
}

function piecesOf({ width, height, luma }: Proof, line: TextLine, row: number): Piece[] {
  const n = Math.max(1, Math.round(line.width / Math.max(pieceLength, pieceHeights * line.height)));
  const [top, bottom] = [Math.max(0, line.y - 2), Math.min(height, line.y + line.height + 2)];
  return Array.from({ length: n }, (_, k) => {
    const x = Math.round(line.x + (k * line.width) / n);
    const across = Math.min(width - x, Math.floor(line.width / n));
    const values = scratchOf(across * (bottom - top));
    for (let y = top, i = 0; y < bottom; y++) for (let dx = 0; dx < across; dx++) values[i++] = luma[y * width + x + dx]!;
    return { ...line, x, width: across, row, ink: valueAt(values, placeOf(values, 0.06)), paper: valueAt(values, placeOf(values, 0.85)) };
  });
}

/** Of the darker half of a row. */
function toneOf(row: readonly Piece[]): Tone {
  const inks = Float32Array.from(row, (p) => p.ink).sort();
  return { ink: at(inks, 0.3), paper: at(Float32Array.from(row.filter((p) => p.ink <= at(inks, 0.5)), (p) => p.paper).sort(), 0.5) };
}

/** Of the darker of the rows close by; null: there is none, or the row has ink as dark as theirs, and then it is its own reference. */
function toneBeside(row: readonly Piece[], own: Tone, rows: readonly Piece[][], tones: readonly Tone[]): Tone | null {
  const near = tones.filter((_, k) => rows[k]!.some((o) => row.some((p) => isClose(p, o))));
  const ink = at(Float32Array.from(near, (t) => t.ink).sort(), 0.25);
  return near.length === 0 || light(own.ink) - light(ink) <= leastGain ? null : { ink, paper: at(Float32Array.from(near, (t) => t.paper).sort(), 0.25) };
}

function isClose(a: Piece, b: Piece): boolean {
  const off = Math.abs(a.y - b.y);
  const [least, most] = [Math.min(a.height, b.height), Math.max(a.height, b.height)];
  return a.row !== b.row && off < byOthers.away * most && off > 0.5 * least && least >= byOthers.finest && most < byOthers.ofASize * least && a.x < b.x + b.width && b.x < a.x + a.width;
}

/** Pieces of a row whose ink and paper are both lighter than the reference; `needed` is the light that its paper must have left below clipping. */
function fadedOf(row: readonly Piece[], reference: Tone | null, limits: { headroom: number; step: number }): Piece[] {
  if (!reference || reference.paper - reference.ink < leastStep) return [];
  const { ink, paper } = reference;
  const headroom = 1 - light(paper);
  if (headroom < limits.headroom) return [];
  return row.filter((p) => {
    const gain = light(p.ink) - light(ink);
    return gain > leastGain && light(p.paper) - light(paper) > paperShare * (headroom < leastHeadroom ? gain : Math.min(gain, headroom)) && p.paper - p.ink < limits.step * (paper - ink);
  });
}

const beside = (a: TextLine, b: TextLine): boolean =>
  Math.abs(a.y - b.y) < neighbourHeights * Math.max(a.height, b.height) && a.x < b.x + b.width + pieceLength && b.x < a.x + a.width + pieceLength;

const light = (value: number): number => (value / 255) ** gamma;
const placeOf = (values: Float32Array, share: number): number => Math.min(values.length - 1, Math.floor(share * values.length));
const at = (sorted: Float32Array, share: number): number => sorted[placeOf(sorted, share)]!;
