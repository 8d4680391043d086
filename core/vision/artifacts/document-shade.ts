import { regionOf } from '../../frame.ts';
import { boxOnSource } from '../document/proof.ts';
import { shadeOf } from '../document/shade.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentShade } from './document-types.ts';

/** How the light lies on the print. Null: too little print to compare. */
export const documentShade = defineArtifact({
  name: 'documentShade',
  async make(gather): Promise<DocumentShade | null> {
    const { proof, lines, ofDocument } = await gather('documentProof');
    const shade = ofDocument ? shadeOf(proof, lines) : null;
    if (!shade) return null;
    const darkest = shade.shaded.length > 0 ? Math.min(...shade.shaded.map((p) => p.light)) : Math.min(...shade.pieces.map((p) => p.light));
    return { share: shade.share, darkest, regions: shade.shaded.slice(0, 24).map((p) => regionOf(boxOnSource(proof.toSource, p))) };
  },
});
