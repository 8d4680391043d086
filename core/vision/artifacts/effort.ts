/** How long the makers may take. A live host gives `live` ready-made; whoever says nothing gets the thorough way. */
import { defineArtifact } from './artifact.ts';

export const effort = defineArtifact({ name: 'effort', make: () => Promise.resolve('still') });
