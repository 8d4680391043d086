import { clearStill as clear } from '../document/clear-still.ts';
import { findDocuments } from '../document/find.ts';
import { defineArtifact } from './artifact.ts';

/** The still without the highlights that moved. Null: there is no burst, no outline, or no earlier frame shows the same page. */
export const clearStill = defineArtifact({
  name: 'clearStill',
  async make(gather) {
    const burst = await gather('burstFrames');
    if (burst.length === 0) return null;
    const { documents, fillsPicture } = await gather('documentGeometry');
    const [found] = documents;
    if (!found || fillsPicture) return null;
    const outlined = burst.flatMap((frame) => {
      const [other] = findDocuments(frame).documents;
      return other ? [{ frame, quad: other.quad }] : [];
    });
    const { proof } = await gather('documentProof');
    return clear({ frame: await gather('frame'), quad: found.quad }, proof, outlined);
  },
});
