/** Where the faces are. Live: one fast pass on a small picture. Still: a cascade that takes its time. */
import type { Frame, Point } from '../../frame.ts';
import type { DetectedFace } from '../artifacts/face-types.ts';
import type { FaceEngine, FoundFace } from '../engines/face.ts';
import { alignedToSource, boxToSource } from './align.ts';
import { readMesh } from './mesh.ts';
import { applyAffine, warp, type Affine } from './pixels.ts';

/** live: small passes · still: borders and sizes are tried until faces are found. */
export type Effort = 'live' | 'still';

type Box = { x: number; y: number; width: number; height: number };
export type Pass = {
  net: 'tiny' | 'ssd';
  side: number;
  border: number;
  minScore: number;
  /** Only the square at this end of the longer side: the same net sees smaller faces there. */
  end?: 'first' | 'last';
};

/** Of the live loop; the second one only when the first finds nothing: the customer is very close. Measured in scripts/bench/face.ts. */
const livePasses: readonly Pass[] = [
  { net: 'tiny', side: 320, border: 0, minScore: 0.3 },
  { net: 'tiny', side: 224, border: 0.5, minScore: 0.3 },
];

/**
 * Borders are shares of the picture's long side, white. A face that fills the picture is missed without one (FIELD.md: 51 of 94
 * missed, 1 of 94 with 50-100 %); small faces are missed with one. So both are tried, and the found ones merged.
 */
const stillPasses: readonly Pass[] = [
  { net: 'ssd', side: 512, border: 0, minScore: 0.3 },
  { net: 'ssd', side: 512, border: 0.5, minScore: 0.3 },
];
/**
 * Only when the first passes find nothing, the cheap ones first. The tiny detector scores enlarged small faces 0.15 to 0.25 (person s1 of
 * faces_orl); at these scores no find in 48 pictures without people gets past the mesh.
 */
const lastPasses: readonly Pass[] = [
  { net: 'tiny', side: 416, border: 0.5, minScore: 0.14 },
  { net: 'tiny', side: 416, border: 0, minScore: 0.14 },
  { net: 'ssd', side: 512, border: 1, minScore: 0.3 },
  { net: 'ssd', side: 512, border: 2, minScore: 0.3 },
];

const border = 255;
// Boxes that overlap more are one face: the usual value of non-maximum suppression.
export const sameFace = 0.35;

/** From here on a find ends the search for more. */
const goodScore = 0.5;
/**
 * Below these a find counts only when the mesh net sees a face there too. Of 86 finds scored 0.3 to 0.9 by the SSD passes in pictures with
 * people (faces_multi) it gives 0.999 and above to the faces and below 0.3 to the rest, nothing between; to a dog up to 0.987. Live, the
 * best find is spared the second look: its quality is measured right after.
 */
export const sureScore = 0.9;
export const meshAgrees = 0.995;

/** Passes of the first list are all made (unless a large sure face ends the search), those of the second until something is found. */
export type Plan = {
  always: readonly Pass[];
  untilFound: readonly Pass[];
  /** Second looks a picture, 35 ms each. */
  doubts: number;
  /** From this score on a find needs no second look. */
  sure: number;
  spareBest: boolean;
};

const plans: Record<Effort, Plan> = {
  live: { always: [], untilFound: livePasses, doubts: 2, sure: sureScore, spareBest: true },
  still: { always: stillPasses, untilFound: lastPasses, doubts: 8, sure: sureScore, spareBest: false },
};
/** For pictures that are searched in tiles afterwards: without the last passes. */
export const stillPlan: Plan = { ...plans.still, untilFound: [] };
/** Where nobody was seen in the whole picture, many parts of it are searched: what they find is never taken for granted (a dog's head scores 0.9). */
export const doubtingPlan: Plan = { ...stillPlan, sure: Infinity };
/** A sure face of this share of the long side leaves no room for a larger one that the first pass would have missed. */
const largeShare = 0.2;

/** Largest first, boxes in pixels of the frame; no landmarks yet. */
export async function findFaces(frame: Frame, engine: FaceEngine, effort: Effort): Promise<DetectedFace[]> {
  return findByPlan(frame, engine, plans[effort]);
}

