/** What the print tells where the outline cannot: ID-2, ID-3 and A4 have the same aspect, and a page may lie on its side. */
import type { Frame, Quad } from '../../frame.ts';
import type { PageFormat } from '../artifacts/document-types.ts';
import { shapeOf, viewIn } from './format.ts';
import { homographyBetween, mapPoint } from './plane.ts';
import { pageCorners, proofOf, type PrintedProof } from './proof.ts';
import { textLinesOf, type TextLine } from './text-lines.ts';

/** Long side of the proof: 144 dpi on ID-1, 98 on ID-3. Print of 2 mm is 8 to 11 pixels high on it. */
export const proofSize = 480;

/**
 * A page of A4 carries print of 2.5..4 mm line height on a short side of 210 mm (1.2..1.9 %); a passport page 2.5..4 mm on 88 mm
 * (2.8..4.5 %), on an open booklet 2 %. Sizes of common print; the limit lies between. Chosen, not measured.
 */
const a4LineShare = 0.018;
const a4Lines = 20;
/** The two MRZ lines of TD2 stand 6.35 mm apart on 74 mm (0.086), those of TD3 6.35 mm on 88 mm (0.072): ICAO 9303-4 and -6. */
const mrzPitchParting = 0.079;
/**
 * Length of an MRZ line in distances of its two lines, which no badly cut outline moves: 36 characters of 2.54 mm on 6.35 mm are 14.4
 * (TD2), 44 are 17.6 (TD3). A page is ID-2 only when both cues say so: passports are far more common, and a line may break off.
 */
const mrzLengthParting = 16;

/** `lines` are those of the proof before it was turned; none where print was not looked for. */
export type Layout = { format: PageFormat; quad: Quad; print?: PrintedProof; lines: readonly TextLine[]; direction: 'level' | 'upright' };

/** The quad in reading order (short of upside down, which only reading tells) and its format. */
export function formatByPrint(frame: Frame, quad: Quad): Layout {
  const { aspect } = viewIn(quad, frame);
  const { shape } = shapeOf(aspect);
  if (shape === 'ID-1' && aspect >= 1) return { format: 'ID-1', quad, lines: [], direction: 'level' };
  const proof = proofOf(frame, quad, aspect, proofSize);
  const { lines, direction } = textLinesOf(proof, 3, aspect >= 1 ? 'level' : 'both ways');
  const turned: Quad = direction === 'upright' ? [quad[3], quad[0], quad[1], quad[2]] : quad;
  if (shape !== '1.42') return { format: shape, quad: turned, lines, direction };
  const level = direction === 'level' ? lines : lines.map((l) => ({ x: proof.height - l.y - l.height, y: l.x, width: l.height, height: l.width }));
  const size = direction === 'level' ? proof : { width: proof.height, height: proof.width };
  const heights = level.map((l) => l.height).sort((a, b) => a - b);
  const short = Math.min(size.width, size.height);
  const median = heights[heights.length >> 1] ?? short;
  if (heights.length >= a4Lines && median < a4LineShare * short && size.height > size.width) return { format: 'A4', quad: turned, lines, direction };
  const mrz = mrzOf(level, size);
  // Data page below the fold: two ID-3 pages one above the other have the same 1.41 as A4.
  if (mrz && size.height > size.width) return { format: 'ID-3', quad: lowerHalf(turned), lines, direction };
  const format = mrz && mrz.pitch > mrzPitchParting && mrz.length < mrzLengthParting ? 'ID-2' : 'ID-3';
  return direction === 'level' ? { format, quad, print: { proof, lines }, lines, direction } : { format, quad: turned, lines, direction };
}

function lowerHalf(quad: Quad): Quad {
  const h = homographyBetween(pageCorners(1, 1), quad);
  return [mapPoint(h, { x: 0, y: 0.5 }), mapPoint(h, { x: 1, y: 0.5 }), quad[2], quad[3]];
}

/** The two lowest lines that run across most of the page: their distance as a share of its height, and their length in distances. */
function mrzOf(lines: readonly TextLine[], size: { width: number; height: number }): { pitch: number; length: number } | null {
  const wide = lines.filter((l) => l.width > 0.7 * size.width && l.y > 0.6 * size.height).sort((a, b) => b.y - a.y);
  const [last, before] = wide;
  if (!last || !before) return null;
  const apart = last.y + last.height / 2 - before.y - before.height / 2;
  return { pitch: apart / size.height, length: Math.max(last.width, before.width) / Math.max(1, apart) };
}
