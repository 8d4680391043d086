import { CodedError } from '../../errors.ts';
import type { Frame, Point, Quad } from '../../frame.ts';
import { formatSizes, millimetresPerInch, viewIn } from '../document/format.ts';
import { distance, homographyBetween } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { defineArtifact } from './artifact.ts';
import type { DocumentPage, FoundDocument } from './document-types.ts';

/** Readers work at 300 dpi; finer pictures keep their own fineness up to here. */
const finest: Record<FoundDocument['format'], number> = { 'ID-1': 600, 'ID-2': 500, 'ID-3': 450, A4: 300, unknown: 300 };
const least = 300;
/** Long side of a page of unknown size, pixels. */
const freeSize = { least: 1000, most: 3000 };

/** The document seen straight on. Not made where there is none: @throws CodedError internal, so that what needs it is not assessed. */
export const documentPage = defineArtifact({
  name: 'documentPage',
  async make(gather, engines): Promise<DocumentPage> {
    const frame = await gather('frame');
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

/** Only the rows and columns around the quad go to WASM memory: a 20-megapixel picture takes 80 MB there. */
function dewarp(opencv: OpenCv, frame: Frame, quad: Quad, size: { width: number; height: number }): Frame {
  const box = boxAround(quad, frame);
  return opencv.scope((cv, track) => {
    const source = track(new cv.Mat(box.height, box.width, cv.CV_8UC4));
    const bytes = source.data;
    for (let y = 0; y < box.height; y++) {
      const from = ((box.y + y) * frame.width + box.x) * 4;
      bytes.set(frame.data.subarray(from, from + box.width * 4), y * box.width * 4);
    }
    const corners: Point[] = pageCorners(size.width, size.height);
    const inBox = quad.map((p) => ({ x: p.x - box.x, y: p.y - box.y }));
    // Pixel centres: OpenCV counts them from 0, places here count the left border as 0.
    const half = (p: Point) => ({ x: p.x - 0.5, y: p.y - 0.5 });
    const matrix = track(cv.matFromArray(3, 3, cv.CV_64FC1, homographyBetween(inBox.map(half), corners.map(half))));
    const page = track(new cv.Mat());
    cv.warpPerspective(source, page, matrix, new cv.Size(size.width, size.height), cv.INTER_LINEAR, cv.BORDER_REPLICATE, new cv.Scalar(0, 0, 0, 255));
    return { width: size.width, height: size.height, data: new Uint8ClampedArray(page.data) };
  });
}

function boxAround(quad: Quad, frame: Frame): { x: number; y: number; width: number; height: number } {
  const clamp = (v: number, most: number) => Math.max(0, Math.min(most, v));
  const x = clamp(Math.floor(Math.min(...quad.map((p) => p.x))) - 2, frame.width - 1);
  const y = clamp(Math.floor(Math.min(...quad.map((p) => p.y))) - 2, frame.height - 1);
  const right = clamp(Math.ceil(Math.max(...quad.map((p) => p.x))) + 2, frame.width);
  const bottom = clamp(Math.ceil(Math.max(...quad.map((p) => p.y))) + 2, frame.height);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}
