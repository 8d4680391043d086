/** Further frames of the same document from the same stream; none unless the host gives them. */
import { defineArtifact } from './artifact.ts';

export const burst = defineArtifact({ name: 'burst', make: () => Promise.resolve([]) });
