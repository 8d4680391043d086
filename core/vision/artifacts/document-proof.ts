import { viewIn } from '../document/format.ts';
import { proofSize } from '../document/layout.ts';
import { pageCorners, proofOf } from '../document/proof.ts';
import { textLinesOf, type TextLine } from '../document/text-lines.ts';
import { distance, mapPoint } from '../document/plane.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentProof } from './document-types.ts';

/** Fewer lines of print than this are chance. */
const fewestLines = 3;

export const documentProof = defineArtifact({
  name: 'documentProof',
  async make(gather): Promise<DocumentProof> {
    const frame = await gather('frame');
    const { documents, fillsPicture, print } = await gather('documentGeometry');
    const found = documents[0];
    const quad = found?.quad ?? pageCorners(frame.width, frame.height);
    const aspect = found && !fillsPicture ? viewIn(quad, frame).aspect : frame.width / frame.height;
    const proof = print?.proof ?? proofOf(frame, quad, aspect, proofSize);
    const lines = print?.lines ?? textLinesOf(proof, 3, 'level').lines;
    const heights = lines.map((l) => heightOnSource(proof.toSource, l)).sort((a, b) => a - b);
    const lineHeight = heights.length >= fewestLines ? heights[heights.length >> 1]! : null;
    return { proof, lines, lineHeight, ofDocument: found !== undefined };
  },
});

function heightOnSource(toSource: number[], line: TextLine): number {
  const x = line.x + line.width / 2;
  return distance(mapPoint(toSource, { x, y: line.y }), mapPoint(toSource, { x, y: line.y + line.height }));
}
