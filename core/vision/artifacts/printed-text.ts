import type { TextLine } from '../../document/print-fields.ts';
import { typeOfPrint } from '../../document/classification.ts';
import { regionOf, type GrayImage, type Region } from '../../frame.ts';
import type { PrintReader } from '../engines/print.ts';
import { boxOnSource } from '../document/proof.ts';
import { rotated, type QuarterTurns } from '../mrz/turn.ts';
import { languagesOfState } from '../print/languages.ts';
import { findRows, type PageSize } from '../print/rows.ts';
import { placed, readScattered } from '../print/scattered.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { defineArtifact } from './artifact.ts';
import { grayOf } from './gray.ts';

/** Most one look at a picture's rows may take; what is read by then is taken. Long, so that a busy machine reads the same as a free one. Chosen. */
const budget = 20_000;
/** Letters that make a page the right way up, read at `sure` and better, of the rows that are tried. Chosen, not measured. */
const enoughLetters = 12;
const sure = 0.8;
const rowsTried = 6;
/** Letters of a page below which its outline is not believed and the whole picture is read. Chosen, not measured. */
const fewLetters = 24;
/** Rows read at a time; in between it is asked whether this is plainly no document. Chosen: a letter names itself within the first 24. */
const rowsAtATime = 18;
const plainly = 0.6;

type View = { gray: GrayImage; size: PageSize; toFrame(region: Region): Region };

/** Lines of print, places in pixels of the frame. Takes a second. */
export const printedText = defineArtifact({
  name: 'printedText',
  async make(gather, engines): Promise<TextLine[]> {
    const [print, opencv] = [await engines.print(), await engines.opencv()];
    const { documents, fillsPicture } = await gather('documentGeometry');
    const whole: View = { gray: await gather('gray'), size: documents[0] && fillsPicture && documents[0].format.startsWith('ID') ? 'card' : 'sheet', toFrame: (r) => r };
    if (fillsPicture || !documents[0]) return readView(whole, opencv, print);
    const { page, toSource, format } = await gather('documentPage');
    const dewarped: View = {
      gray: grayOf(page), size: format.startsWith('ID') ? 'card' : 'sheet', toFrame: (r) => regionOf(boxOnSource(toSource, r)),
    };
    const lines = await readView(dewarped, opencv, print);
    if (lettersOf(lines) >= fewLetters) return lines;
    const around = await readView(whole, opencv, print);
    return lettersOf(around) > lettersOf(lines) ? around : lines;
  },
});

async function readView({ gray, size, toFrame }: View, opencv: OpenCv, print: PrintReader): Promise<TextLine[]> {
  const found = findRows(opencv, gray, size);
  const { image, back, lines } = await rightWay(gray, found.rows, found.direction === 'level' ? [0, 2] : [1, 3], size, opencv, print);
  const told = lettersOf(lines) >= enoughLetters && typeOfPrint(lines) !== null;
  const read = told ? await inOwnLanguage(image, lines, print) : [...lines, ...await readScattered(image, print, { timeoutMs: budget })];
  return read.map((line) => placed(line, (r) => toFrame(back(r)))).sort((a, b) => a.region.y - b.region.y);
}

type Way = { image: GrayImage; back(region: Region): Region; rows: Region[]; lines: TextLine[] };

/** Of two ways round, the one that reads better on some of the widest rows; then all of them. */
async function rightWay(gray: GrayImage, level: readonly Region[], ways: readonly QuarterTurns[], size: PageSize, opencv: OpenCv, print: PrintReader): Promise<Way> {
  const tried: Way[] = [];
  for (const turns of ways) {
    const { image, back } = rotated(gray, turns);
    const rows = turns === 0 ? [...level] : findRows(opencv, image, size).rows;
    const first = rows.toSorted((a, b) => b.width * Math.sqrt(b.height) - a.width * Math.sqrt(a.height)).slice(0, rowsTried);
    const { lines } = await print.readRows(image, first, { timeoutMs: budget });
    tried.push({ image, back, rows: rows.filter((r) => !first.includes(r)), lines });
    if (lettersOf(lines) >= enoughLetters) break;
  }
  const best = tried.reduce((a, b) => (lettersOf(b.lines) > lettersOf(a.lines) ? b : a));
  return { ...best, lines: [...best.lines, ...await restOf(best.image, best.rows, best.lines, print)] };
}

/** All rows of a document; of what is plainly none, no more than show it. Nothing where the first rows, the widest, were no print. */
async function restOf(image: GrayImage, rows: readonly Region[], known: readonly TextLine[], print: PrintReader): Promise<TextLine[]> {
  const lines = [...known];
  if (lettersOf(lines) === 0) return [];
  const byHeight = rows.toSorted((a, b) => b.height - a.height);
  for (let at = 0; at < byHeight.length; at += rowsAtATime) {
    const type = typeOfPrint(lines);
    if (type?.class === 'other' && type.confidence >= plainly) break;
    lines.push(...(await print.readRows(image, byHeight.slice(at, at + rowsAtATime), { timeoutMs: budget })).lines);
  }
  return lines.slice(known.length);
}

/**
 * Once more with the packs that the document's country calls for: English data lack letters of other languages and guess words of its own.
 * Rows of figures stay as they are. A reading that is less sure than before does not replace it.
 */
async function inOwnLanguage(image: GrayImage, lines: readonly TextLine[], print: PrintReader): Promise<readonly TextLine[]> {
  const type = typeOfPrint(lines);
  const languages = type && type.class !== 'other' ? languagesOfState(type.country) : [];
  if (languages.length === 0) return lines;
  const worded = lines.filter((l) => /\p{L}{3}/u.test(l.text));
  const again = (await print.readRows(image, worded.map((l) => l.region), { timeoutMs: budget, languages })).lines;
  return lines.map((line) => again.find((l) => l.region === line.region && l.confidence >= line.confidence) ?? line);
}

const lettersOf = (lines: readonly TextLine[]): number => lines.flatMap((l) => l.words).filter((w) => w.confidence >= sure).reduce((n, w) => n + w.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0);
