/**
 * Straight edges before the body: the rim of a telephone, a monitor, a sheet. What stands behind a person ends at their shoulders; an edge that
 * begins beside the face and runs on, straight, over where shoulders and arms must be, lies in front of them or is no edge of this room.
 */
import type { GrayImage, Point } from '../../frame.ts';
import type { OpenCv } from '../engines/opencv.ts';

export type Box = { x: number; y: number; width: number; height: number };
export type Border = { side: 'left' | 'right'; from: Point; to: Point };

/**
 * Half the width of head and body, in face boxes (brow to chin, cheek to cheek), by the depth below the middle of the face in box heights.
 * After the 5th percentile of adults (DIN 33402-2: shoulders 37 to 40 cm, face 13 x 12 cm): whoever is narrower still is a child.
 */
const body: readonly (readonly [down: number, half: number])[] = [[1, 0.9], [1.4, 1.2], [2, 1.4], [3, 1.5]];
/** Nearer than this beside the face it may be hair. Chosen. */
const besideFace = 0.75;
/** It must begin at or above the middle of the face. Chosen. */
const beginsAt = 0;
/** Farther from upright than this it is no rim that a hand holds beside a face. Sine of 15 degrees, chosen. */
const mostLean = 0.26;
const canny = { low: 40, high: 110 } as const;

const halfAt = (down: number): number => {
  const next = body.findIndex(([d]) => d >= down);
  if (next <= 0) return next === 0 ? 0 : body.at(-1)![1];
  const [[d0, h0], [d1, h1]] = [body[next - 1]!, body[next]!];
  return h0 + ((h1 - h0) * (down - d0)) / (d1 - d0);
};

/** Whether the picture shows enough of the body below this face to tell. */
export const showsBody = (image: { height: number }, face: Box): boolean => (image.height - (face.y + face.height / 2)) / face.height >= body[0]![0];

/** @param face its box in pixels of the image. */
export function bordersOf(opencv: OpenCv, image: GrayImage, face: Box): Border[] {
  return segmentsOf(opencv, image, face).flatMap((segment) => {
    const side = sideOf(segment, face);
    return side ? [{ side, ...segment }] : [];
  });
}

/** The side of the face on which this segment, from its upper to its lower end, runs before the body; null: it does not. */
export function sideOf({ from, to }: { from: Point; to: Point }, face: Box): Border['side'] | null {
  const middle = { x: face.x + face.width / 2, y: face.y + face.height / 2 };
  const across = (p: Point): number => (p.x - middle.x) / face.width;
  const down = (p: Point): number => (p.y - middle.y) / face.height;
  const lean = Math.abs(to.x - from.x) / Math.hypot(to.x - from.x, to.y - from.y);
  if (lean > mostLean || down(from) > beginsAt || Math.abs(across(from)) < besideFace || Math.sign(across(from)) !== Math.sign(across(to))) return null;
  if (Math.abs(across(to)) > halfAt(down(to)) || Math.abs(across(to)) < besideFace) return null;
  return across(to) < 0 ? 'left' : 'right';
}

function segmentsOf(opencv: OpenCv, image: GrayImage, face: Box): { from: Point; to: Point }[] {
  return opencv.scope((cv, track) => {
    const gray = track(new cv.Mat(image.height, image.width, cv.CV_8UC1));
    gray.data.set(image.data);
    const [edges, lines] = [track(new cv.Mat()), track(new cv.Mat())];
    cv.Canny(gray, edges, canny.low, canny.high);
    // At least from beside the face to where the body begins.
    cv.HoughLinesP(edges, lines, 1, Math.PI / 180, Math.round(face.height * 0.7), face.height * 1.1, face.height * 0.15);
    return Array.from({ length: lines.rows }, (_, i) => {
      const [a, b] = [{ x: lines.data32S[4 * i]!, y: lines.data32S[4 * i + 1]! }, { x: lines.data32S[4 * i + 2]!, y: lines.data32S[4 * i + 3]! }];
      return a.y <= b.y ? { from: a, to: b } : { from: b, to: a };
    });
  });
}
