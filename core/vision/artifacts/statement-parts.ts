import { findParts } from '../statement/parts.ts';
import { defineArtifact } from './artifact.ts';

/** Face, document and sheet; with the effort of the live loop in a quarter of a second. */
export const statementParts = defineArtifact({
  name: 'statementParts',
  make: async (gather, engines) => findParts(await gather('frame'), await gather('faces'), await gather('effort'), await engines.opencv(), await engines.face()),
});
