import { findDocuments } from '../document/find.ts';
import { defineArtifact } from './artifact.ts';

export const documentGeometry = defineArtifact({
  name: 'documentGeometry',
  async make(gather) {
    return findDocuments(await gather('frame'));
  },
});
