/** Every row on the sheet, read twice, and its symbol. The picture may be a mirror image: whichever way the writing reads better is the right one. */
import { regionOf, type Frame, type GrayImage, type Point, type Region } from '../../frame.ts';
import { mostSheetLines, type HeldSheet, type SheetLine } from '../../document/statement/reading.ts';
import { shapeOf, writtenOnce } from '../../document/twice.ts';
import { grayOf } from '../artifacts/gray.ts';
import { dewarp } from '../document/dewarp.ts';
import { homographyBetween, mapPoint } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import type { BarcodeReader } from '../engines/barcode.ts';
import type { OpenCv } from '../engines/opencv.ts';
import type { PrintedLine, PrintReader } from '../engines/print.ts';
import { uprightFrame } from '../picture/orient.ts';
import { findRows } from '../print/rows.ts';
import { levelled } from './level-paper.ts';
import { pageSizeOf, type SheetPart } from './parts.ts';

/** Long side of the sheet as it is read, pixels. Chosen: a date over its whole width gets figures of 100 pixels, small print of 5 mm on A4 20. */
const readSide = 1200;
/** Rows that are read, highest first: date and word are written large. */
const rowsRead = 12;
/** A row in shares of the sheet: what is lower is no writing to be held up, what is wider than high at all is. */
const lowest = 0.018;
/**
 * What each look takes more over and under a row, in its heights: the more, the smaller are its letters, so that mistakes of one size do not come twice. Large
 * words fare worst where they fill a look's height, figures and small print where they are small. Words that two looks read differently, or with a letter that
 * may have been read twice, get the third; figures do not: of them no majority is believed. Chosen on drawn poses: of six words that were read wrongly with
 * nothing more around them, five were read right at 0.36.
 */
const looks = { first: 0.17, second: { large: 0.36, small: 0 }, third: { large: 0.62, small: 0.36 } } as const;
/** Height of a row from which on it is large, pixels of the sheet as it is read: the date and the word, and nothing else on a sheet of ours. Chosen. */
const leastLarge = 60;
/** What the reader takes beside a box in its heights: a higher box would reach over the sheet's edge, which is then read as a letter. */
const readersOwn = 0.3;
/** Figures on one row, and how surely they were read, that make a sheet the right way round without a look in the mirror: a date has eight, and letters are read out of mirrored figures. Chosen. */
const ofDate = { figures: 6, confidence: 0.8 } as const;
/** The mirror image must read so much better. Chosen. */
const better = 1.4;
const budget = 10_000;
/** EXIF's number for left and right exchanged. */
const mirrorImage = 2;

export type SheetRead = { sheet: HeldSheet; mirrored: boolean };
export type SheetEngines = { opencv: OpenCv; print: PrintReader; barcode: BarcodeReader };

/** Places in pixels of the frame. @throws CodedError as PrintReader.readRows, BarcodeReader.read */
export async function readSheet(frame: Frame, { quad, region }: SheetPart, { opencv, print, barcode }: SheetEngines): Promise<SheetRead> {
  const page = dewarp(opencv, frame, quad, pageSizeOf(quad, readSide));
  const toFrame = homographyBetween(pageCorners(page.width, page.height), quad);
  let read = await rowsOf(page, print);
  let mirrored = false, shown = page;
  if (!read.rows.some(({ line }) => (line?.confidence ?? 0) >= ofDate.confidence && figuresOf(line) >= ofDate.figures)) {
    const turned = uprightFrame(page, mirrorImage);
    const other = await rowsOf(turned, print);
    if (other.worth > better * read.worth) [read, mirrored, shown] = [other, true, turned];
  }
  const [symbol] = await barcode.read(shown, 1);
  const isSymbol = ({ x, y, width, height }: Region): boolean => symbol !== undefined && within(regionOf(symbol.corners), { x: x + width / 2, y: y + height / 2 });
  const rows = read.rows.filter((r) => !isSymbol(r.box));
  const again = await looksAt(read.gray, rows, (row) => (isWorded(row) && isLarge(row) ? looks.second.large : looks.second.small), print);
  const doubtful = rows.filter((row) => isWorded(row) && !isSame(row.line, again.get(row)));
  const third = await looksAt(read.gray, doubtful, (row) => (isLarge(row) ? looks.third.large : looks.third.small), print);
  const place = (r: Region): Region => {
    const x = mirrored ? page.width - r.x - r.width : r.x;
    return regionOf([{ x, y: r.y }, { x: x + r.width, y: r.y }, { x: x + r.width, y: r.y + r.height }, { x, y: r.y + r.height }].map((p) => mapPoint(toFrame, p)));
  };
  const lines = rows.map((row): SheetLine => {
    const [first, second] = agreeing(row.line, again.get(row), third.get(row));
    return { text: textOf(first), box: place(row.box), confidence: isWorded(row) ? surenessOf(first, second) : sure(first), again: textOf(second) };
  });
  return { sheet: { region, lines: lines.slice(0, mostSheetLines), code: symbol?.format === 'QRCode' ? symbol.text.slice(0, 200) : null }, mirrored };
}

