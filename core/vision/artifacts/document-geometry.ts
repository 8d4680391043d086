import { findDocuments } from '../document/find.ts';
import { defineArtifact } from './artifact.ts';

export const documentGeometry = defineArtifact({
  name: 'documentGeometry',
  async make(gather, engines) {
    return findDocuments(await gather('frame'), await engines.opencv());
  },
});
