/** A picture of no file unless its host gives what the file says. */
import { defineArtifact } from './artifact.ts';

export const pictureFile = defineArtifact({ name: 'pictureFile', make: () => Promise.resolve(null) });
