/** Rows of print on a page: where tesseract is asked to read. Its own search for print loses values on patterned backgrounds and joins columns. */
import { unionOf, type GrayImage, type Region } from '../../frame.ts';
import { leastHeights, percentile, textLinesOf, type TextLine } from '../document/text-lines.ts';
import { resize } from '../mrz/pyramid.ts';

/**
 * Sizes of the copies on which rows are searched, pixels in all. A card of 85.6 x 54 mm has 11 and 5.5 pixels a millimetre on the first
 * two: labels of 1 mm up to titles of 7 mm fall into the 4..42 pixels that textLinesOf looks for. A sheet of small print needs the finer pair, one written on to be read from afar the coarser.
 */
const copies = { card: [600_000, 150_000], sheet: [1_300_000, 325_000], poster: [70_000, 14_000] } as const;
/** Boxes of one row: how much of the lower one's height they share, how far apart in heights, how unlike in height. Chosen, not measured. */
const sameRow = { shared: 0.6, gap: 0.9, ratio: 1.7 };
/** On a sheet written to be read from afar there are no columns: "2026 / 11 / 29" is one row. */
const posterGap = 2.2;

/** Length of a row of its own, as textLinesOf has it, and of the two figures of a month or a day in a narrow face, in heights. The latter chosen. */
const shortest = { row: leastHeights, part: 1.1 } as const;

export type PageSize = keyof typeof copies;

export type RowSearch = { rows: Region[]; /** Rows run down the picture: it lies on its side. */ direction: 'level' | 'upright' };

/** Rows in pixels of the picture, top to bottom. */
export function findRows(gray: GrayImage, size: PageSize): RowSearch {
  const isPoster = size === 'poster';
  const [fine, coarse] = copies[size].map((pixels) => boxesAt(gray, pixels, isPoster));
  const isSeveral = isPoster ? (box: Region): boolean => hasPaperAcross(gray, box) : null;
  const gap = isPoster ? posterGap : sameRow.gap;
  const rows = withParts(joined(bestOf(fine!.boxes, coarse!.boxes, isSeveral), gap), [...fine!.parts, ...coarse!.parts], gap);
  return { rows: rows.sort((a, b) => a.y - b.y), direction: coarse!.direction === fine!.direction ? fine!.direction : 'level' };
}

/** `parts`: level boxes too short for a row of their own; none unless wanted. */
type Boxes = { boxes: Region[]; parts: Region[]; direction: 'level' | 'upright' };

function boxesAt(gray: GrayImage, pixels: number, withParts: boolean): Boxes {
  const scale = Math.sqrt(pixels / (gray.width * gray.height));
  const { width, height, data } = resize(gray, gray.width * scale, gray.height * scale);
  const { lines, direction } = textLinesOf({ width, height, luma: Float32Array.from(data) }, 3, 'both ways', withParts ? shortest.part : shortest.row);
  const isRow = (l: TextLine): boolean => direction === 'upright' || l.width >= shortest.row * l.height;
  const boxOf = (l: TextLine): Region => ({ x: l.x / scale, y: l.y / scale, width: l.width / scale, height: l.height / scale });
  return { boxes: lines.filter(isRow).map(boxOf), parts: lines.filter((l) => !isRow(l)).map(boxOf), direction };
}

/**
 * A coarse box holds the same row as the fine ones in it, or a title whose strokes are too wide for the fine copy and leave slices of it there, or several
 * fine rows run together. @param isSeveral tells the last two by their pixels; null: they are told by the rows that lie whole in it
 */
export function bestOf(fine: readonly Region[], coarse: readonly Region[], isSeveral: ((box: Region) => boolean) | null): Region[] {
  const kept = new Set(fine);
  const added: Region[] = [];
  for (const box of coarse) {
    const inside = [...kept].filter((f) => sharedArea(f, box) > 0.6 * f.width * f.height);
    const highest = Math.max(0, ...inside.map((f) => f.height));
    // Much lower than the box and yet much of it: rows of small print, or slices of large letters.
    const low = isSeveral ? fine.filter((f) => f.height < 0.6 * box.height) : inside;
    const seen = low.reduce((sum, f) => sum + (isSeveral ? sharedArea(f, box) : f.width * f.height), 0) / (box.width * box.height);
    if (highest < 0.6 * box.height && seen > 0.35 && (isSeveral ? isSeveral(box) : inside.length > 1)) continue;
    for (const f of inside) kept.delete(f);
    added.push(highest >= 0.6 * box.height ? unionOf([box, ...inside]) : box);
  }
  return [...kept, ...added];
}

/** Share of a level line's pixels that may be ink where it is paper, and of the box's height that paper between two rows takes at least. Chosen. */
const [mostInk, leastPaper] = [0.005, 0.04];

/** Paper runs through the box from side to side, with ink over and under it. */
export function hasPaperAcross({ width, height, data }: GrayImage, box: Region): boolean {
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const [right, bottom] = [Math.min(width, Math.round(box.x + box.width)), Math.min(height, Math.round(box.y + box.height))];
  const levels = new Uint32Array(256);
  for (let y = top; y < bottom; y++) for (let i = y * width + left; i < y * width + right; i++) levels[data[i]!]!++;
  const ink = (percentile(levels, 0.03) + percentile(levels, 0.9)) / 2;
  let [seen, paper] = [false, 0];
  for (let y = top; y < bottom; y++) {
    let dark = 0;
    for (let i = y * width + left; i < y * width + right; i++) if (data[i]! < ink) dark++;
    const isPaper = dark <= mostInk * (right - left);
    if (!isPaper && seen && paper >= leastPaper * (bottom - top)) return true;
    if (!isPaper) seen = true;
    paper = isPaper ? paper + 1 : 0;
  }
  return false;
}

/**
 * A thin dash is no line of print, and the two figures behind it are too short to be one: on its own such a part is nothing, beside a row it is more of it,
 * and the next part may stand beside that.
 */
export function withParts(rows: Region[], parts: readonly Region[], gap: number): Region[] {
  const i = parts.findIndex((p) => rows.some((r) => onOneRow(r, p, gap)));
  return i < 0 ? rows : withParts(joined([...rows, parts[i]!], gap), parts.toSpliced(i, 1), gap);
}

/** Neighbours on one row become one box, until none is left. */
function joined(boxes: readonly Region[], gap: number): Region[] {
  const rows: Region[] = [];
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    const i = rows.findIndex((r) => onOneRow(r, box, gap));
    if (i >= 0) rows[i] = unionOf([rows[i]!, box]);
    else rows.push(box);
  }
  return rows.length < boxes.length ? joined(rows, gap) : rows;
}

function onOneRow(a: Region, b: Region, most: number): boolean {
  const low = Math.min(a.height, b.height), high = Math.max(a.height, b.height);
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  return high <= sameRow.ratio * low && shared >= sameRow.shared * low && gap <= most * low;
}

function sharedArea(a: Region, b: Region): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
