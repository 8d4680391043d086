/** A frame stands alone unless its host gives the tracker of its stream. */
import { defineArtifact } from './artifact.ts';

export const outlineTracker = defineArtifact({ name: 'outlineTracker', make: () => Promise.resolve(null) });
