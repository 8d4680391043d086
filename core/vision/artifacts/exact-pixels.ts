import { exactPixelsOf } from '../authenticity/exact-pixels.ts';
import { defineArtifact } from './artifact.ts';

export const exactPixels = defineArtifact({ name: 'exactPixels', make: async (gather) => exactPixelsOf(await gather('frame')) });
