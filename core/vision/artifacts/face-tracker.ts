/** A frame stands alone unless its host gives the tracker of its stream. */
import { defineArtifact } from './artifact.ts';

export const faceTracker = defineArtifact({ name: 'faceTracker', make: () => Promise.resolve(null) });
