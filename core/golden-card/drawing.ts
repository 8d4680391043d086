/** The card as flat shapes in millimetres, for whatever draws it. */
import type { Point } from '../frame.ts';
import { markerBits } from './dictionary.ts';
import { cornersOf, layoutOf, type Ruler } from './layout.ts';
import { fiducialIds, serialText, type CardIdentity } from './serial.ts';

export type Rgb = readonly [number, number, number];
export type Shape = { points: readonly Point[]; rgb: Rgb };
/** `height`: of its line, millimetres; x, y: where its base line begins. */
export type Writing = { text: string; x: number; y: number; height: number };
export type Drawing = { width: number; height: number; shapes: Shape[]; writing: Writing[] };

const ink: Rgb = [0, 0, 0];
const paper: Rgb = [255, 255, 255];
/** White modules reach into the next white one, millimetres: edge on edge a hairline would show. */
const lap = 0.05;

export function drawingOf(card: CardIdentity): Drawing {
  const layout = layoutOf(card.size);
  const ids = fiducialIds(card);
  const shapes: Shape[] = [
    ...layout.fiducials.flatMap(({ x, y, width, slot }) => {
      const bits = markerBits(ids[slot]!);
      const module = width / bits.length;
      return [{ points: box(x, y, width, width), rgb: ink }, ...bits.flatMap((row, v) => row.flatMap((white, u) => (white ? [{ points: box(x + u * module, y + v * module, module + (row[u + 1] ? lap : 0), module + (bits[v + 1]?.[u] ? lap : 0)), rgb: paper }] : [])))];
    }),
    ...layout.squares.map((square) => ({ points: cornersOf(square), rgb: ink })),
    ...layout.patches.map(({ x, y, width, height, rgb }) => ({ points: box(x, y, width, height), rgb })),
    ...layout.rulers.flatMap(ticks),
  ];
  const { label } = layout;
  const line = Math.min(label.height * 0.7, label.width / 18);
  return { width: layout.width, height: layout.height, shapes, writing: [{ text: `Vestibule golden card ${card.size.toUpperCase()} ${serialText(card.serial)}`, x: label.x, y: label.y + label.height * 0.8, height: line }] };
}

function ticks({ x, y, length, tick, along }: Ruler): Shape[] {
  return Array.from({ length: length + 1 }, (_, i) => {
    const long = i % 10 === 0 ? 2 : i % 5 === 0 ? 1.5 : 1;
    const wide = 0.15;
    return { rgb: ink, points: along === 'x' ? box(x + i - wide / 2, y - tick * (long - 1), wide, tick * long) : box(x, y + i - wide / 2, tick * long, wide) };
  });
}

const box = (x: number, y: number, width: number, height: number): Point[] => [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];

/** ISO 216. */
const a4 = { width: 210, height: 297 } as const;
const grey: Rgb = [153, 153, 153];
/** Width of the line to cut along, and the height of a line of what is said, millimetres. Chosen. */
const cut = 0.1;
const said = 2.6;
const howTo = ['Print at 100 % ("actual size"), on white matt paper, in the best quality. Lay a ruler beside it: the long lines must be ten millimetres apart.', 'Cut along the line. To see lamps as a document shows them, put it into the clear sleeve or laminate that your documents have.'];

/** A page of A4 with the card in true size; smaller cards lie in its middle, with a line to cut along and what to do. */
export function pageOf(drawing: Drawing): Drawing {
  const { width, height } = drawing;
  const [left, top] = [(a4.width - width) / 2, (a4.height - height) / 2];
  const isWhole = width >= a4.width;
  const around = [box(-cut, -cut, width + 2 * cut, cut), box(-cut, height, width + 2 * cut, cut), box(-cut, 0, cut, height), box(width, 0, cut, height)];
  const shapes = [...drawing.shapes, ...(isWhole ? [] : around.map((points) => ({ points, rgb: grey })))];
  return {
    ...a4,
    shapes: shapes.map(({ points, rgb }) => ({ rgb, points: points.map((p) => ({ x: p.x + left, y: p.y + top })) })),
    writing: [...drawing.writing.map((w) => ({ ...w, x: w.x + left, y: w.y + top })), ...(isWhole ? [] : howTo.map((text, i) => ({ text, x: 12, y: top + height + 12 + i * 5, height: said })))],
  };
}
