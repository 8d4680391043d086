/** Measures of the largest face. */
import { measureFace } from '../face/quality.ts';
import { defineArtifact } from './artifact.ts';

export const faceQuality = defineArtifact({
  name: 'faceQuality',
  async make(gather, engines) {
    const { faces: [largest], mesh, eyes } = await gather('faces');
    return largest ? measureFace(await gather('frame'), largest, await engines.face(), { mesh, eyes }) : null;
  },
});
