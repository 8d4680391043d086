/** Whether a face stands in a frame of its own: on a document, a sheet, a screen, a picture on the wall. Heads of people break the edges behind them. */
import type { Frame, Region } from '../../frame.ts';
import { linesOf } from '../document/lines.ts';
import { holds, signedArea } from '../document/plane.ts';
import { quadsOf, type QuadCandidate } from '../document/quads.ts';
import { gradientOf, reduce } from '../document/reduce.ts';
import { cut } from './portrait.ts';

/** How far around the middle of the face is looked, in its heights: the page of a passport goes on for 3.8 of them beside the portrait (ICAO 9303-4). */
const reach = 4.5;
/** Long side of what is searched: the face is some 36 pixels high there. */
const searchSize = 320;
/** As in the search for documents (core/vision/document/find.ts): the weakest edge, and the lines that are kept. */
const [edgeFloor, perSector, most, quads] = [2, 16, 44, 12] as const;
/** A frame that is sure, and of which no side is a guess. As there, where documents score 0.57 and more, chance outlines 0.40 and less. */
const [leastQuality, leastSide] = [0.52, 0.45];
/** Size of the frame, in areas of the face's box: from a tightly cut portrait to the page of a passport. Chosen, not measured. */
const [smallest, largest] = [1.2, 45];
/** This share of the box about its middle must lie inside: boxes reach beyond chin and brow. Chosen, not measured. */
const inner = 0.8;

export function isFramed(frame: Frame, box: Region): boolean {
  const part = around(frame, box);
  const image = reduce(cut(frame, part), searchSize);
  const gradient = gradientOf(image);
  const face: Region = { x: (box.x - part.x) / image.scaleX, y: (box.y - part.y) / image.scaleY, width: box.width / image.scaleX, height: box.height / image.scaleY };
  return quadsOf(gradient, linesOf(gradient, edgeFloor, perSector, most), edgeFloor, quads).some((quad) => frames(quad, face));
}

function frames({ quad, quality, support, borderSides }: QuadCandidate, face: Region): boolean {
  if (borderSides > 0 || quality < leastQuality || support.some((s) => s < leastSide)) return false;
  const share = Math.abs(signedArea(quad)) / (face.width * face.height);
  if (share < smallest || share > largest) return false;
  const at = (x: number, y: number): boolean => holds(quad, face.x + (0.5 + (x * inner) / 2) * face.width, face.y + (0.5 + (y * inner) / 2) * face.height);
  return at(-1, -1) && at(1, -1) && at(1, 1) && at(-1, 1);
}

function around(frame: Frame, box: Region): Region {
  const [middleX, middleY, far] = [box.x + box.width / 2, box.y + box.height / 2, reach * box.height];
  const [x, y] = [Math.max(0, Math.floor(middleX - far)), Math.max(0, Math.floor(middleY - far))];
  return { x, y, width: Math.min(frame.width, Math.ceil(middleX + far)) - x, height: Math.min(frame.height, Math.ceil(middleY + far)) - y };
}
