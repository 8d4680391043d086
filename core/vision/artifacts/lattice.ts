import { fewestWindows, latticeOf } from '../authenticity/lattice.ts';
import { defineArtifact } from './artifact.ts';

export const lattice = defineArtifact({
  name: 'lattice',
  async make(gather) {
    const { documents } = await gather('documentGeometry');
    const quad = documents[0]?.quad;
    const found = quad ? latticeOf(await gather('frame'), quad) : null;
    return found && found.windows >= fewestWindows ? found : null;
  },
});
