/** What must be in a statement picture: the person's face, a document with a portrait, a sheet with writing. One cheap look, the same live and on a still. */
import { regionOf, type Frame, type GrayImage, type Quad, type Region } from '../../frame.ts';
import type { DetectedFace, FaceSet } from '../artifacts/face-types.ts';
import { grayOf } from '../artifacts/gray.ts';
import { dewarp } from '../document/dewarp.ts';
import { distance, holds, overlapArea, signedArea } from '../document/plane.ts';
import { gradientOf, reduce } from '../document/reduce.ts';
import type { FaceEngine } from '../engines/face.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { meshSees, search, type Effort } from '../face/detect.ts';
import { isFramed } from '../face/framed.ts';
import { cut } from '../face/portrait.ts';
import { findRows } from '../print/rows.ts';
import { cardOutlines, largestFirst, portraitOn } from './cards.ts';
import { lightAreas } from './light-areas.ts';

export type HeldPart = { quad: Quad | null; region: Region; portrait: Region };
export type SheetPart = { quad: Quad; region: Region };

export type StatementParts = {
  /** Faces of people, largest first. */
  people: DetectedFace[];
  document: HeldPart | null;
  sheet: SheetPart | null;
};

/** Long side of the picture in which light areas are searched. */
const searchSize = 480;
/** Light areas that are looked at for writing, best first. */
const areasTried = 4;
/** Outlines that are looked at for a portrait, in each window. */
const outlinesTried = { live: 2, still: 5 } as const;

export async function findParts(frame: Frame, { faces }: FaceSet, effort: Effort, opencv: OpenCv, engine: FaceEngine): Promise<StatementParts> {
  const areas = areasOf(frame).filter((quad) => !faces.some((f) => holds(quad, f.box.x + f.box.width / 2, f.box.y + f.box.height / 2)));
  const written = areas.slice(0, areasTried).filter((quad) => isWritten(frame, quad, opencv));
  const document = await findDocument(frame, faces, written[0] ?? null, effort, opencv, engine);
  // A card is light and has rows too: what the portrait stands on is no sheet.
  const sheet = written.find((quad) => !document || !belongs(quad, document)) ?? null;
  const people = faces.filter((f) => !(document && inside(f.box, document.region)) && (f === faces[0] || !isFramed(frame, f.box)));
  return { people, document, sheet: sheet && { quad: sheet, region: regionOf(sheet) } };
}

function areasOf(frame: Frame): Quad[] {
  const reduced = reduce(frame, searchSize);
  return lightAreas(reduced, gradientOf(reduced)).map(({ quad }) => quad.map((p) => ({ x: p.x * reduced.scaleX, y: p.y * reduced.scaleY })) as Quad);
}

/** Long side of a light area as it is searched for rows, pixels. */
const lookSide = 480;
/** A row of a statement is meant to be read from afar: share of the sheet's height. A logo on a shirt or a blind's slats are less or more. Chosen. */
const [lowestRow, highestRow] = [0.03, 0.5];

function isWritten(frame: Frame, quad: Quad, opencv: OpenCv): boolean {
  const page = straightened(frame, quad, lookSide, opencv);
  return findRows(page, 'poster').rows.some((r) => r.height >= lowestRow * page.height && r.height <= highestRow * page.height && r.width > 1.5 * r.height);
}

/** The quad seen straight on. */
export function straightened(frame: Frame, quad: Quad, longSide: number, opencv: OpenCv): GrayImage {
  return grayOf(dewarp(opencv, frame, quad, pageSizeOf(quad, longSide)));
}

export function pageSizeOf(quad: Quad, longSide: number): { width: number; height: number } {
  const across = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2, down = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const scale = longSide / Math.max(across, down);
  return { width: Math.max(16, Math.round(across * scale)), height: Math.max(16, Math.round(down * scale)) };
}

async function findDocument(frame: Frame, faces: readonly DetectedFace[], sheet: Quad | null, effort: Effort, opencv: OpenCv, engine: FaceEngine): Promise<HeldPart | null> {
  const [customer = null] = faces;
  for (const part of windowsAround(frame, customer, sheet)) {
    for (const quad of largestFirst(cardOutlines(frame, part).slice(0, outlinesTried[effort]))) {
      const portrait = await portraitOn(frame, quad, opencv, engine);
      if (portrait && isSmall(portrait.region, faces)) return { quad, region: regionOf(quad), portrait: portrait.region };
    }
  }
  if (effort === 'live') return null;
  for (const part of sidesOf(frame, customer, sheet)) {
    const found = (await search(cut(frame, part), engine, { net: 'ssd', side: 512, border: 0, minScore: 0.3 })).map((f) => ({ ...f, box: { ...f.box, x: f.box.x + part.x, y: f.box.y + part.y } }));
    for (const face of found.sort((a, b) => b.score - a.score)) {
      if (!isSmall(face.box, faces) || !(await meshSees(frame, face, engine))) continue;
      const quad = outlineAround(frame, face.box);
      // Somebody far behind is small too, and stands no lower than the customer's chin.
      if (!quad && !isBelowChin(face.box, faces) && !isFramed(frame, face.box)) continue;
      return { quad, region: quad ? regionOf(quad) : aroundPortrait(face.box, frame), portrait: face.box };
    }
  }
  return null;
}

/** What is held lies below the eyes, and no farther to the side than an arm bent at the elbow takes it, in heights of the face. Chosen, not measured. */
const reach = { side: 2.4, top: 0.6 } as const;

