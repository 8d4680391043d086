/** A page's content stream, walked in the order it paints: what covers what. Made for marks of later changes, not for drawing. */
import { regionOf, type Point, type Region } from '../../frame.ts';
import type { PdfDrawing } from './pdf-types.ts';

/** Operators by the numbers that this build of the library gives them. */
export type Operators = Readonly<Record<
  'save' | 'restore' | 'transform' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd' | 'paintImageXObject' | 'paintInlineImageXObject' | 'constructPath' | 'fill' | 'eoFill'
  | 'beginText' | 'setTextMatrix' | 'moveText' | 'nextLine' | 'setLeading' | 'setLeadingMoveText' | 'setFont' | 'setHScale' | 'setCharSpacing' | 'setWordSpacing' | 'setTextRenderingMode' | 'showText', number>>;

export type OperatorList = { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] };

/** [a b c d e f]: x' = ax + cy + e, y' = bx + dy + f. */
type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** Share of the page from which on a picture is the page itself. A scan with its margins cut off still covers this; chosen, not measured. */
const pageShare = 0.7;

type Painted = { region: Region; visible: boolean; order: number; coveredAt: number | null };
type State = { ctm: Matrix; visible: boolean };
type Walk = {
  state: State; saved: State[];
  text: Matrix; line: Matrix; size: number; leading: number; stretch: number; letterGap: number; wordGap: number;
  painted: Painted[]; imageAt: number | null; order: number; page: { width: number; height: number };
};

/** @param toPixels from the page's space to pixels of its picture: the viewport's matrix. */
export function drawingOf({ fnArray, argsArray }: OperatorList, ops: Operators, toPixels: Matrix, page: { width: number; height: number }): PdfDrawing {
  const walk: Walk = {
    state: { ctm: toPixels, visible: true }, saved: [], text: identity, line: identity, size: 1, leading: 0, stretch: 1, letterGap: 0, wordGap: 0,
    painted: [], imageAt: null, order: 0, page,
  };
  const acts = actsOf(ops);
  for (const [i, operator] of fnArray.entries()) {
    walk.order = i;
    acts.get(operator)?.(walk, (argsArray[i] ?? []) as never);
  }
  const { imageAt } = walk;
  const shown = walk.painted.filter((p) => p.visible);
  return {
    pageImage: imageAt !== null, runs: shown.length, hidden: walk.painted.length - shown.length,
    overImage: imageAt === null ? [] : shown.filter((p) => p.order > imageAt).map((p) => p.region),
    replaced: shown.filter((p) => p.coveredAt !== null && shown.some((q) => q.order > p.coveredAt! && meet(q.region, p.region))).map((p) => p.region),
  };
}

type Act = (walk: Walk, args: never) => void;

function actsOf(ops: Operators): Map<number, Act> {
  const acts: Partial<Record<keyof Operators, Act>> = {
    save: (w) => void w.saved.push(w.state),
    restore: (w) => { w.state = w.saved.pop() ?? w.state; },
    transform: (w, m: Matrix) => { w.state = { ...w.state, ctm: times(w.state.ctm, m) }; },
    paintFormXObjectBegin: (w, [matrix]: [Matrix | null]) => {
      w.saved.push(w.state);
      if (matrix) w.state = { ...w.state, ctm: times(w.state.ctm, matrix) };
    },
    paintFormXObjectEnd: (w) => { w.state = w.saved.pop() ?? w.state; },
    paintImageXObject: paintImage,
    paintInlineImageXObject: paintImage,
    constructPath: (w, [paint, , box]: [number, unknown, ArrayLike<number> | null]) => { if (box && (paint === ops.fill || paint === ops.eoFill)) cover(w, box); },
    beginText: (w) => { w.text = w.line = identity; },
    setTextMatrix: (w, given: [Matrix] | Matrix) => { w.text = w.line = (typeof given[0] === 'number' ? given : given[0]) as Matrix; },
    moveText: (w, [x, y]: [number, number]) => { moveLine(w, x, y); },
    setLeading: (w, [leading]: [number]) => { w.leading = -leading; },
    setLeadingMoveText: (w, [x, y]: [number, number]) => {
      w.leading = y;
      moveLine(w, x, y);
    },
    nextLine: (w) => { moveLine(w, 0, w.leading); },
    setFont: (w, [, size]: [string, number]) => { w.size = size; },
    setHScale: (w, [percent]: [number]) => { w.stretch = percent / 100; },
    setCharSpacing: (w, [gap]: [number]) => { w.letterGap = gap; },
    setWordSpacing: (w, [gap]: [number]) => { w.wordGap = gap; },
    // 3 and 7 paint nothing (ISO 32000-2, table 104): the text layer that a scanner's reader lays over its picture.
    setTextRenderingMode: (w, [mode]: [number]) => { w.state = { ...w.state, visible: mode !== 3 && mode !== 7 }; },
    showText: (w, [glyphs]: [readonly Glyph[]]) => { show(w, glyphs); },
  };
  return new Map(Object.entries(acts).map(([name, act]) => [ops[name as keyof Operators], act]));
}

function paintImage(w: Walk): void {
  const box = boxOf(w.state.ctm, 0, 0, 1, 1);
  const { width, height } = w.page;
  const shared = overlap(box, { x: 0, y: 0, width, height });
  if (shared >= pageShare * width * height) w.imageAt = w.order;
  // Of a page as wide as this, the text below is a scanner's.
  else hide(w, box);
}

/** Anything filled hides the text below it: a pattern or a half-transparent shape counts too, so a mark asks for new text in the same place. */
function cover(w: Walk, corners: ArrayLike<number>): void {
  hide(w, boxOf(w.state.ctm, corners[0]!, corners[1]!, corners[2]!, corners[3]!));
}

function hide(w: Walk, box: Region): void {
  for (const run of w.painted) {
    if (run.coveredAt === null && overlap(box, run.region) > 0.9 * run.region.width * run.region.height) run.coveredAt = w.order;
  }
}

type Glyph = number | { width?: number; isSpace?: boolean } | null;

function show(w: Walk, glyphs: readonly Glyph[]): void {
  let advance = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') advance -= (glyph / 1000) * w.size * w.stretch;
    else if (glyph) advance += (((glyph.width ?? 0) / 1000) * w.size + w.letterGap + (glyph.isSpace ? w.wordGap : 0)) * w.stretch;
  }
  const region = boxOf(times(w.state.ctm, w.text), 0, -0.2 * w.size, advance, 0.8 * w.size);
  if (region.width > 0 && region.height > 0) w.painted.push({ region, visible: w.state.visible, order: w.order, coveredAt: null });
  w.text = times(w.text, [1, 0, 0, 1, advance, 0]);
}

function moveLine(w: Walk, x: number, y: number): void {
  w.line = times(w.line, [1, 0, 0, 1, x, y]);
  w.text = w.line;
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
];

function boxOf(m: Matrix, x0: number, y0: number, x1: number, y1: number): Region {
  const at = (x: number, y: number): Point => ({ x: m[0] * x + m[2] * y + m[4], y: m[1] * x + m[3] * y + m[5] });
  const { x, y, width, height } = regionOf([at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)]);
  return { x, y, width, height };
}

function overlap(a: Region, b: Region): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

const meet = (a: Region, b: Region): boolean => overlap(a, b) > 0.2 * Math.min(a.width * a.height, b.width * b.height);
