/** What is measured on a golden card: its shape, and of each figure the unit, how it is made and where that comes from. */
import { z } from 'zod';
import { cardSizeNames, places, zones } from './layout.ts';
import { serialLimit } from './serial.ts';
import { streamFiguresSchema } from './stream.ts';

/** Part of a zone that must be lit up, 0..1, to be called a lamp. Chosen, held against bench:golden-card. */
export const lampPart = 0.04;

const number = z.number();
const sharpness = z.object({ cyclesPerPixel: number, linePairsPerMm: number });
export type Sharpness = z.infer<typeof sharpness>;

export const goldenFiguresSchema = z.object({
  card: z.object({ size: z.enum(cardSizeNames), serial: z.number().int().min(0).max(serialLimit - 1) }),
  /** Pixels of the whole picture. */
  picture: z.object({ width: z.number().int(), height: z.number().int() }),
  dpi: number,
  /** null: no edge of that place and direction could be measured. */
  sharpness: z.array(z.object({ place: z.enum(places), horizontal: sharpness.nullable(), vertical: sharpness.nullable() })),
  paperLevel: number, burntPercent: number, blackPercent: number, shadingPercent: number,
  whiteBalance: z.object({ redToGreen: number, blueToGreen: number, chroma: number }),
  noise: z.object({ levels: number, decibels: number }),
  geometry: z.object({ residualPercent: number, radialPercent: number }),
  /** Part of each zone in which a lamp is mirrored, 0..1. */
  glare: z.record(z.enum(zones), z.number().min(0).max(1)),
  lamps: z.array(z.enum(zones)),
  /** Of a camera that was watched while it showed the card; left out: a file, a scanner, or a card of before. */
  stream: streamFiguresSchema.optional(),
});
export type GoldenFigures = z.infer<typeof goldenFiguresSchema>;

export const figureNotes: Record<Exclude<keyof GoldenFigures, 'card' | 'picture'>, { unit: string; method: string; source: string }> = {
  dpi: { unit: 'pixels an inch on the card, at its middle', method: 'scale of the plane through the four fiducials, both directions (geometric mean)', source: 'ISO/IEC 7810 and ISO 216 for the sizes' },
  sharpness: { unit: 'cycles a pixel; line pairs a millimetre on the card', method: 'MTF50 of slanted edges, mean of both edges of a square; luminance made linear by the sRGB curve', source: 'ISO 12233, e-SFR; Burns, Slanted-edge MTF for digital camera and scanner analysis, IS&T PICS 2000' },
  paperLevel: { unit: 'sRGB level, 0 to 255', method: 'median over paper', source: 'definition' },
  burntPercent: { unit: 'percent of the paper', method: 'pixels with a channel at 254 or above', source: 'definition' },
  blackPercent: { unit: 'percent of the light of paper', method: 'median over the black squares; ink alone gives a few', source: 'veiling glare, the idea of ISO 9358; here relative to the print' },
  shadingPercent: { unit: 'percent of the brightest place', method: 'robust quadratic over paper: lens and lamps together', source: 'the idea of ISO 17957' },
  whiteBalance: { unit: 'ratios of linear channels; C*ab', method: 'mean over the grey patches', source: 'IEC 61966-2-1, CIE 15' },
  noise: { unit: 'sRGB levels; decibels', method: 'median standard deviation of luminance within small places of unprinted paper', source: 'the idea of ISO 15739' },
  geometry: { unit: 'percent of the card\'s diagonal; percent of the distance from the picture\'s middle', method: 'corners of the fiducials against a plane; one radial term around the picture\'s middle', source: 'ISO 17850 for the notions; Brown 1966' },
  glare: { unit: 'part of the zone, 0 to 1', method: 'light that dark patches and paper give beyond the shading', source: 'limits chosen, held against bench:golden-card' },
  stream: { unit: 'pictures a second; milliseconds; pictures; percent', method: 'times of the pictures of two seconds, against the monotonic clock', source: 'definition' },
  lamps: { unit: 'zones', method: `glare above ${lampPart}`, source: 'chosen, held against bench:golden-card' },
};

/** Mean of the directions of a place; null: neither was measured. */
export function sharpnessAt({ sharpness: rows }: GoldenFigures, where: 'centre' | 'corners', unit: keyof Sharpness): number | null {
  const found = rows.filter((r) => (r.place === 'centre') === (where === 'centre')).flatMap((r) => [r.horizontal, r.vertical]).flatMap((s) => (s ? [s[unit]] : []));
  return found.length === 0 ? null : found.reduce((sum, v) => sum + v, 0) / found.length;
}

/** Of the sides: a picture of another shape was cut, and its scale is not the card's. */
const shapeTolerance = 0.01;

/** How many times as large a picture of the same device is at another size. null: of another shape. */
export function sizeRatio(of: { width: number; height: number }, to: { width: number; height: number }): number | null {
  const by = to.width / of.width;
  return Math.abs(to.height / (of.height * by) - 1) > shapeTolerance ? null : by;
}