function withinReach(frame: Frame, face: DetectedFace | null): Region {
  const top = Math.round(face ? Math.min(frame.height * 0.7, face.box.y + face.box.height * reach.top) : frame.height * 0.25);
  const middle = face ? face.box.x + face.box.width / 2 : frame.width / 2, far = face ? reach.side * face.box.height : frame.width / 2;
  const left = Math.max(0, Math.round(middle - far));
  return { x: left, y: top, width: Math.min(frame.width, Math.round(middle + far)) - left, height: frame.height - top };
}

/** Left of the sheet and right of it, the wider one first; with no sheet both halves. */
function sidesOf(frame: Frame, face: DetectedFace | null, sheet: Quad | null): Region[] {
  const all = withinReach(frame, face);
  const box = sheet && regionOf(sheet);
  const overlap = Math.round(frame.width * 0.04);
  const [left, right] = box ? [Math.round(box.x) + overlap, Math.round(box.x + box.width) - overlap] : [Math.round(frame.width * 0.58), Math.round(frame.width * 0.42)];
  const from = Math.max(all.x, right), to = all.x + all.width;
  return [{ ...all, width: Math.min(to, left) - all.x }, { ...all, x: from, width: to - from }].filter((p) => p.width > 0.08 * frame.width && p.height > 8).sort((a, b) => b.width - a.width);
}

/**
 * A passport's page is 125 mm wide, a head 220 mm high and a little farther away: a window of these heights of the face holds it whole wherever it lies,
 * though windows overlap by half. Measured on a drawn pose, 45 places of the window: at 1.15 x 0.9 its outline was found in 24, at 1.6 x 1.2 in 43.
 */
const windowSize = { width: 1.6, height: 1.2 } as const;
/** With no face to go by, shares of the picture's width. */
const blindWindow = { width: 0.47, height: 0.35 } as const;

/** Half overlapping, nearest to the chin first; those that the sheet takes most of are left out. */
function windowsAround(frame: Frame, face: DetectedFace | null, sheet: Quad | null): Region[] {
  const all = withinReach(frame, face);
  const measure = face ? face.box.height : frame.width, share = face ? windowSize : blindWindow;
  const width = Math.min(all.width, Math.round(share.width * measure)), height = Math.min(all.height, Math.round(share.height * measure));
  const chin = face ? { x: face.box.x + face.box.width / 2, y: face.box.y + face.box.height } : { x: frame.width / 2, y: frame.height * 0.7 };
  const windows = startsOf(all.y, all.height, height).flatMap((y) => startsOf(all.x, all.width, width).map((x) => ({ x, y, width, height })));
  const far = (w: Region): number => Math.hypot(w.x + w.width / 2 - chin.x, w.y + w.height / 2 - chin.y);
  const isSheet = ({ x, y }: Region): boolean => sheet !== null && overlapArea(sheet, [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }]) > 0.7 * width * height;
  return windows.filter((w) => w.width > 8 && w.height > 8 && !isSheet(w)).sort((a, b) => far(a) - far(b));
}

function startsOf(from: number, length: number, size: number): number[] {
  const count = Math.max(1, Math.ceil((2 * (length - size)) / size) + 1);
  return Array.from({ length: count }, (_, i) => Math.round(from + (count === 1 ? 0 : (i * (length - size)) / (count - 1))));
}

/** A head of 34 mm on paper at most, 220 in life, a little nearer to the camera than the face. */
const mostOfFace = 0.4;
const isSmall = (box: Region, faces: readonly DetectedFace[]): boolean => !faces[0] || (box.height <= mostOfFace * faces[0].box.height && !inside(box, middleOf(faces[0].box)));
/** A document may be held over the chin. */
const middleOf = ({ x, y, width, height }: Region): Region => ({ x: x + 0.15 * width, y, width: 0.7 * width, height: 0.8 * height });
const isBelowChin = (box: Region, [customer]: readonly DetectedFace[]): boolean => customer !== undefined && box.y + box.height / 2 > customer.box.y + customer.box.height;

/** How far around a portrait its card is looked for, in heights of the head: a passport's page goes on for four beside it (ICAO 9303-4). */
const cardReach = 4.5;
/** A card in areas of the portrait's box: from a head that fills half of an ID-1 card's height to a small one on a passport's page. */
const [smallestCard, largestCard] = [4, 45];

function outlineAround(frame: Frame, box: Region): Quad | null {
  const [x, y, far] = [box.x + box.width / 2, box.y + box.height / 2, cardReach * box.height];
  const [left, top] = [Math.max(0, Math.floor(x - far)), Math.max(0, Math.floor(y - 0.6 * far))];
  const part = { x: left, y: top, width: Math.min(frame.width, Math.ceil(x + far)) - left, height: Math.min(frame.height, Math.ceil(y + 0.6 * far)) - top };
  return cardOutlines(frame, part).find((quad) => {
    const share = Math.abs(signedArea(quad)) / (box.width * box.height);
    return holds(quad, x, y) && share >= smallestCard && share <= largestCard;
  }) ?? null;
}

const inside = (box: Region, around: Region): boolean => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x >= around.x && x <= around.x + around.width && y >= around.y && y <= around.y + around.height;
};

const belongs = (quad: Quad, { quad: card, portrait }: HeldPart): boolean =>
  holds(quad, portrait.x + portrait.width / 2, portrait.y + portrait.height / 2) || (card !== null && overlapArea(quad, card) > 0.5 * Math.abs(signedArea(card)));

/** Where no outline was found: a passport's page goes on for four heights of the head beside the portrait (ICAO 9303-4). */
function aroundPortrait({ x, y, width, height }: Region, frame: Frame): Region {
  const [left, top] = [Math.max(0, x - 0.6 * height), Math.max(0, y - 0.9 * height)];
  return { x: left, y: top, width: Math.min(frame.width, x + width + 3.2 * height) - left, height: Math.min(frame.height, y + 2 * height) - top };
}
