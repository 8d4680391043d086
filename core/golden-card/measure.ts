/** One picture of a golden card, measured. */
import { CodedError } from '../errors.ts';
import type { Frame, Point } from '../frame.ts';
import { pictureLimits } from '../vision/picture/header.ts';
import type { Picture } from '../vision/picture/picture.ts';
import { grayOf } from '../vision/artifacts/gray.ts';
import type { OpenCv } from '../vision/engines/opencv.ts';
import { edgeSharpness } from './edge.ts';
import type { GoldenFigures, Sharpness } from './figures.ts';
import { findCard, type FoundCard } from './find.ts';
import { cornersOf, type SlantedSquare } from './layout.ts';
import { lightOf } from './light.ts';

/** Of the side of a square, at either side of its edge, that shows nothing else. The layout's test holds it. */
const reach = 0.28;

/** @param frame at the size the device delivers. @throws CodedError golden.not-found · golden.covered · golden.several · golden.unknown · engine.failed */
export function measureGoldenCard(opencv: OpenCv, frame: Frame): GoldenFigures {
  const card = findCard(opencv, grayOf(frame));
  const { figures, lit } = lightOf(frame, card);
  return {
    card: { size: card.size, serial: card.serial },
    picture: { width: frame.width, height: frame.height },
    dpi: 25.4 * scaleAt(card, { x: card.layout.width / 2, y: card.layout.height / 2 }),
    sharpness: card.layout.squares.map((square) => (lit.includes(square.place) ? { place: square.place, horizontal: null, vertical: null } : sharpnessOf(frame, card, square))),
    ...figures,
    geometry: { residualPercent: card.residualPercent, radialPercent: card.radialPercent },
  };
}

/** A picture file: of one that had to be reduced every figure would be of the reduction. @throws CodedError file.too-many-pixels, and as measureGoldenCard */
export function measureGoldenPicture(opencv: OpenCv, { frame, width, height, scale }: Picture): GoldenFigures {
  if (scale !== 1) throw new CodedError('file.too-many-pixels', { megapixels: Math.round((width * height) / 1e6), limit: pictureLimits.analysedPixels / 1e6 });
  return measureGoldenCard(opencv, frame);
}

/** Pixels a millimetre, geometric mean of both directions. */
function scaleAt({ at }: FoundCard, p: Point): number {
  const d = 0.5;
  const [l, r, t, b] = [at({ x: p.x - d, y: p.y }), at({ x: p.x + d, y: p.y }), at({ x: p.x, y: p.y - d }), at({ x: p.x, y: p.y + d })];
  return Math.sqrt(Math.abs((r.x - l.x) * (b.y - t.y) - (r.y - l.y) * (b.x - t.x)));
}

function sharpnessOf(frame: Frame, card: FoundCard, square: SlantedSquare): GoldenFigures['sharpness'][number] {
  const corners = cornersOf(square);
  const found = corners.map((from, i) => {
    const to = corners[(i + 1) % 4]!;
    const [a, b] = [card.at(from), card.at(to)];
    // One millimetre to the inside of the square, across the edge in the picture.
    const inside = { x: (square.centre.x - (from.x + to.x) / 2) / (square.side / 2), y: (square.centre.y - (from.y + to.y) / 2) / (square.side / 2) };
    const moved = card.at({ x: (from.x + to.x) / 2 + inside.x, y: (from.y + to.y) / 2 + inside.y });
    const pixelsPerMm = Math.abs((moved.x - a.x) * (b.y - a.y) - (moved.y - a.y) * (b.x - a.x)) / Math.hypot(b.x - a.x, b.y - a.y);
    return { edge: edgeSharpness(frame, a, b, reach * square.side * pixelsPerMm), pixelsPerMm };
  });
  const across = (direction: 'horizontal' | 'vertical'): Sharpness | null => {
    const own = found.flatMap(({ edge, pixelsPerMm }) => (typeof edge === 'object' && edge.across === direction ? [{ cyclesPerPixel: edge.cyclesPerPixel, linePairsPerMm: edge.cyclesPerPixel * pixelsPerMm }] : []));
    if (own.length === 0) return null;
    const meanOf = (unit: keyof Sharpness): number => own.reduce((sum, s) => sum + s[unit], 0) / own.length;
    return { cyclesPerPixel: meanOf('cyclesPerPixel'), linePairsPerMm: meanOf('linePairsPerMm') };
  };
  return { place: square.place, horizontal: across('horizontal'), vertical: across('vertical') };
}
