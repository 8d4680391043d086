/** The registry of artifact makers. Artifacts that only a host can give (frame, faceMatch, challenge) have none. */
import type { Artifact } from './artifact.ts';

export const artifacts: readonly Artifact[] = [];
