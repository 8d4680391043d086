import { findDocuments } from '../document/find.ts';
import { defineArtifact } from './artifact.ts';

export const documentGeometry = defineArtifact({
  name: 'documentGeometry',
  async make(gather) {
    const frame = await gather('frame');
    const tracker = (await gather('effort')) === 'live' ? await gather('outlineTracker') : null;
    return tracker ? tracker.look(frame) : findDocuments(frame);
  },
});
