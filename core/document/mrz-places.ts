/** Places of single characters and spans of an MRZ, from the place of each line. */
import { regionOf, type Point, type Quad, type Region } from '../frame.ts';
import type { PlaceOf } from './mrz.ts';
import type { Mrz } from './reading.ts';

/** Pixels of the picture the MRZ was read on. Columns are the format's: all characters of a line are equally wide (OCR-B, ICAO 9303-3, 4.2.1). */
export function placesOfMrz({ rows, lines }: Mrz): PlaceOf {
  return ({ line, from, to }) => {
    const row = rows?.[line];
    return row ? regionOf(quadOfSpan(row, lines[line]!.length, from, to)) : null;
  };
}

/** Columns outside the line are cut off: a neighbour of the first character has no place. */
export function quadOfSpan(row: Region, columns: number, from: number, to: number): Quad {
  const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(row);
  const between = (a: Point, b: Point, column: number): Point => {
    const t = Math.min(1, Math.max(0, column / columns));
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  };
  return [between(topLeft, topRight, from), between(topLeft, topRight, to), between(bottomLeft, bottomRight, to), between(bottomLeft, bottomRight, from)];
}

/** Top left of the print first, clockwise as it is read; a box without an outline stands upright. */
export function cornersOf({ x, y, width, height, points }: Region): Quad {
  if (points?.length === 4) return points as Quad;
  return [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];
}
