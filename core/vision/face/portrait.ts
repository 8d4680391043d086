/** The portrait printed in a document: small, gray or coloured, perhaps with a ghost image beside it. The largest face is the portrait. */
import type { Frame, Region } from '../../frame.ts';
import type { DetectedFace } from '../artifacts/face-types.ts';
import type { FaceEngine } from '../engines/face.ts';
import { describeFace, type FaceDescription } from './describe.ts';
import { believed, doubtingPlan, findByPlan, merge, search, stillPlan, type Plan } from './detect.ts';

/**
 * Works on a photo of a document and on the document seen straight on.
 * @param most tiles a side: how small a portrait is looked for. 3 costs 9 passes of 0.25 s more where there is none.
 * @returns null when there is no portrait.
 */
export async function describePortrait(picture: Frame, engine: FaceEngine, most: 2 | 3): Promise<FaceDescription | null> {
  const face = await findPortrait(picture, engine, most);
  return face ? await describeFace(picture, face, engine) : null;
}

/** For a picture in which the search of the whole found nobody: a portrait too small for it. */
export async function describeSmallPortrait(picture: Frame, engine: FaceEngine): Promise<FaceDescription | null> {
  const face = await findInTiles(picture, engine, null, 2, doubtingPlan);
  return face ? await describeFace(picture, face, engine) : null;
}

/**
 * Tiles a side; each overlaps its neighbours by a third, so that no portrait is cut by all of them. Below the long side named, a tile would
 * only be an enlarged part of what the whole search saw already (its nets take 512 pixels).
 */
const tileGrids = [{ tiles: 2, leastLongSide: 600 }, { tiles: 3, leastLongSide: 1600 }] as const;
const tileOverlap = 1 / 3;
// The detector sees faces from about this many pixels of its 512 input on; a portrait in a whole photo can be smaller.
const largeEnough = 40 / 512;

/** The whole picture first; when what it finds is small or nothing, tiles of it. */
export async function findPortrait(picture: Frame, engine: FaceEngine, most: 2 | 3): Promise<DetectedFace | null> {
  const whole = (await findByPlan(picture, engine, stillPlan))[0] ?? null;
  if (whole && whole.box.height >= largeEnough * Math.max(picture.width, picture.height)) return whole;
  return findInTiles(picture, engine, whole, most, stillPlan);
}

async function findInTiles(picture: Frame, engine: FaceEngine, whole: DetectedFace | null, most: 2 | 3, plan: Plan): Promise<DetectedFace | null> {
  for (const { tiles, leastLongSide } of tileGrids) {
    if (Math.max(picture.width, picture.height) < leastLongSide || tiles > most) continue;
    const found: DetectedFace[] = whole ? [whole] : [];
    for (const region of tilesOf(picture, tiles)) {
      for (const face of await search(cut(picture, region), engine, { net: 'ssd', side: 512, border: 0, minScore: 0.5 })) {
        found.push({ ...face, box: { ...face.box, x: face.box.x + region.x, y: face.box.y + region.y } });
      }
    }
    const best = (await believed(picture, engine, merge(found), plan)).sort((a, b) => b.box.height - a.box.height)[0];
    if (best) return best;
  }
  return whole;
}

function tilesOf(picture: Frame, tiles: number): Region[] {
  const width = Math.ceil(picture.width / (tiles - (tiles - 1) * tileOverlap));
  const height = Math.ceil(picture.height / (tiles - (tiles - 1) * tileOverlap));
  const starts = (length: number, size: number): number[] => Array.from({ length: tiles }, (_, i) => Math.round((i * (length - size)) / (tiles - 1)));
  return starts(picture.height, height).flatMap((y) => starts(picture.width, width).map((x) => ({ x, y, width, height })));
}

/** Pixels of a region; the region must lie inside the picture. */
export function cut(picture: Frame, region: Region): Frame {
  const data = new Uint8ClampedArray(region.width * region.height * 4);
  for (let y = 0; y < region.height; y += 1) {
    const from = ((region.y + y) * picture.width + region.x) * 4;
    data.set(picture.data.subarray(from, from + region.width * 4), y * region.width * 4);
  }
  return { width: region.width, height: region.height, data };
}
