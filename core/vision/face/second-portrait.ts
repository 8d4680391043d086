/** Many documents show their holder twice: the portrait and a smaller, fainter image of the same photograph (ghost image). */
import type { Frame, Region } from '../../frame.ts';
import type { FaceEngine } from '../engines/face.ts';
import type { DetectedFace } from '../artifacts/face-types.ts';
import { distanceOf, facePlaces } from './align.ts';
import { compare } from './compare.ts';
import { descriptorOf } from './describe.ts';
import { findLandmarks, merge, meshAgrees, search, sureScore } from './detect.ts';
import { readMesh } from './mesh.ts';

export type TwoPortraits = {
  portrait: Region;
  /** The smaller image; null: the document shows one face only. */
  second: Region | null;
  /** The smaller image as a face of the page; null: there is none, or it is too faint or too small to be told from another person's. */
  ghost: DetectedFace | null;
  /** Fused distance of the two (compare.ts); null where there is no `ghost`. */
  distance: number | null;
};

/** A second image is smaller than the portrait, and not a speck in it: 20 to 85 % of its height. Chosen; ghost images of ICAO 9303-5 specimens have 40 to 60 %. */
const sizes = { least: 0.2, most: 0.85 };
/** Pixels of the picture between the eyes of the second image. Chosen: what is less is enlarged threefold for the nets (150 pixels a face). */
const fewestEyePixels = 18;

/** @param page the document seen straight on; `scale`: its pixels a pixel of the source picture. @returns null when there is no portrait */
export async function twoPortraitsOn(page: Frame, scale: number, engine: FaceEngine): Promise<TwoPortraits | null> {
  const found = merge(await search(page, engine, { net: 'ssd', side: 512, border: 0, minScore: 0.3 })).sort((a, b) => b.box.height - a.box.height);
  const [portrait, ...others] = found;
  if (!portrait) return null;
  const first = await look(page, portrait, engine);
  if (portrait.score < sureScore && !first.sure) return null;
  const second = others.filter((f) => f.box.height <= sizes.most * portrait.box.height && f.box.height >= sizes.least * portrait.box.height).sort((a, b) => b.score - a.score)[0];
  if (!second) return { portrait: portrait.box, second: null, ghost: null, distance: null };
  const other = await look(page, second, engine);
  // A faint image under security print yields numbers that are like nobody's: 0.9 to 1.2 from its own portrait, on which nothing can stand.
  if (!first.sure || !other.sure || other.eyePixels < fewestEyePixels * scale) return { portrait: portrait.box, second: second.box, ghost: null, distance: null };
  const distance = compare(await descriptorOf(page, first.landmarks, engine), await descriptorOf(page, other.landmarks, engine));
  return { portrait: portrait.box, second: second.box, ghost: second, distance };
}

async function look(page: Frame, face: DetectedFace, engine: FaceEngine) {
  const landmarks = await findLandmarks(page, face, engine, 2);
  const { leftEye, rightEye } = facePlaces(landmarks);
  return { landmarks, eyePixels: distanceOf(leftEye, rightEye), sure: (await readMesh(page, landmarks, engine)).score >= meshAgrees };
}
