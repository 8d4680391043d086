/** A paper that came as a picture is no PDF; of a PDF its host gives the contents. */
import { defineArtifact } from './artifact.ts';

export const pdfContents = defineArtifact({ name: 'pdfContents', make: () => Promise.resolve(null) });
