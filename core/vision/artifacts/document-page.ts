import { CodedError } from '../../errors.ts';
import type { Frame } from '../../frame.ts';
import { formatSizes, millimetresPerInch, viewIn } from '../document/format.ts';
import { dewarp } from '../document/dewarp.ts';
import { distance, homographyBetween } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentPage, FoundDocument } from './document-types.ts';

/** Readers work at 300 dpi; finer pictures keep their own fineness up to here. */
const finest: Record<FoundDocument['format'], number> = { 'ID-1': 600, 'ID-2': 500, 'ID-3': 450, A4: 300, unknown: 300 };
const least = 300;
/** Long side of a page of unknown size, pixels. */
const freeSize = { least: 1000, most: 3000 };

/** The document seen straight on, as it is read (see clearStill). Not made where there is none: @throws CodedError internal, so that what needs it is not assessed. */
export const documentPage = defineArtifact({
  name: 'documentPage',
  async make(gather, engines): Promise<DocumentPage> {
    const frame = (await gather('clearStill'))?.frame ?? (await gather('frame'));
    const { documents, fillsPicture } = await gather('documentGeometry');
    const [found] = documents;
    if (!found) throw new CodedError('internal', { artifact: 'documentPage' });
    const size = sizeOf(found, frame, fillsPicture);
    const toSource = homographyBetween(pageCorners(size.width, size.height), found.quad);
    return { page: dewarp(await engines.opencv(), frame, found.quad, size), dpi: size.dpi, toSource, format: found.format };
  },
});

function sizeOf(found: FoundDocument, frame: Frame, fillsPicture: boolean): { width: number; height: number; dpi: number | null } {
  const [a, b, c, d] = found.quad;
  const across = (distance(a, b) + distance(d, c)) / 2;
  const down = (distance(a, d) + distance(b, c)) / 2;
  if (found.format === 'unknown' || found.dpi === null) {
    const aspect = fillsPicture ? across / down : viewIn(found.quad, frame).aspect;
    const long = Math.min(freeSize.most, Math.max(freeSize.least, across, down));
    return { width: Math.round(aspect >= 1 ? long : long * aspect), height: Math.round(aspect >= 1 ? long / aspect : long), dpi: null };
  }
  const dpi = Math.round(Math.min(finest[found.format], Math.max(least, found.dpi)));
  const { long, short } = formatSizes[found.format];
  const [w, h] = across >= down ? [long, short] : [short, long];
  return { width: Math.round((w / millimetresPerInch) * dpi), height: Math.round((h / millimetresPerInch) * dpi), dpi };
}
