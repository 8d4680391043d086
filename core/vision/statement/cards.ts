/** Outlines of cards and passport pages somewhere in a picture, and the portrait on one. */
import { regionOf, type Frame, type Quad, type Region } from '../../frame.ts';
import { dewarp } from '../document/dewarp.ts';
import { viewIn } from '../document/format.ts';
import { linesOf } from '../document/lines.ts';
import { distance, homographyBetween, mapPoint, signedArea } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import { quadsOf } from '../document/quads.ts';
import { gradientOf, reduce } from '../document/reduce.ts';
import type { FaceEngine } from '../engines/face.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { meshSees, search } from '../face/detect.ts';
import { cut } from '../face/portrait.ts';

/** Long side of what is searched, and the strength of edges and lines, as in the search for documents (core/vision/document/find.ts). */
const searchSize = 360;
const [edgeFloor, perSector, most, kept] = [2, 14, 40, 8] as const;
/** Weaker than there (0.52, 0.45): fingers lie over a corner, and the portrait must be found on it. */
const leastQuality = 0.42, leastSide = 0.3;
/** Long side over short side: from ID-3 to ID-1 (ISO/IEC 7810), seen at a slant. */
const [squarest, longest] = [1.2, 1.85];

/** Best first, in pixels of the picture. */
export function cardOutlines(frame: Frame, part: Region): Quad[] {
  const image = reduce(cut(frame, part), searchSize);
  const gradient = gradientOf(image);
  return quadsOf(gradient, linesOf(gradient, edgeFloor, perSector, most), edgeFloor, kept)
    .filter((c) => c.borderSides === 0 && c.quality >= leastQuality && c.support.every((s) => s >= leastSide))
    .map((c) => c.quad.map((p) => ({ x: part.x + (p.x + 0.5) * image.scaleX, y: part.y + (p.y + 0.5) * image.scaleY })) as Quad)
    .filter((quad) => {
      const { aspect } = viewIn(quad, frame);
      return aspect >= squarest && aspect <= longest;
    });
}

/** Long side of a card as it is looked at, pixels: its portrait is about 110 high. */
const pageSide = 480;
/** A portrait takes so much of the page's height: ISO/IEC 19794-5 wants 45 mm of 88, ID-1 cards have 25 to 38 of 54; the head is three quarters of it. */
const [lowest, highest] = [0.16, 0.75];

export type Portrait = { /** In the picture. */ region: Region; /** Pixels of the picture from chin to crown, about. */ height: number };

/** null: no face is on it. */
export async function portraitOn(frame: Frame, quad: Quad, opencv: OpenCv, engine: FaceEngine): Promise<Portrait | null> {
  const across = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2, down = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const size = { width: pageSide, height: Math.max(64, Math.round((pageSide * down) / across)) };
  const page = dewarp(opencv, frame, quad, size);
  const faces = (await search(page, engine, { net: 'tiny', side: 320, border: 0, minScore: 0.2 })).sort((a, b) => b.score - a.score);
  const toFrame = homographyBetween(pageCorners(size.width, size.height), quad);
  for (const face of faces.slice(0, 2)) {
    const share = face.box.height / size.height;
    if (share < lowest || share > highest || !(await meshSees(page, face, engine))) continue;
    const { x, y, width, height } = face.box;
    const region = regionOf([{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }].map((p) => mapPoint(toFrame, p)));
    return { region, height: region.height };
  }
  return null;
}

/** Larger outlines first: the frame around the portrait is a card too, by its shape. */
export const largestFirst = (quads: readonly Quad[]): Quad[] => [...quads].sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
