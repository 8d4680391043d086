import { copyMoveOf } from '../authenticity/copy-move.ts';
import { defineArtifact } from './artifact.ts';

export const copyMove = defineArtifact({ name: 'copyMove', make: async (gather) => copyMoveOf(await gather('frame')) });