type Row = { box: Region; line: PrintedLine | undefined };

/** `gray`: the page in even light. `worth`: letters and figures, each as sure as it was read. */
async function rowsOf(page: Frame, print: PrintReader): Promise<{ gray: GrayImage; rows: Row[]; worth: number }> {
  const gray = levelled(grayOf(page));
  const found = findRows(gray, 'poster').rows.filter((r) => r.height >= lowest * gray.height && r.width > r.height).sort((a, b) => b.height - a.height).slice(0, rowsRead).sort((a, b) => a.y - b.y);
  const seen = await looksAt(gray, found.map((box) => ({ box })), () => looks.first, print);
  return { gray, rows: [...seen].map(([{ box }, line]) => ({ box, line })), worth: [...seen.values()].reduce((sum, l) => sum + (l && l.confidence >= 0.5 ? l.confidence * textOf(l).replaceAll(/[^\p{L}\p{N}]/gu, '').length : 0), 0) };
}

const figuresOf = (line: PrintedLine | undefined): number => textOf(line).match(/\d/g)?.length ?? 0;
const isLarge = ({ box }: Row): boolean => box.height >= leastLarge;
const isWorded = ({ line }: Row): boolean => figuresOf(line) < 3;

type Look = PrintedLine | undefined;
const isOnce = (look: Look): boolean => writtenOnce(textOf(look)) === textOf(look);
/** Letter by letter, none of which may have been read twice. */
const isSame = (a: Look, b: Look): boolean => textOf(a) === textOf(b) && isOnce(a);
/** But for letters of one shape, or one that may have been read twice in one of them. */
const isAlike = (a: Look, b: Look): boolean => shapeOf(writtenOnce(textOf(a))) === shapeOf(writtenOnce(textOf(b))) && (isOnce(a) || isOnce(b));

/** The first two, or of three those two that agree best; the one without a letter that may have been read twice first, since its confidence is told. */
function agreeing(first: Look, second: Look, third: Look): [Look, Look] {
  const pairs = [[first, second], [first, third], [second, third]] as const;
  const [a, b] = pairs.find(([x, y]) => isSame(x, y)) ?? pairs.find(([x, y]) => isAlike(x, y)) ?? pairs[0];
  return isOnce(a) || !isOnce(b) ? [a, b] : [b, a];
}

const sure = (look: Look): number => Math.min(1, Math.max(0, look?.confidence ?? 0));
/**
 * Of letters that both looks read alike, each without the other's help, the surer look tells: the reader's doubt is of its dictionary, and large bold print shakes
 * the first look most. Of 52 drawn words that were read right twice the first look had 0.26 to 0.92, the surer of two 0.81 to 0.92 (`bench:statement`, seeds november and december; 0.68 at least on january).
 */
const surenessOf = (first: Look, second: Look): number => (isSame(first, second) ? Math.max(sure(first), sure(second)) : sure(first));

/** What is read of each row, in their order. @param aboveOf what is taken more over and under it, in its heights */
async function looksAt<Of extends { box: Region }>(gray: GrayImage, rows: readonly Of[], aboveOf: (row: Of) => number, print: PrintReader): Promise<Map<Of, PrintedLine | undefined>> {
  const places = rows.map((row) => {
    const { box: { x, y, width, height } } = row;
    const above = aboveOf(row), beside = 2 * above * readersOwn;
    return { x: x + beside * height, y: y - above * height, width: Math.max(1, width - 2 * beside * height), height: height * (1 + 2 * above) };
  });
  const { lines } = await print.readRows(gray, places, { timeoutMs: budget });
  return new Map(rows.map((row, i) => [row, lines.find((l) => l.region === places[i])]));
}

const textOf = (line: PrintedLine | undefined): string => (line?.text ?? '').slice(0, 200);
const within = ({ x, y, width, height }: Region, p: Point): boolean => p.x >= x && p.x <= x + width && p.y >= y && p.y <= y + height;
