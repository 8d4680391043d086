/** Shade across print: how much of the light of the best lit paper is left, piece by piece along the lines of print. */
import type { Proof } from './proof.ts';
import type { TextLine } from './text-lines.ts';

/** Length of a piece, proof pixels: four or five letters, so that a line that runs into the shade is cut where it begins. */
const pieceLength = 36;
/** Camera values follow light to the power 1 / 2.2 (sRGB, nearly). */
const gamma = 2.2;
/** Light left below which a piece stands in deep shade: a third, 1.6 stops. Chosen, not measured. */
const deep = 0.34;
/** Fewer pieces than this have no common level of paper. */
const fewest = 8;
/** Colour of paper in the shade as share of its brightness may differ by this: shade takes light, not colour. Chosen, not measured. */
const sameColour = 0.2;

export type ShadedPiece = TextLine & { light: number };
/** `light` 0..1 of the best lit paper, for each piece of a line; null: too little print to say. */
export type Shade = { pieces: ShadedPiece[]; shaded: ShadedPiece[]; share: number } | null;

export function shadeOf(proof: Proof, lines: readonly TextLine[]): Shade {
  const pieces = lines.flatMap((l) => cut(l)).map((p) => ({ ...p, ...paperOf(proof, p) })).filter((p) => p.darkOnLight);
  if (pieces.length < fewest) return null;
  const best = upper(pieces.map((p) => p.paper));
  const tint = middle(pieces.filter((p) => p.paper > 0.85 * best).map((p) => p.colour));
  const lit = pieces.map((p) => ({ ...p, light: Math.min(1, (p.paper / best) ** gamma) }));
  const shaded = lit.filter((p) => p.light < deep && Math.abs(p.colour - tint) < sameColour);
  const length = (some: readonly TextLine[]) => some.reduce((sum, p) => sum + p.width, 0);
  return { pieces: lit, shaded, share: length(shaded) / length(lit) };
}

function cut(line: TextLine): TextLine[] {
  const n = Math.max(1, Math.round(line.width / pieceLength));
  return Array.from({ length: n }, (_, k) => ({ ...line, x: Math.round(line.x + (k * line.width) / n), width: Math.max(1, Math.floor(line.width / n)) }));
}

/** Steps of luminance that levels are counted in, to a level: finer than any limit here needs. */
const fineness = 4;
const bins = 256 * fineness;
/** Of the piece being looked at: two of these for each of a hundred pieces a frame are work for the collector. */
const counts = new Uint16Array(bins);
const colours = new Float32Array(bins);

/** Level and colour of the paper between the strokes: the upper tenth of a piece and the pixels near it. */
function paperOf({ width, height, luma, chroma }: Proof, piece: TextLine): { paper: number; colour: number; darkOnLight: boolean } {
  counts.fill(0);
  colours.fill(0);
  let n = 0;
  const [top, bottom, right] = [Math.max(0, piece.y - 2), Math.min(height, piece.y + piece.height + 2), Math.min(width, piece.x + piece.width)];
  for (let y = top; y < bottom; y++) {
    for (let x = piece.x, i = y * width + x; x < right; x++, i++) {
      const bin = Math.min(bins - 1, Math.floor(luma[i]! * fineness));
      counts[bin] = counts[bin]! + 1;
      colours[bin] = colours[bin]! + chroma[i]! / (luma[i]! + 16);
      n++;
    }
  }
  /** The level that so large a share of the pixels lies above. */
  const at = (share: number): number => {
    const wanted = Math.floor(share * (n - 1));
    let bin = bins - 1;
    for (let above = 0; bin > 0; bin--) if ((above += counts[bin]!) > wanted) break;
    return bin / fineness;
  };
  const few = Math.floor(at(0.25) * fineness);
  let sum = 0, brightest = 0;
  for (let bin = few; bin < bins; bin++) {
    sum += colours[bin]!;
    brightest += counts[bin]!;
  }
  // Light print on a dark field has no paper to compare: most of it is near its darkest.
  return { paper: at(0.125), darkOnLight: at(0.05) - at(0.5) <= at(0.5) - at(0.95), colour: sum / Math.max(1, brightest) };
}

const upper = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(0.85 * (values.length - 1))]!;
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
