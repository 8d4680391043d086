/** Photographs cards with a camera whose faults are known, measures the pictures, and compares. */
import type { Frame } from '../../../core/frame.ts';
import { drawingOf } from '../../../core/golden-card/drawing.ts';
import type { GoldenFigures } from '../../../core/golden-card/figures.ts';
import { cardSizeNames, cornersOf, layoutOf, zones, type CardSize } from '../../../core/golden-card/layout.ts';
import { measureGoldenCard } from '../../../core/golden-card/measure.ts';
import { serialLimit } from '../../../core/golden-card/serial.ts';
import type { OpenCv } from '../../../core/vision/engines/opencv.ts';
import { pictureOf } from '../../golden-card/paint.ts';
import { createRandom } from '../../specimens/random.ts';
import { photograph, projection, trueDpi, trueGlare, trueMtf50, type Shot } from './camera.ts';

export type EdgeRow = { place: string; across: 'horizontal' | 'vertical'; truth: number; measured: number | null };
export type ZoneRow = { zone: string; truth: 'lamp' | 'clear' | 'between'; measured: boolean };
export type BenchRow = { shot: Shot; figures: GoldenFigures; dpi: number; edges: EdgeRow[]; zones: ZoneRow[]; ms: number };

/** Dots an inch the card is drawn with before it is photographed. */
const sourceDpi: Record<CardSize, number> = { 'id-1': 1200, 'id-3': 900, 'a4': 450 };
/** A lamp that adds this much of paper's light, over a tenth of a zone, hides print; below a hundredth nobody sees it. Between, either answer is right. */
const glareLimit = 0.12;
const zoneTruth = (part: number): ZoneRow['truth'] => (part >= 0.1 ? 'lamp' : part < 0.01 ? 'clear' : 'between');

export const serialOf = (size: CardSize): number => 0x3f9a2c + cardSizeNames.indexOf(size);

export function photographer(): (shot: Shot, seed: string) => Frame {
  const sources = new Map<CardSize, Frame>();
  return (shot, seed) => {
    const source = sources.get(shot.size) ?? pictureOf(drawingOf({ size: shot.size, serial: serialOf(shot.size) % serialLimit }), sourceDpi[shot.size]);
    sources.set(shot.size, source);
    return photograph(shot, source, createRandom(seed));
  };
}

/** A desk as it may be; the same for the same number. */
export function randomShot(index: number): Shot {
  const random = createRandom(`golden card ${index}`);
  const size = cardSizeNames[index % cardSizeNames.length]!;
  const { width, height } = layoutOf(size);
  const picture = size === 'a4' ? { width: 1944, height: 2592 } : index % 2 === 0 ? { width: 1920, height: 1080 } : { width: 2592, height: 1944 };
  const largest = Math.min((picture.width * 0.84) / width, (picture.height * 0.84) / height) * 25.4;
  const dpi = random.between(Math.min(130, largest * 0.8), Math.min(330, largest));
  const lampCount = [0, 1, 1, 2][index % 4]!;
  const free = { x: picture.width - (width * dpi) / 25.4, y: picture.height - (height * dpi) / 25.4 };
  return {
    size, ...picture, dpi,
    turn: random.between(-3, 3), tilt: { x: random.between(-8, 8), y: random.between(-8, 8) },
    off: { x: random.between(-0.2, 0.2) * free.x, y: random.between(-0.2, 0.2) * free.y },
    radial: random.between(-0.06, 0.03), blur: 3 + 2 * Math.floor(random.between(0, 9)),
    exposure: random.between(0.5, 0.85), vignetting: random.between(0, 0.35),
    gains: [random.between(0.9, 1.1), 1, random.between(0.85, 1.1)], veil: random.between(0, 0.05),
    noise: { shot: random.between(0.003, 0.015), read: random.between(0.001, 0.003) },
    lamps: Array.from({ length: lampCount }, () => ({ x: random.between(0.15, 0.85) * width, y: random.between(0.15, 0.85) * height, radius: random.between(0.07, 0.2) * width, strength: random.between(0.3, 1.5) })),
  };
}

export function benchRow(opencv: OpenCv, shot: Shot, frame: Frame): BenchRow {
  const from = performance.now();
  const figures = measureGoldenCard(opencv, frame);
  const ms = performance.now() - from;
  const { at } = projection(shot);
  const edges = layoutOf(shot.size).squares.flatMap((square) => {
    const corners = cornersOf(square).map(at);
    const found = figures.sharpness.find((s) => s.place === square.place)!;
    return (['horizontal', 'vertical'] as const).map((across): EdgeRow => {
      const truths = corners.flatMap((a, i) => {
        const b = corners[(i + 1) % 4]!;
        const length = Math.hypot(b.x - a.x, b.y - a.y);
        const normal = { x: (b.y - a.y) / length, y: (a.x - b.x) / length };
        return (Math.abs(normal.x) > Math.abs(normal.y)) === (across === 'horizontal') ? [trueMtf50(shot, normal, shot.dpi / sourceDpi[shot.size])] : [];
      });
      return { place: square.place, across, truth: truths.reduce((sum, v) => sum + v, 0) / truths.length, measured: found[across]?.cyclesPerPixel ?? null };
    });
  });
  const glare = trueGlare(shot, glareLimit);
  return { shot, figures, dpi: trueDpi(shot), edges, zones: zones.map((zone) => ({ zone, truth: zoneTruth(glare[zone]), measured: figures.lamps.includes(zone) })), ms };
}
