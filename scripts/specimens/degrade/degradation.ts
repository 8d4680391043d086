/** One way in which a picture of a document goes wrong, in three steps of known strength. One file a degradation. */
import type { Frame, Point, Quad } from '../../../core/frame.ts';
import type { Random } from '../random.ts';
import type { Pose } from '../scene.ts';

export type Severity = 1 | 2 | 3;

/** Physical parameters of one step; they go into the manifest. */
export type Parameters = Record<string, number | string>;

export type Place = {
  quad: Quad;
  /** Page millimetres (from the top left corner) to picture pixels and back. */
  toPicture(mm: Point): Point;
  toPage(pixel: Point): Point;
  /** Size of the page in mm. */
  page: { width: number; height: number };
  /** Picture pixels a page millimetre, at the middle. */
  pixelsPerMm: number;
  random: Random;
};

export type Degradation<P extends Parameters = Parameters> = {
  name: string;
  levels: readonly [P, P, P];
  /** How the document lies. */
  pose?(p: P, pose: Pose): Pose;
  /** The printed sheet itself (a copy instead of the original). */
  sheet?(p: P, sheet: Frame): Frame | Promise<Frame>;
  /** How many documents lie there; 1 when left out. */
  documents?(p: P): number;
  /** Light and what stands in its way, before the camera. */
  light?(p: P, picture: Frame, place: Place): Frame | Promise<Frame>;
  /** Exposure factor and full-well capacity of the sensor. */
  sensor?(p: P): { exposure: number; fullWell?: number };
  jpegQuality?(p: P): number;
};

export const defineDegradation = <P extends Parameters>(degradation: Degradation<P>): Degradation<P> => degradation;
