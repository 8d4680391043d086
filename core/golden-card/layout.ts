/**
 * The golden card as data, one layout for three sizes: fiducials, slanted squares, patches and rulers. Millimetres from its top left corner, x to the right,
 * y down. What is drawn and what is measured both come from here.
 */
import type { Point } from '../frame.ts';

/** ID-1 and ID-3 as in ISO/IEC 7810, A4 as in ISO 216; `unit`: side of a fiducial; `margin`: paper around everything, which office printers cannot print on. */
export const cardSizes = {
  'id-1': { width: 85.6, height: 53.98, unit: 9, margin: 3 },
  'id-3': { width: 125, height: 88, unit: 13, margin: 4 },
  'a4': { width: 210, height: 297, unit: 24, margin: 10 },
} as const;
export type CardSize = keyof typeof cardSizes;
export const cardSizeNames = Object.keys(cardSizes) as CardSize[];

export const places = ['top-left', 'top-right', 'bottom-right', 'bottom-left', 'centre'] as const;
export type Place = (typeof places)[number];

/** Nine parts of the card, in reading order: where a lamp shows. */
export const zones = ['top-left', 'top', 'top-right', 'left', 'middle', 'right', 'bottom-left', 'bottom', 'bottom-right'] as const;
export type Zone = (typeof zones)[number];

type Box = { x: number; y: number; width: number; height: number };
export type Fiducial = Box & { slot: number };
/** Black on paper. `degrees`: turned clockwise, so that its edges cross the rows of pixels slowly (ISO 12233 asks for about 5). */
export type SlantedSquare = { place: Place; centre: Point; side: number; degrees: number };
/** sRGB, 0..255. `probe`: dark grey, where a lamp shows best. */
export type Patch = Box & { of: 'grey' | 'colour' | 'probe'; rgb: readonly [number, number, number] };
/** From `x`, `y` to the right or downwards, a tick each millimetre. */
export type Ruler = { x: number; y: number; length: number; tick: number; along: 'x' | 'y' };
export type CardLayout = {
  size: CardSize; width: number; height: number; unit: number;
  fiducials: readonly Fiducial[]; squares: readonly SlantedSquare[]; patches: readonly Patch[]; rulers: readonly Ruler[];
  /** Where the serial and the size are written. */
  label: Box;
};

/** Degrees of slant, ISO 12233. Neighbours lean the other way: of a card that lies askew by as much, the other half is still measured. */
const slant = 5;
/** Steps of even lightness; the outer ones keep away from paper and ink. Chosen. */
const greys = [225, 190, 155, 122, 90, 60] as const;
const colours = [[200, 40, 45], [40, 150, 70], [45, 60, 150], [30, 150, 190], [190, 60, 150], [230, 200, 30]] as const;
const probeRgb = [70, 70, 70] as const;

export function layoutOf(size: CardSize): CardLayout {
  const { width, height, unit, margin } = cardSizes[size];
  const gap = unit * 0.3;
  const side = unit * 0.8;
  const [right, bottom] = [width - margin, height - margin];
  const fiducials = [[margin, margin], [right - unit, margin], [right - unit, bottom - unit], [margin, bottom - unit]].map(([x = 0, y = 0], slot) => ({ slot, x, y, width: unit, height: unit }));

  const inner = margin + unit + gap + side / 2;
  const [top, low] = [margin + unit / 2, bottom - unit / 2];
  const centres: Record<Place, Point> = { 'top-left': { x: inner, y: top }, 'top-right': { x: width - inner, y: top }, 'bottom-right': { x: width - inner, y: low }, 'bottom-left': { x: inner, y: low }, 'centre': { x: width / 2, y: height / 2 } };
  const squares = places.map((place, i) => ({ place, centre: centres[place], side, degrees: i % 2 === 0 ? slant : -slant }));

  const strip = { x: inner + side / 2 + gap, width: width - 2 * (inner + side / 2 + gap) };
  const row = (of: 'grey' | 'colour', rgbs: readonly (readonly [number, number, number])[], y: number): Patch[] =>
    rgbs.map((rgb, i) => ({ of, rgb, x: strip.x + (strip.width / rgbs.length) * i, y, width: strip.width / rgbs.length, height: unit * 0.55 }));
  const probes = [0.31, 0.5, 0.69].flatMap((v) => [0.125, 0.31, 0.5, 0.69, 0.875].filter((u) => u !== 0.5 || v !== 0.5)
    .map((u): Patch => ({ of: 'probe', rgb: probeRgb, x: u * width - 0.05 * width, y: v * height - 0.04 * height, width: 0.1 * width, height: 0.08 * height })));

  const tick = Math.min(2.5, unit * 0.18);
  const across = Math.floor(strip.width / 10) * 10;
  const down = Math.floor((height - 2 * (margin + unit + gap)) / 10) * 10;
  return {
    size, width, height, unit, fiducials, squares,
    patches: [...row('grey', greys.map((v) => [v, v, v] as const), margin), ...row('colour', colours, bottom - unit * 0.55), ...probes],
    rulers: [{ x: (width - across) / 2, y: bottom - unit * 0.75, length: across, tick, along: 'x' }, { x: margin, y: (height - down) / 2, length: down, tick, along: 'y' }],
    label: { x: strip.x, y: margin + unit * 0.6, width: strip.width, height: unit * 0.4 },
  };
}

export function cornersOf({ centre, side, degrees }: SlantedSquare): [Point, Point, Point, Point] {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (u: number, v: number): Point => ({ x: centre.x + ((u * c - v * s) * side) / 2, y: centre.y + ((u * s + v * c) * side) / 2 });
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
}

/** What the card shows around a place: nothing where two things meet within `radius`, or where a fiducial, a ruler or writing is. */
export type Ground = 'paper' | 'ink' | Patch;
export function groundAt(layout: CardLayout, p: Point, radius: number): Ground | null {
  const grown = ({ x, y, width, height }: Box) => p.x > x - radius && p.x < x + width + radius && p.y > y - radius && p.y < y + height + radius;
  const within = ({ x, y, width, height }: Box) => p.x > x + radius && p.x < x + width - radius && p.y > y + radius && p.y < y + height - radius;
  const rulerBox = ({ x, y, length, tick, along }: Ruler): Box => (along === 'x' ? { x, y: y - tick, width: length, height: tick * 2 } : { x, y, width: tick * 2, height: length });
  if (!within({ x: 0, y: 0, width: layout.width, height: layout.height })) return null;
  if ([...layout.fiducials, layout.label, ...layout.rulers.map(rulerBox)].some(grown)) return null;
  const patch = layout.patches.find(within);
  if (patch) return patch;
  if (layout.patches.some(grown)) return null;
  for (const { centre, side, degrees } of layout.squares) {
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const [dx, dy] = [p.x - centre.x, p.y - centre.y];
    const far = Math.max(Math.abs(dx * c + dy * s), Math.abs(dy * c - dx * s));
    if (far < side / 2 - radius) return 'ink';
    if (far < side / 2 + radius) return null;
  }
  return 'paper';
}

export function zoneOf(layout: CardLayout, p: Point): Zone {
  const part = (v: number, whole: number) => Math.min(2, Math.max(0, Math.floor((v / whole) * 3)));
  return zones[part(p.y, layout.height) * 3 + part(p.x, layout.width)]!;
}
