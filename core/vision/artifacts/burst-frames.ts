/** Earlier frames of the same document from the same stream, in no size or place that is known; none unless the host gives them. */
import { defineArtifact } from './artifact.ts';

export const burstFrames = defineArtifact({ name: 'burstFrames', make: () => Promise.resolve([]) });
