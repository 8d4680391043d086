import { fuseFindings } from '../mrz/fuse-findings.ts';
import { readKnownMrz } from '../mrz/read-known-mrz.ts';
import { readMrz } from '../mrz/read-mrz.ts';
import { defineArtifact } from './artifact.ts';

/** The machine-readable zone, looked for in the whole picture at any rotation, further frames voting; null: there is none that can be read. */
export const mrzFinding = defineArtifact({
  name: 'mrzFinding',
  async make(gather, engines) {
    const network = await engines.mrzNetwork();
    const first = readMrz(await gather('gray'), network);
    if (!first) return null;
    const further = (await gather('burst')).map((image) => readKnownMrz(image, network, first) ?? readMrz(image, network));
    return fuseFindings(first, further.filter((f) => f !== null));
  },
});
