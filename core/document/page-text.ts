/**
 * Text of a paper with its places, the same for a PDF's own text and for what was read from pixels. A line is a run of print on one row; where a
 * gap as wide as a column parts it (more than about one letter's height), it is two lines. Order does not matter.
 */
import type { TextLine } from './print-fields.ts';

/** Shares of the page's width and height, 0..1, from its top left corner. */
export type PageBox = { x: number; y: number; width: number; height: number };
export type PageLine = {
  text: string;
  box: PageBox;
  /** From 0. */
  page: number;
  /** 0..1; absent: exact, as in a PDF's own text. */
  confidence?: number | undefined;
};
export type PageText = { lines: readonly PageLine[] };

/** Height of a page by its width: ISO 216, near enough for letter paper. Used to hold widths against heights. */
const pageRatio = Math.SQRT2;

/** @param size of the picture that `lines` were read from, pixels */
export function pageTextOf(lines: readonly TextLine[], size: { width: number; height: number }, page = 0): PageText {
  const { width, height } = size;
  return {
    lines: lines.map(({ text, confidence, region: r }) => ({ text, confidence, page, box: { x: r.x / width, y: r.y / height, width: r.width / width, height: r.height / height } })),
  };
}

// Any size does: readers of rows compare heights and gaps only.
const rowsPageWidth = 1000;

/** Back to the form that readers of cards take; words get places by their letters. */
export function textLinesOf({ lines }: PageText): TextLine[] {
  return lines.map(({ text, box, confidence = 1 }) => {
    const region = { x: box.x * rowsPageWidth, y: box.y * rowsPageWidth * pageRatio, width: box.width * rowsPageWidth, height: box.height * rowsPageWidth * pageRatio };
    const letter = region.width / Math.max(1, text.length);
    const words = [...text.matchAll(/\S+/g)].map((m) => ({ text: m[0], confidence, region: { ...region, x: region.x + m.index * letter, width: m[0].length * letter } }));
    return { text, confidence, region, words };
  });
}

/** Top to bottom, page by page; on one row left to right. */
export function inReadingOrder(lines: readonly PageLine[]): PageLine[] {
  return lines.toSorted((a, b) => a.page - b.page || (onOneRow(a, b) ? a.box.x - b.box.x : a.box.y - b.box.y));
}

/** They share half of the lower one's height. */
export function onOneRow(a: PageLine, b: PageLine): boolean {
  const shared = Math.min(a.box.y + a.box.height, b.box.y + b.box.height) - Math.max(a.box.y, b.box.y);
  return a.page === b.page && shared >= 0.5 * Math.min(a.box.height, b.box.height);
}

/** The nearest line before it on its row, which right to left is the one to its right; null: none. Boxes of neighbours may overlap a little: places of letters are estimates. */
export function lineBefore(line: PageLine, lines: readonly PageLine[]): PageLine | null {
  const row = lines.filter((l) => l !== line && onOneRow(l, line));
  if (isRightToLeft([line, ...row].map((l) => l.text).join(' '))) {
    return row.filter((l) => l.box.x + l.box.width / 2 > line.box.x + line.box.width).sort((a, b) => a.box.x - b.box.x)[0] ?? null;
  }
  return row.filter((l) => l.box.x + l.box.width / 2 < line.box.x).sort((a, b) => b.box.x + b.box.width - a.box.x - a.box.width)[0] ?? null;
}

/** Most letters are of a script that runs to the left. */
export function isRightToLeft(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return 2 * letters.filter((l) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(l)).length > letters.length;
}

/** Lines under each other at most so many heights apart, from foot to head. Chosen: a blank line parts paragraphs. */
const nextWithin = 1.3;

const shareColumn = (a: PageBox, b: PageBox): boolean => Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x);

/** The nearest line over it in its column, no farther than `heights` of the lower of the two; null: none. */
export function lineAbove(line: PageLine, lines: readonly PageLine[], heights = nextWithin): PageLine | null {
  const gapOf = (l: PageLine): number => line.box.y - l.box.y - l.box.height;
  const above = lines.filter((l) => l !== line && l.page === line.page && !onOneRow(l, line) && l.box.y < line.box.y && gapOf(l) <= heights * Math.min(l.box.height, line.box.height) && shareColumn(l.box, line.box));
  return above.sort((a, b) => gapOf(a) - gapOf(b))[0] ?? null;
}

/** Paragraphs and blocks: rows of one height that begin (or, right to left, end) under each other, without a gap. Lines alone are blocks of one. */
export function blocksOf({ lines }: PageText): PageLine[][] {
  const blocks: PageLine[][] = [];
  for (const line of lines.toSorted((a, b) => a.page - b.page || a.box.y - b.box.y || a.box.x - b.box.x)) {
    const home = blocks.find((block) => goesOn(block.at(-1)!, line));
    if (home) home.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

// Chosen: edges no farther apart than so many letter heights; letters no more unlike than so.
const sameColumn = { begins: 1.2, ratio: 1.6 } as const;

function goesOn(upper: PageLine, lower: PageLine): boolean {
  const [low, high] = [Math.min(upper.box.height, lower.box.height), Math.max(upper.box.height, lower.box.height)];
  const gap = lower.box.y - upper.box.y - upper.box.height;
  const apart = Math.min(Math.abs(lower.box.x - upper.box.x), Math.abs(lower.box.x + lower.box.width - upper.box.x - upper.box.width));
  return upper.page === lower.page && high <= sameColumn.ratio * low && gap <= nextWithin * low && gap > -0.5 * low && apart <= sameColumn.begins * high * pageRatio;
}
