import { deviceFrameOf } from '../authenticity/device-frame.ts';
import { defineArtifact } from './artifact.ts';

export const deviceFrame = defineArtifact({
  name: 'deviceFrame',
  async make(gather) {
    const { documents } = await gather('documentGeometry');
    const quad = documents[0]?.quad;
    return quad ? deviceFrameOf(await gather('frame'), quad) : null;
  },
});
