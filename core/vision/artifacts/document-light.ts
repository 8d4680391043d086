import { regionOf, type Frame, type Quad } from '../../frame.ts';
import { mapPoint } from '../document/plane.ts';
import { cellsUnder, dataMapOf, type DataMap } from '../document/needed-data.ts';
import { boxOnSource, pageCorners, proofOf, type Proof } from '../document/proof.ts';
import { scratchOf, valueAt } from '../document/scratch.ts';
import { highlightsOf, type Box, type Highlights } from '../document/specular.ts';
import { veilOf } from '../document/veil.ts';
import { washedOut } from '../document/washed-out.ts';
import { textLinesOf, type TextLine } from '../document/text-lines.ts';
import type { Gather } from '../../checks/check.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentLight } from './document-types.ts';

/** Median luminance and upper quarter below which a picture without a document is called dark and not empty. Chosen on dark_scenes (9). */
const darkMiddle = 34;
/** Clipped share above which a picture without a document is called blown out and not empty. Chosen, not measured: what is left is print at most. */
const mostBlown = 0.75;
/** Clipped in all channels. */
const clipped = 252;
const fewestLines = 3;

export const documentLight = defineArtifact({
  name: 'documentLight',
  async make(gather, engines): Promise<DocumentLight> {
    const { proof, lines, ofDocument } = await gather('documentProof');
    const seen = await clearOrStill(gather, proof, lines);
    const { mask, found } = highlightsOf(await engines.opencv(), seen.proof);
    const data = dataMapOf(proof);
    const veil = veilOf(seen.proof, seen.lines);
    const blown = blownShare(proof);
    const contrasts = lines.map((l) => stepIn(proof, l)).sort((a, b) => a - b);
    return {
      dark: data.levels.dark,
      bright: data.levels.bright,
      printContrast: contrasts.length >= fewestLines ? contrasts[contrasts.length >> 1]! : null,
      tooDarkToSee: !ofDocument && data.levels.middle < darkMiddle,
      tooBrightToSee: !ofDocument && blown > mostBlown,
      blownShare: blown,
      glareShare: found.length > 0 ? share(mask) : 0,
      glareOnData: Math.min(1, (found.length > 0 ? hiddenData(seen.frame, seen.proof, { mask, found }, (await gather('effort')) === 'live') : 0) + veil.share),
      clearedShare: seen.cleared,
      glareRegions: [...found, ...veil.pieces].map((h) => regionOf(boxOnSource(proof.toSource, h))),
    };
  },
});

/** Glare is asked about what is read: a highlight that moved on hides nothing. */
async function clearOrStill(gather: Gather, proof: Proof, lines: readonly TextLine[]): Promise<{ frame: Frame; proof: Proof; lines: readonly TextLine[]; cleared: number }> {
  const frame = await gather('frame');
  const clear = await gather('clearStill');
  if (!clear || clear.share === 0) return { frame, proof, lines, cleared: 0 };
  const cleared = proofOf(clear.frame, outlineOf(proof), proof.width / proof.height, Math.max(proof.width, proof.height));
  return { frame: clear.frame, proof: cleared, lines: textLinesOf(cleared, 3, 'level').lines, cleared: clear.share };
}

const outlineOf = (proof: Proof): Quad => pageCorners(proof.width, proof.height).map((p) => mapPoint(proof.toSource, p)) as Quad;

function share(mask: Uint8Array): number {
  let n = 0;
  for (let i = 0; i < mask.length; i++) n += mask[i]!;
  return n / mask.length;
}

/** Share of the data that highlights hide. Small print shows on a proof of twice the size: made only where there is a highlight to ask about, and not for `live` frames, where it would take half of a frame's time. */
function hiddenData(frame: Frame, proof: Proof, { mask, found }: Highlights, live: boolean): number {
  if (live) return coveredShare(proof, dataMapOf(proof, 1, mask), mask, found);
  const fine = proofOf(frame, outlineOf(proof), proof.width / proof.height, 2 * Math.max(proof.width, proof.height));
  const hidden = Uint8Array.from({ length: fine.width * fine.height }, (_, i) => {
    const [x, y] = [(i % fine.width) >> 1, Math.floor(i / fine.width) >> 1];
    return mask[Math.min(y, proof.height - 1) * proof.width + Math.min(x, proof.width - 1)]!;
  });
  return coveredShare(fine, dataMapOf(fine, 2, hidden), hidden, found.map((h) => ({ x: 2 * h.x, y: 2 * h.y, width: 2 * h.width, height: 2 * h.height })));
}

/** Of the cells with data, those that a highlight covers by half or more, and those that its bloom washes out. */
function coveredShare(proof: Proof, data: DataMap, hidden: Uint8Array, found: readonly Box[]): number {
  const covered = cellsUnder(hidden, data, proof.width);
  const washed = washedOut(proof, data, hidden, found);
  let all = 0;
  let under = 0;
  for (let i = 0; i < data.cells.length; i++) {
    if (data.cells[i] === 0 && washed[i] === 0) continue;
    all++;
    under += Math.max(covered[i]!, washed[i]!);
  }
  return all === 0 ? 0 : under / all;
}

/** Clipped pixels whose four neighbours two pixels away are clipped too: an area, not a sparkle. */
function blownShare({ width, height, luma }: Proof): number {
  let n = 0;
  for (let y = 2; y < height - 2; y++) n += blownInRow(luma, y, width);
  return n / (width * height);
}

function blownInRow(luma: Float32Array, y: number, width: number): number {
  let n = 0;
  for (let i = y * width + 2, end = (y + 1) * width - 2; i < end; i++) {
    if (luma[i]! < clipped) continue;
    if (luma[i - 2]! >= clipped && luma[i + 2]! >= clipped && luma[i - 2 * width]! >= clipped && luma[i + 2 * width]! >= clipped) n++;
  }
  return n;
}

/** Step between print and paper in a line: 90th less 10th percentile of its luminance. */
function stepIn(proof: Proof, line: TextLine): number {
  const values = scratchOf(line.width * line.height);
  for (let y = 0, k = 0; y < line.height; y++) for (let x = 0; x < line.width; x++) values[k++] = proof.luma[(line.y + y) * proof.width + line.x + x]!;
  return valueAt(values, Math.floor(0.9 * values.length)) - valueAt(values, Math.floor(0.1 * values.length));
}
