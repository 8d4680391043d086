/** The page around a machine-readable zone, the right way up: the zone tells which way that is, and how large a millimetre is. */
import type { MrzFormat } from '../../document/reading.ts';
import type { Point, Quad } from '../../frame.ts';
import { refitFrame, type LineFrame, type LineReading } from '../mrz/read-line.ts';

/** Millimetres from character to character (ICAO 9303-3, 4.4: 10 to an inch). */
const pitch = 2.54;
/** Width and height of the page in millimetres (ICAO 9303-4, 5, 6, 7; the French cards are ID-2 and ID-1). */
const pages: Readonly<Record<MrzFormat, { width: number; height: number }>> = {
  TD3: { width: 125, height: 88 }, TD2: { width: 105, height: 74 }, TD1: { width: 85.6, height: 54 }, MRVA: { width: 120, height: 80 },
  MRVB: { width: 105, height: 74 }, FRA_ID: { width: 105, height: 74 }, FRA_DL: { width: 85.6, height: 54 },
};
/** Height of the zone at the foot of the page, ICAO 9303-3: 23.2 mm; the first line's middle stands about 17 mm above the foot. */
const zoneMiddle = 17;

const along = ({ start, end }: LineFrame): Point => {
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  return { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
};

/** The document's outline, beginning at the corner from which the zone's lines run; null where the zone does not lie in it. */
export function outlineByZone(outline: Quad, readings: readonly LineReading[]): Quad | null {
  const frame = refitFrame(readings[0]!);
  const middle = { x: (frame.start.x + frame.end.x) / 2, y: (frame.start.y + frame.end.y) / 2 };
  if (!isInside(middle, outline)) return null;
  const direction = along(frame);
  const worth = (k: number): number => {
    const a = outline[k]!, b = outline[(k + 1) % 4]!;
    return ((b.x - a.x) * direction.x + (b.y - a.y) * direction.y) / Math.hypot(b.x - a.x, b.y - a.y);
  };
  const first = [0, 1, 2, 3].reduce((best, k) => (worth(k) > worth(best) ? k : best), 0);
  return [0, 1, 2, 3].map((k) => outline[(first + k) % 4]!) as Quad;
}

function isInside(p: Point, quad: Quad): boolean {
  return quad.every((a, i) => {
    const b = quad[(i + 1) % 4]!;
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) >= 0;
  });
}

/** What the page holds above its zone, by the zone's own measure and as far as the picture reaches; perspective is left out. */
export function pageAboveZone(format: MrzFormat, readings: readonly LineReading[], width: number, height: number): Quad {
  const reading = readings[0]!;
  const frame = refitFrame(reading);
  const u = along(frame);
  const millimetre = Math.hypot(frame.end.x - frame.start.x, frame.end.y - frame.start.y) / (reading.columns * pitch);
  const page = pages[format];
  const beside = ((page.width - reading.columns * pitch) / 2) * millimetre;
  const at = (from: Point, right: number, up: number): Point => ({ x: from.x + u.x * right + u.y * up, y: from.y + u.y * right - u.x * up });
  // A zone that lies a little askew lets a corner of its page fall outside.
  const slack = 0.03 * Math.max(width, height);
  const inPicture = (p: Point): boolean => p.x >= -slack && p.y >= -slack && p.x <= width + slack && p.y <= height + slack;
  /** The farthest of twenty steps that stays in the picture. */
  const reach = (most: number, place: (far: number) => Point[]): number => [...Array(21).keys()].map((i) => most * (1 - i / 20)).find((far) => place(far).every(inPicture)) ?? 0;
  // The page ends a line's height above the zone's first line.
  const foot = (frame.startHeight + frame.endHeight) / 2;
  const left = reach(beside, (far) => [at(frame.start, -far, foot)]), right = reach(beside, (far) => [at(frame.end, far, foot)]);
  const up = reach((page.height - zoneMiddle) * millimetre, (far) => [at(frame.start, -left, far), at(frame.end, right, far)]);
  const top = Math.max(up, 2 * foot);
  return [at(frame.start, -left, top), at(frame.end, right, top), at(frame.end, right, foot), at(frame.start, -left, foot)];
}

/** The place lies on one of the zone's lines, or so near that it is part of one. */
export function isOnZone(p: Point, readings: readonly LineReading[]): boolean {
  return readings.some((reading) => {
    const frame = refitFrame(reading);
    const u = along(frame);
    const [dx, dy] = [p.x - frame.start.x, p.y - frame.start.y];
    const length = Math.hypot(frame.end.x - frame.start.x, frame.end.y - frame.start.y);
    const height = (frame.startHeight + frame.endHeight) / 2;
    const t = dx * u.x + dy * u.y;
    return Math.abs(dy * u.x - dx * u.y) < height && t > -height && t < length + height;
  });
}
