/** Measures of the largest face. */
import { measureFace } from '../face/quality.ts';
import { defineArtifact } from './artifact.ts';

export const faceQuality = defineArtifact({
  name: 'faceQuality',
  async make(gather, engines) {
    const largest = (await gather('faces')).faces[0];
    return largest ? measureFace(await gather('frame'), largest, await engines.face()) : null;
  },
});
