/**
 * Several cards on one scanner glass: the lid is an even ground seen straight on, so what departs from it falls into parts, and each part is looked
 * at by the document finder alone. A scan has no perspective, and its resolution says how large each card must be.
 */
import type { Frame, Point, Quad } from '../../frame.ts';
import type { OpenCv } from '../engines/opencv.ts';
import type { FoundDocument } from '../artifacts/document-types.ts';
import { departureOf, smoothPlanesOf } from './departure.ts';
import { dewarp } from './dewarp.ts';
import { findDocuments } from './find.ts';
import { formatSizes, millimetresPerInch, shapeOf } from './format.ts';
import { distance, overlapArea, signedArea } from './plane.ts';
import { reduce } from './reduce.ts';

/** Long side at which parts are told apart: A4 is 2 pixels to the millimetre there. */
const searchSize = 600;
/** Where the resolution is not known the glass is taken for A4. */
const glassLength = 297;
/** Millimetres, chosen, not measured: print on a card joins over less than cards lie apart; a part smaller than half an ID-1 card is dust or a stamp. */
const joined = 3;
const leastArea = 2_000;
const around = 8;
/** Ground that stays around a straightened card: its edge must show to the checks. */
const margin = 3;
/** A card whose size differs more from its standard is none of these. Cut corners and soft edges take 2 %; chosen, not measured. */
const sizeTolerance = 0.06;

type Box = { left: number; top: number; right: number; bottom: number };

/** Quads of the cards on the page, in reading order. Empty: none told apart, or the page is one paper. @param dpi of the scan; null: unknown. */
export function cardsOnGlass(frame: Frame, dpi: number | null): Quad[] {
  const perMillimetre = dpi === null ? Math.max(frame.width, frame.height) / glassLength : dpi / millimetresPerInch;
  const quads: Quad[] = [];
  for (const box of partsOf(frame, perMillimetre)) {
    const { picture, x, y } = cutOut(frame, box, around * perMillimetre);
    if (picture.width * picture.height > 0.7 * frame.width * frame.height) continue;
    const { documents, fillsPicture } = findDocuments(picture);
    const found = fillsPicture ? [] : documents.filter((d) => isCard(d, dpi)).map((d) => moved(d.quad, x, y));
    for (const quad of found.length > 0 ? found : boxAsCard(box, perMillimetre, dpi)) {
      if (quads.every((other) => overlapArea(other, quad) < 0.1 * Math.abs(signedArea(quad)))) quads.push(quad);
    }
  }
  const top = (q: Quad): number => Math.min(...q.map((p) => p.y));
  const left = (q: Quad): number => Math.min(...q.map((p) => p.x));
  const row = 0.3 * formatSizes['ID-1'].short * perMillimetre;
  return quads.sort((a, b) => (Math.abs(top(a) - top(b)) > row ? top(a) - top(b) : left(a) - left(b)));
}

/** The card straight, with a little of the glass around it. */
export function straightened(frame: Frame, opencv: OpenCv, quad: Quad, dpi: number | null): Frame {
  const wide = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;
  const high = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const more = dpi === null ? 0.035 * Math.max(wide, high) : (margin * dpi) / millimetresPerInch;
  return dewarp(opencv, frame, grown(quad, more), { width: Math.round(wide + 2 * more), height: Math.round(high + 2 * more) });
}

function grown(quad: Quad, by: number): Quad {
  const unit = (from: Point, to: Point): Point => {
    const length = distance(from, to) || 1;
    return { x: ((to.x - from.x) / length) * by, y: ((to.y - from.y) / length) * by };
  };
  return quad.map((p, i) => {
    const [next, last] = [unit(quad[(i + 1) % 4]!, p), unit(quad[(i + 3) % 4]!, p)];
    return { x: p.x + next.x + last.x, y: p.y + next.y + last.y };
  }) as Quad;
}

