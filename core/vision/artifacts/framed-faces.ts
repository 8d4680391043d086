/** Which of the faces stand in a frame of their own, in their order. Looked at only where there are several. */
import { isFramed } from '../face/framed.ts';
import { defineArtifact } from './artifact.ts';

export const framedFaces = defineArtifact({
  name: 'framedFaces',
  async make(gather) {
    const { faces } = await gather('faces');
    if (faces.length < 2) return faces.map(() => false);
    const frame = await gather('frame');
    return faces.map((face) => isFramed(frame, face.box));
  },
});
