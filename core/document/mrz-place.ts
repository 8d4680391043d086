/** Where a character of a read MRZ stands, from the outlines of its lines. */
import { regionOf, type Point, type Region } from '../frame.ts';
import type { Mrz } from './reading.ts';

/** Null where the reading does not tell the line's place. */
export function placeOfCharacter(mrz: Mrz, line: number, column: number): Region | null {
  const row = mrz.rows?.[line];
  const length = mrz.lines[line]?.length;
  if (!row || !length) return null;
  const { x, y, width, height } = row;
  const [a, b, c, d] = row.points?.length === 4 ? row.points : [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];
  const between = (from: Point, to: Point, share: number): Point => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  const [left, right] = [column / length, (column + 1) / length];
  return regionOf([between(a!, b!, left), between(a!, b!, right), between(d!, c!, right), between(d!, c!, left)]);
}