export async function findByPlan(frame: Frame, engine: FaceEngine, plan: Plan): Promise<DetectedFace[]> {
  const large = largeShare * Math.max(frame.width, frame.height);
  const found: DetectedFace[] = [];
  for (const pass of plan.always) {
    if (found.some((f) => f.score >= sureScore && f.box.height >= large)) break;
    found.push(...(await search(frame, engine, pass)));
  }
  for (const pass of plan.untilFound) {
    if (found.some((f) => f.score >= goodScore)) break;
    found.push(...(await search(frame, engine, pass)));
  }
  return largestFirst(await believed(frame, engine, merge(found), plan));
}

/** @param found best first, so that the second looks go to the likeliest. */
export async function believed(frame: Frame, engine: FaceEngine, found: readonly DetectedFace[], plan: Plan): Promise<DetectedFace[]> {
  const kept: DetectedFace[] = [];
  let doubts = plan.doubts;
  for (const face of found) {
    const spared = plan.spareBest && kept.length === 0 && face.score >= goodScore;
    if (face.score >= plan.sure || spared) kept.push(face);
    else if (doubts > 0) {
      doubts -= 1;
      if (await meshSees(frame, face, engine)) kept.push(face);
    }
  }
  return kept;
}

export async function meshSees(frame: Frame, face: DetectedFace, engine: FaceEngine): Promise<boolean> {
  return (await readMesh(frame, await findLandmarks(frame, face, engine, 1), engine)).score >= meshAgrees;
}

export async function search(frame: Frame, engine: FaceEngine, pass: Pass): Promise<DetectedFace[]> {
  const long = Math.max(frame.width, frame.height);
  const toSource = boxToSource(searchedPart(frame, pass.end), pass.side, 1 + 2 * pass.border);
  const square = warp(frame, toSource, pass.side, pass.side, { fill: border });
  const found = await (pass.net === 'tiny' ? engine.findTiny(square, pass.minScore) : engine.findSsd(square, pass.minScore));
  return found.map((face) => ({ box: onFrame(face, toSource), score: face.score, landmarks: [] })).filter((f) => centreInside(f.box, frame) && f.box.width < 3 * long);
}

export function searchedPart({ width, height }: { width: number; height: number }, end: Pass['end']): Box {
  if (!end) return { x: 0, y: 0, width, height };
  const side = Math.min(width, height);
  return { x: end === 'last' ? width - side : 0, y: end === 'last' ? height - side : 0, width: side, height: side };
}

function onFrame(face: FoundFace, toSource: Affine): Box {
  const { x, y } = applyAffine(toSource, face);
  return { x, y, width: face.width * toSource[0], height: face.height * toSource[4] };
}

const centreInside = (box: Box, frame: Frame): boolean => {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x >= 0 && y >= 0 && x < frame.width && y < frame.height;
};

const area = (box: Box): number => box.width * box.height;
const largestFirst = (faces: DetectedFace[]): DetectedFace[] => faces.sort((a, b) => area(b.box) - area(a.box));

export function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  // Against the smaller one too: a box inside another is the same face seen by another pass.
  return (w * h) / Math.min(area(a), area(b), area(a) + area(b) - w * h);
}

/** Best score wins among boxes that overlap. */
export function merge(faces: readonly DetectedFace[]): DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    if (kept.every((k) => overlap(k.box, face.box) < sameFace)) kept.push(face);
  }
  return kept;
}

const landmarkSide = 112;

/**
 * The 68 points of a found face, in frame pixels. The second look is at the face turned upright, which the net sees best.
 * @param looks 1 for the live loop, 2 for stills.
 */
export async function findLandmarks(frame: Frame, face: { box: Box }, engine: FaceEngine, looks: 1 | 2): Promise<Point[]> {
  const first = boxToSource(face.box, landmarkSide);
  const points = (await engine.landmarks(warp(frame, first, landmarkSide, landmarkSide))).map((p) => applyAffine(first, p));
  if (looks === 1) return points;
  // Padding .2 frames the aligned face about as tightly as the detectors' boxes do.
  const second = alignedToSource(points, landmarkSide, 0.2);
  return (await engine.landmarks(warp(frame, second, landmarkSide, landmarkSide))).map((p) => applyAffine(second, p));
}
