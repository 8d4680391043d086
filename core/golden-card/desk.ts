/**
 * What a device's accepted golden card tells the checks of documents: how finely and how sharply this desk sees what lies where the card lay, and where its
 * lamps are (docs/adr/0033-calibrated-desk.md). It names a scale and a cause, and makes the limit of blur stricter, never looser.
 */
import { z } from 'zod';
import { dpiOf, formatSizes } from '../vision/document/format.ts';
import { distance } from '../vision/document/plane.ts';
import type { PageFormat } from '../vision/artifacts/document-types.ts';
import type { Quad, Region } from '../frame.ts';
import { sharpnessAt, sizeRatio, type GoldenFigures } from './figures.ts';
import { zones, type Zone } from './layout.ts';

export const deskBaselineSchema = z.strictObject({
  /** When it was measured: by it the station knows its own row again. */
  at: z.iso.datetime(),
  /** Pixels of the picture it was measured on. */
  width: z.number().int().min(1), height: z.number().int().min(1),
  /** Pixels an inch at the card's distance. */
  dpi: z.number().positive(),
  /** MTF50 in the middle of the card. */
  cyclesPerPixel: z.number().positive(),
  /** Where a lamp lay when the card was last shown. */
  lamps: z.array(z.enum(zones)).max(zones.length),
});
export type DeskBaseline = z.infer<typeof deskBaselineSchema>;

/** @param latest the last accepted measurement: lamps move. null: a baseline without a sharpness in its middle says nothing here. */
export function deskBaselineOf({ at, figures }: { at: string; figures: GoldenFigures }, latest: GoldenFigures): DeskBaseline | null {
  const cyclesPerPixel = sharpnessAt(figures, 'centre', 'cyclesPerPixel');
  return cyclesPerPixel === null ? null : { at, ...figures.picture, dpi: figures.dpi, cyclesPerPixel, lamps: latest.lamps };
}

/** For a picture of the same device at another size. null: of another shape. */
export function deskInPicture(desk: DeskBaseline, { width, height }: { width: number; height: number }): DeskBaseline | null {
  const by = sizeRatio(desk, { width, height });
  return by === null ? null : { ...desk, width, height, dpi: desk.dpi * by, cyclesPerPixel: desk.cyclesPerPixel / by };
}

/**
 * For what lies on a glass: at the same settings its scale is that of the card, whatever was cut out of the page and wherever it lay. Lamps are none of a scanner's.
 * @param scale file pixels a frame pixel, 1 and above (Picture.scale)
 */
export function deskInScan(desk: DeskBaseline, { frame: { width, height }, scale }: { frame: { width: number; height: number }; scale: number }): DeskBaseline {
  return { ...desk, width, height, dpi: desk.dpi / scale, cyclesPerPixel: desk.cyclesPerPixel * scale, lamps: [] };
}

/** Of a side: at the card's distance a standard size is that size. ID-1 and ID-2 lie 23 % apart, ID-2 and ID-3 19 %. Chosen. */
const sizeTolerance = 0.06;
/** Of the print's own estimate (doc.resolution), whose height of line is a guess. Chosen. */
const printTolerance = 0.25;

/**
 * Pixels an inch on the document, where it lies at the card's distance: its outline has a standard size there, or it has none and its print agrees.
 * null: it does not, or that cannot be told.
 * @param chosenType a passport is no ID-2 page, though it looks like one where it lies a fifth farther away
 */
export function scaleByCard(desk: DeskBaseline, { quad, dpi }: { quad: Quad; dpi: number | null }, byPrint: number | null, chosenType: string | null): number | null {
  const across = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2, down = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const millimetre = desk.dpi / 25.4;
  const near = (pixels: number, millimetres: number): boolean => Math.abs(pixels / millimetre / millimetres - 1) <= sizeTolerance;
  const formats = (Object.keys(formatSizes) as Exclude<PageFormat, 'unknown'>[]).filter((f) => f !== 'ID-2' || chosenType !== 'passport');
  const format = formats.find((f) => near(Math.max(across, down), formatSizes[f].long) && near(Math.min(across, down), formatSizes[f].short));
  if (format) return dpiOf(quad, format);
  return dpi === null && byPrint !== null && Math.abs(byPrint / desk.dpi - 1) <= printTolerance ? desk.dpi : null;
}

/** 10 to 90 % of an edge, in cycles a pixel of MTF50, of a blur after Gauss: 2.563 sigma, and sigma is 0.1874 / MTF50. */
const edgeOfMtf50 = 0.48;

/** Width of an edge as this lens shows it at best, as textSharpness says it: pixels at 300 dpi, without the share of sampling. @param sampling its width in pixels of the picture */
export function lensEdgeWidth({ cyclesPerPixel }: DeskBaseline, dpi: number, sampling: number): number {
  return (Math.sqrt(Math.max(0, (edgeOfMtf50 / cyclesPerPixel) ** 2 - sampling ** 2)) * 300) / dpi;
}

/** The zone of the document most of these places lie in, where a lamp is known there; null: none is. */
export function knownLamp({ lamps }: DeskBaseline, quad: Quad, places: readonly Region[]): Zone | null {
  if (lamps.length === 0 || places.length === 0) return null;
  const [left, top] = [Math.min(...quad.map((p) => p.x)), Math.min(...quad.map((p) => p.y))];
  const [width, height] = [Math.max(...quad.map((p) => p.x)) - left, Math.max(...quad.map((p) => p.y)) - top];
  const largest = places.reduce((best, place) => (place.width * place.height > best.width * best.height ? place : best));
  const part = (at: number): number => Math.max(0, Math.min(2, Math.floor(at * 3)));
  const zone = zones[part((largest.y + largest.height / 2 - top) / height) * 3 + part((largest.x + largest.width / 2 - left) / width)]!;
  return lamps.includes(zone) ? zone : null;
}