/** A4 is no card: a page of that size is the paper itself. */
function isCard({ format, dpi: seen, tiltDegrees }: FoundDocument, dpi: number | null): boolean {
  if (format === 'unknown' || format === 'A4' || tiltDegrees > 15) return false;
  return dpi === null || seen === null || Math.abs(seen / dpi - 1) <= sizeTolerance;
}

/** A part that lies straight and has the size of a card is one, also where its sides are too faint for lines. */
function boxAsCard(box: Box, perMillimetre: number, dpi: number | null): Quad[] {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const { shape } = shapeOf(width / height);
  const [long, short] = [Math.max(width, height) / perMillimetre, Math.min(width, height) / perMillimetre];
  const near = (['ID-1', 'ID-2', 'ID-3'] as const).some((f) => Math.abs(long / formatSizes[f].long - 1) <= sizeTolerance && Math.abs(short / formatSizes[f].short - 1) <= sizeTolerance);
  if (shape === 'unknown' || (dpi !== null && !near)) return [];
  return [[{ x: box.left, y: box.top }, { x: box.right, y: box.top }, { x: box.right, y: box.bottom }, { x: box.left, y: box.bottom }]];
}

const moved = (quad: Quad, x: number, y: number): Quad => quad.map((p) => ({ x: p.x + x, y: p.y + y })) as Quad;

function cutOut(frame: Frame, box: Box, more: number): { picture: Frame; x: number; y: number } {
  const x = Math.max(0, Math.floor(box.left - more));
  const y = Math.max(0, Math.floor(box.top - more));
  const width = Math.min(frame.width, Math.ceil(box.right + more)) - x;
  const height = Math.min(frame.height, Math.ceil(box.bottom + more)) - y;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4;
    data.set(frame.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { picture: { width, height, data }, x, y };
}

/** Boxes of what departs from the lid, in pixels of the page; near ones are one. */
function partsOf(frame: Frame, perMillimetre: number): Box[] {
  const small = reduce(frame, searchSize);
  const departs = departureOf(smoothPlanesOf(small), small.width, small.height);
  if (!departs) return [];
  const boxes = areasOf(departs, small.width, small.height).map((b): Box => ({ left: b.left * small.scaleX, top: b.top * small.scaleY, right: (b.right + 1) * small.scaleX, bottom: (b.bottom + 1) * small.scaleY }));
  const one = joinedBoxes(boxes, joined * perMillimetre);
  return one.filter((b) => ((b.right - b.left) * (b.bottom - b.top)) / perMillimetre ** 2 >= leastArea);
}

/** Connected areas, as their boxes. */
function areasOf(departs: Float32Array, width: number, height: number): Box[] {
  const seen = new Uint8Array(width * height);
  const found: Box[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || departs[start]! < 1) continue;
    const box: Box = { left: width, top: height, right: 0, bottom: 0 };
    const stack = [start];
    seen[start] = 1;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const x = i % width;
      const y = (i - x) / width;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
      for (const [nx, ny] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]] as const) {
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const k = ny * width + nx;
        if (seen[k] === 1 || departs[k]! < 1) continue;
        seen[k] = 1;
        stack.push(k);
      }
    }
    found.push(box);
  }
  return found;
}

function joinedBoxes(boxes: Box[], gap: number): Box[] {
  const one: Box[] = [];
  for (const box of boxes) {
    let grownBox = box;
    for (let i = one.length - 1; i >= 0; i--) {
      const other = one[i]!;
      if (other.left - gap > grownBox.right || other.right + gap < grownBox.left || other.top - gap > grownBox.bottom || other.bottom + gap < grownBox.top) continue;
      grownBox = { left: Math.min(other.left, grownBox.left), top: Math.min(other.top, grownBox.top), right: Math.max(other.right, grownBox.right), bottom: Math.max(other.bottom, grownBox.bottom) };
      one.splice(i, 1);
      // Larger now: what was passed over may be near.
      i = one.length;
    }
    one.push(grownBox);
  }
  return one;
}
