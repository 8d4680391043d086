/** One picture of a page as lines of print: its rows, the right way up, in the page's own language. What is enough differs: a card is known by a few rows, of a letter every row counts. */
import type { TextLine } from '../../document/print-fields.ts';
import type { GrayImage, Region } from '../../frame.ts';
import type { PrintReader } from '../engines/print.ts';
import { rotated, type QuarterTurns } from '../mrz/turn.ts';
import { findRows, type PageSize } from './rows.ts';
import { placed, readScattered } from './scattered.ts';

/** Most one look at a picture's rows may take; what is read by then is taken. Long, so that a busy machine reads the same as a free one. Chosen. */
const budget = 20_000;
/** Letters that make a page the right way up, read at `sure` and better, of the rows that are tried. Chosen, not measured. */
const enoughLetters = 12;
const sure = 0.8;
const rowsTried = 6;
/** Rows read at a time; in between the plan is asked. Chosen: a letter names itself within the first 24. */
const rowsAtATime = 18;

/** `toFrame`: from pixels of `gray` to those of the picture it was taken from. */
export type PageView = { gray: GrayImage; size: PageSize; toFrame(region: Region): Region };

export type ReadingPlan = {
  /** Asked between rows: the rest is not needed. */
  isEnough(lines: readonly TextLine[]): boolean;
  /** The rows say what the page is; where they do not, words scattered over it are searched as well. */
  isTold(lines: readonly TextLine[]): boolean;
  /** Packs that these lines call for beside the base language. Asked between rows too when `early`: what is read afterwards is read with them at once. */
  languagesOf(lines: readonly TextLine[]): string[];
  early: boolean;
};

/** @throws CodedError as PrintReader.readRows */
export async function readPage({ gray, size, toFrame }: PageView, plan: ReadingPlan, print: PrintReader): Promise<TextLine[]> {
  const found = findRows(gray, size);
  const way = await rightWay(gray, found.rows, found.direction === 'level' ? [0, 2] : [1, 3], size, print);
  const { lines, settled } = await restOf(way, plan, print);
  const told = lettersOf(lines) >= enoughLetters && plan.isTold(lines);
  const read = told ? await inOwnLanguage(way.image, lines, settled, plan, print) : [...lines, ...await readScattered(way.image, print, { timeoutMs: budget })];
  return read.map((line) => placed(line, (r) => toFrame(way.back(r)))).sort((a, b) => a.region.y - b.region.y);
}

type Way = { image: GrayImage; back(region: Region): Region; rows: Region[]; lines: TextLine[] };

/** Of two ways round, the one that reads better on some of the widest rows. */
async function rightWay(gray: GrayImage, level: readonly Region[], ways: readonly QuarterTurns[], size: PageSize, print: PrintReader): Promise<Way> {
  const tried: Way[] = [];
  for (const turns of ways) {
    const { image, back } = rotated(gray, turns);
    const rows = turns === 0 ? [...level] : findRows(image, size).rows;
    const first = rows.toSorted((a, b) => b.width * Math.sqrt(b.height) - a.width * Math.sqrt(a.height)).slice(0, rowsTried);
    const { lines } = await print.readRows(image, first, { timeoutMs: budget });
    tried.push({ image, back, rows: rows.filter((r) => !first.includes(r)), lines });
    if (lettersOf(lines) >= enoughLetters) break;
  }
  return tried.reduce((a, b) => (lettersOf(b.lines) > lettersOf(a.lines) ? b : a));
}

/** The other rows, highest first, as far as the plan wants them; none where the first rows, the widest, were no print. `settled`: lines read in the page's language already. */
async function restOf({ image, rows, lines: known }: Way, plan: ReadingPlan, print: PrintReader): Promise<{ lines: TextLine[]; settled: ReadonlySet<TextLine> }> {
  const lines = [...known];
  const settled = new Set<TextLine>();
  if (lettersOf(lines) === 0) return { lines, settled };
  const byHeight = rows.toSorted((a, b) => b.height - a.height);
  for (let at = 0; at < byHeight.length && !plan.isEnough(lines); at += rowsAtATime) {
    const languages = plan.early ? plan.languagesOf(lines) : [];
    const read = (await print.readRows(image, byHeight.slice(at, at + rowsAtATime), { timeoutMs: budget, languages })).lines;
    lines.push(...read);
    if (languages.length > 0) for (const line of read) settled.add(line);
  }
  return { lines, settled };
}

/**
 * Once more with the packs that the page calls for: English data lack letters of other languages and guess words of its own.
 * Rows of figures stay as they are. A reading that is less sure than before does not replace it.
 */
async function inOwnLanguage(image: GrayImage, lines: readonly TextLine[], settled: ReadonlySet<TextLine>, plan: ReadingPlan, print: PrintReader): Promise<readonly TextLine[]> {
  const languages = plan.languagesOf(lines);
  if (languages.length === 0) return lines;
  const worded = lines.filter((l) => !settled.has(l) && /\p{L}{3}/u.test(l.text));
  const again = (await print.readRows(image, worded.map((l) => l.region), { timeoutMs: budget, languages })).lines;
  return lines.map((line) => again.find((l) => l.region === line.region && l.confidence >= line.confidence) ?? line);
}

/** Letters and figures of words read at 0.8 and better. */
export const lettersOf = (lines: readonly TextLine[]): number => lines.flatMap((l) => l.words).filter((w) => w.confidence >= sure).reduce((n, w) => n + w.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0);
