import { findDocuments } from '../document/find.ts';
import { besides } from '../document/besides.ts';
import { defineArtifact } from './artifact.ts';

export const documentGeometry = defineArtifact({
  name: 'documentGeometry',
  async make(gather, engines) {
    const frame = await gather('frame');
    const found = findDocuments(frame, await engines.opencv());
    // A second card is looked for once the picture is taken: it would take a tenth of a live frame's time.
    const second = (await gather('effort')) === 'live' ? null : besides(frame, await engines.opencv(), found);
    return second ? { ...found, documents: [...found.documents, second] } : found;
  },
});
