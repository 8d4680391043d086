import { viewIn } from '../document/format.ts';
import { pageCorners, proofOf } from '../document/proof.ts';
import { textLinesOf } from '../document/text-lines.ts';
import { distance, mapPoint } from '../document/plane.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentProof } from './document-types.ts';

/** Long side of the proof: 144 dpi on ID-1, 98 on ID-3. Print of 2 mm is 8 to 11 pixels high on it. */
export const proofSize = 480;
/** Fewer lines of print than this are chance. */
const fewestLines = 3;

export const documentProof = defineArtifact({
  name: 'documentProof',
  async make(gather, engines): Promise<DocumentProof> {
    const frame = await gather('frame');
    const { documents, fillsPicture } = await gather('documentGeometry');
    const found = documents[0];
    const quad = found?.quad ?? pageCorners(frame.width, frame.height);
    const aspect = found && !fillsPicture ? viewIn(quad, frame).aspect : frame.width / frame.height;
    const proof = proofOf(frame, quad, aspect, proofSize);
    const { lines, direction } = textLinesOf(await engines.opencv(), proof);
    const heights = lines.map((l) => heightOnSource(proof.toSource, l, direction)).sort((a, b) => a - b);
    const lineHeight = heights.length >= fewestLines ? heights[heights.length >> 1]! : null;
    return { proof, lines, direction, lineHeight, ofDocument: found !== undefined };
  },
});

function heightOnSource(toSource: number[], line: { x: number; y: number; width: number; height: number }, direction: 'level' | 'upright'): number {
  const x = line.x + line.width / 2;
  const y = line.y + line.height / 2;
  const [a, b] = direction === 'level' ? [{ x, y: line.y }, { x, y: line.y + line.height }] : [{ x: line.x, y }, { x: line.x + line.width, y }];
  return distance(mapPoint(toSource, a), mapPoint(toSource, b));
}
