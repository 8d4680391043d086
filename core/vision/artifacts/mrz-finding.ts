import { readMrz } from '../mrz/read-mrz.ts';
import { defineArtifact } from './artifact.ts';

/** The machine-readable zone, looked for in the whole picture at any rotation; null: there is none that can be read. */
export const mrzFinding = defineArtifact({
  name: 'mrzFinding',
  async make(gather, engines) {
    return readMrz(await gather('gray'), await engines.mrzNetwork());
  },
});
