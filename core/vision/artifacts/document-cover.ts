import { regionOf } from '../../frame.ts';
import { viewIn } from '../document/format.ts';
import { dataUnder } from '../document/zones.ts';
import { occlusionOf } from '../document/occlusion.ts';
import { boxOnSource } from '../document/proof.ts';
import { surroundOf } from '../document/surround.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentCover } from './document-types.ts';

/** What lies over the document. Null where nothing around the document shows: a page pressed on the glass, or a crop along its border. */
export const documentCover = defineArtifact({
  name: 'documentCover',
  async make(gather): Promise<DocumentCover | null> {
    const frame = await gather('frame');
    const { documents, fillsPicture } = await gather('documentGeometry');
    const [found] = documents;
    if (!found || fillsPicture) return null;
    const surround = surroundOf(frame, found.quad, viewIn(found.quad, frame).aspect);
    const { mask, share, found: covers } = occlusionOf(surround, found.cutCorners === 0);
    return {
      share,
      ...dataUnder(surround, mask, found.format),
      regions: covers.map((c) => regionOf(boxOnSource(surround.toSource, c))),
    };
  },
});
