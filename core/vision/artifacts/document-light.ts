import { regionOf } from '../../frame.ts';
import { cellSize, dataMapOf, type DataMap } from '../document/needed-data.ts';
import { boxOnSource, type Proof } from '../document/proof.ts';
import { highlightsOf } from '../document/specular.ts';
import type { TextLine } from '../document/text-lines.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentLight } from './document-types.ts';

/** Median luminance and upper quarter below which a picture without a document is called dark and not empty. Chosen on dark_scenes (9). */
const darkMiddle = 34;
/** Clipped in all channels. */
const clipped = 252;
const fewestLines = 3;

export const documentLight = defineArtifact({
  name: 'documentLight',
  async make(gather, engines): Promise<DocumentLight> {
    const { proof, lines, ofDocument } = await gather('documentProof');
    const data = dataMapOf(proof);
    const { mask, found } = highlightsOf(await engines.opencv(), proof);
    const covered = coverage(data, mask, proof.width);
    const contrasts = lines.map((l) => stepIn(proof, l)).sort((a, b) => a - b);
    return {
      dark: data.levels.dark,
      bright: data.levels.bright,
      printContrast: contrasts.length >= fewestLines ? contrasts[contrasts.length >> 1]! : null,
      tooDarkToSee: !ofDocument && data.levels.middle < darkMiddle,
      blownShare: blownShare(proof),
      glareShare: share(mask),
      glareOnData: covered,
      glareRegions: found.map((h) => regionOf(boxOnSource(proof.toSource, h))),
    };
  },
});

function share(mask: Uint8Array): number {
  let n = 0;
  for (const v of mask) n += v;
  return n / mask.length;
}

/** Share of the cells with data that the mask covers by half or more. */
function coverage(data: DataMap, mask: Uint8Array, width: number): number {
  let all = 0;
  let hidden = 0;
  for (let cy = 0; cy < data.rows; cy++) {
    for (let cx = 0; cx < data.columns; cx++) {
      if (data.cells[cy * data.columns + cx] === 0) continue;
      all++;
      let n = 0;
      for (let y = 0; y < cellSize; y++) for (let x = 0; x < cellSize; x++) n += mask[(cy * cellSize + y) * width + cx * cellSize + x]!;
      if (2 * n >= cellSize * cellSize) hidden++;
    }
  }
  return all === 0 ? 0 : hidden / all;
}

/** Clipped pixels whose four neighbours two pixels away are clipped too: an area, not a sparkle. */
function blownShare({ width, height, luma }: Proof): number {
  let n = 0;
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const i = y * width + x;
      if (luma[i]! < clipped) continue;
      if (luma[i - 2]! >= clipped && luma[i + 2]! >= clipped && luma[i - 2 * width]! >= clipped && luma[i + 2 * width]! >= clipped) n++;
    }
  }
  return n / (width * height);
}

/** Step between print and paper in a line: 90th less 10th percentile of its luminance. */
function stepIn(proof: Proof, line: TextLine): number {
  const values = new Float32Array(line.width * line.height);
  for (let y = 0, k = 0; y < line.height; y++) for (let x = 0; x < line.width; x++) values[k++] = proof.luma[(line.y + y) * proof.width + line.x + x]!;
  values.sort();
  return values[Math.floor(0.9 * values.length)]! - values[Math.floor(0.1 * values.length)]!;
}
