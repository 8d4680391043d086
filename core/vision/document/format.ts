/** Which standard size a quad is, and how finely it is seen. */
import type { Quad } from '../../frame.ts';
import type { PageFormat } from '../artifacts/document-types.ts';
import { distance, viewOf } from './plane.ts';

/** Long and short side in millimetres. ISO/IEC 7810:2019 (ID-1, ID-2, ID-3), ISO 216 (A4). */
export const formatSizes: Record<Exclude<PageFormat, 'unknown'>, { long: number; short: number }> = {
  'ID-1': { long: 85.6, short: 53.98 },
  'ID-2': { long: 105, short: 74 },
  'ID-3': { long: 125, short: 88 },
  A4: { long: 297, short: 210 },
};

export const millimetresPerInch = 25.4;

/**
 * Focal length taken when nothing else is known, in long sides of the picture: 60 degrees of view, between a web camera (70) and a
 * phone (50). At 20 degrees of tilt a wrong guess by a third moves the aspect by less than 2 % (by the formula, not measured).
 */
export const assumedFocal = 1.0;

/**
 * Largest |ln(aspect / nominal)| at which a format is named. Between ID-1 (1.586) and ID-2/ID-3/A4 (1.414..1.420) lie 0.110; specimens
 * and scans are cropped by up to 4 % of a side (55 files of mrz_specimen: 46 within 0.05).
 */
export const aspectTolerance = 0.055;

/** Portrait or landscape, the aspect as long over short side, and the shape it fits best. */
export function shapeOf(aspect: number): { shape: 'ID-1' | '1.42' | 'unknown'; error: number; longSide: 'top' | 'left' } {
  const longSide = aspect >= 1 ? 'top' : 'left';
  const ratio = Math.log(aspect >= 1 ? aspect : 1 / aspect);
  const card = Math.abs(ratio - Math.log(85.6 / 53.98));
  const page = Math.abs(ratio - Math.log(125 / 88));
  const error = Math.min(card, page);
  if (error > aspectTolerance) return { shape: 'unknown', error, longSide };
  return { shape: card <= page ? 'ID-1' : '1.42', error, longSide };
}

/** Pixels an inch along the quad: the mean of what its long and its short sides say, so that a tilt does not count twice. */
export function dpiOf(quad: Quad, format: PageFormat): number | null {
  if (format === 'unknown') return null;
  const across = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;
  const down = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const { long, short } = formatSizes[format];
  return (((Math.max(across, down) / long) + (Math.min(across, down) / short)) / 2) * millimetresPerInch;
}

export function viewIn(quad: Quad, picture: { width: number; height: number }): { aspect: number; tiltDegrees: number } {
  return viewOf(quad, picture, assumedFocal * Math.max(picture.width, picture.height));
}
