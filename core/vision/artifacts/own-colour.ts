import { ownColourOf } from '../authenticity/chroma.ts';
import { viewIn } from '../document/format.ts';
import { defineArtifact } from './artifact.ts';

export const ownColour = defineArtifact({
  name: 'ownColour',
  async make(gather) {
    const frame = await gather('frame');
    const { documents, fillsPicture } = await gather('documentGeometry');
    const quad = documents[0]?.quad;
    return quad ? ownColourOf(frame, quad, fillsPicture ? frame.width / frame.height : viewIn(quad, frame).aspect) : null;
  },
});
