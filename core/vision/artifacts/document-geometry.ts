import { findDocuments } from '../document/find.ts';
import { besides } from '../document/besides.ts';
import { defineArtifact } from './artifact.ts';

export const documentGeometry = defineArtifact({
  name: 'documentGeometry',
  async make(gather) {
    const frame = await gather('frame');
    if ((await gather('effort')) === 'live') {
      const tracker = await gather('outlineTracker');
      // A second card is looked for once the picture is taken: it would take a tenth of a live frame's time.
      return tracker ? tracker.look(frame) : findDocuments(frame);
    }
    const found = findDocuments(frame);
    const second = besides(frame, found);
    return second ? { ...found, documents: [...found.documents, second] } : found;
  },
});
