/** The burst as the reader of machine-readable zones takes it. */
import { defineArtifact } from './artifact.ts';
import { grayOf } from './gray.ts';

export const burst = defineArtifact({ name: 'burst', make: async (gather) => (await gather('burstFrames')).map((frame) => grayOf(frame)) });
