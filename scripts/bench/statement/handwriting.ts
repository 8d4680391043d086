/**
 * What is read of handwriting, by the program's reader and, where its packages are (VESTIBULE_OCR), by PP-OCR: the same crops, the same truth. Real lines of
 * `../shared/data` (VESTIBULE_DATA), then sheets drawn in hand-like fonts: those of the repository and any more of @fontsource in VESTIBULE_OCR.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import type { Frame, GrayImage, Region } from '../../../core/frame.ts';
import { findDate, writtenDates } from '../../../core/document/statement/date.ts';
import type { SheetLine } from '../../../core/document/statement/reading.ts';
import { findWord } from '../../../core/document/statement/word.ts';
import { pageCorners } from '../../../core/vision/document/proof.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import type { PrintReader } from '../../../core/vision/engines/print.ts';
import { grayOf } from '../../../core/vision/artifacts/gray.ts';
import { findRows } from '../../../core/vision/print/rows.ts';
import { readSheet } from '../../../core/vision/statement/read-sheet.ts';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { photographed } from '../../specimens/camera.ts';
import { diskBlur } from '../../specimens/degrade/defocus.ts';
import { createRandom } from '../../specimens/random.ts';
import { throughJpeg } from '../../specimens/raster.ts';
import { hands, writtenSheet, type Hand } from '../../specimens/statement/sheet.ts';
import { quantile } from '../station/statistics.ts';
import { loadPpOcr, ppOcrPackages } from '../pp-ocr.ts';
import { otherWords, word } from './scenes.ts';

type Named = { name: string; print: PrintReader };
const sureness = [0, 0.8, 0.9, 0.95, 0.98] as const;

export async function measureHandwriting(engines: Engines): Promise<void> {
  const folder = process.env['VESTIBULE_OCR'];
  const ppOcr = await loadPpOcr(folder);
  if (!ppOcr) console.log(`PP-OCR: skipped, VESTIBULE_OCR names no folder with its packages (${ppOcrPackages})`);
  const readers: Named[] = [{ name: 'tesseract.js', print: await engines.print() }, ...(ppOcr ? [{ name: 'PP-OCRv4', print: ppOcr }] : [])];
  await measureReal(readers);
  await measureSheets(engines, readers, folder);
}

/** Handwritten lines: places by eye, since one of the pictures has print beside them; texts as MANIFEST.tsv has them. */
const realLines: Readonly<Record<string, readonly (readonly [Region, string])[]>> = {
  'gd__b._Single_handwriting.png': [
    [{ x: 735, y: 100, width: 1125, height: 115 }, 'What is the answer to the ultimate question of life?'],
    [{ x: 735, y: 205, width: 80, height: 65 }, '42'],
  ],
  'htr__sample_1.png': [
    [{ x: 30, y: 48, width: 1005, height: 95 }, 'This is a handwritten text recognition'],
    [{ x: 30, y: 148, width: 1005, height: 88 }, 'pipeline that operates on scanned pages'],
    [{ x: 30, y: 232, width: 1005, height: 75 }, 'and applies the following operations'],
    [{ x: 30, y: 338, width: 320, height: 58 }, 'Detect words'],
    [{ x: 30, y: 405, width: 320, height: 60 }, 'Read words'],
  ],
};

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((w) => w !== '');
const isWithin = (row: Region, line: Region): boolean => row.y + row.height / 2 >= line.y && row.y + row.height / 2 < line.y + line.height && row.x + row.width / 2 >= line.x && row.x + row.width / 2 < line.x + line.width;
/** The reader takes 0.3 heights of a box more around it: what it then has is the line. */
const boxIn = ({ x, y, width, height }: Region): Region => ({ x: x + 0.18 * height, y: y + 0.18 * height, width: width - 0.36 * height, height: 0.64 * height });

async function measureReal(readers: readonly Named[]): Promise<void> {
  const folder = path.join(process.env['VESTIBULE_DATA'] ?? '', 'handwriting');
  if (!process.env['VESTIBULE_DATA'] || !existsSync(folder)) return console.log('real handwriting: skipped, VESTIBULE_DATA is not set or has no folder handwriting');
  const found: { gray: GrayImage; line: Region; rows: Region[]; text: string }[] = [];
  for (const [file, lines] of Object.entries(realLines)) {
    const gray = grayOf((await decodePicture(await readPictureFile(path.join(folder, file)))).frame);
    const { rows } = findRows(gray, 'sheet');
    for (const [line, text] of lines) found.push({ gray, line, text, rows: rows.filter((r) => isWithin(r, line)) });
  }
  for (const { name, print } of readers) {
    for (const cut of ['lines cut by eye', 'rows as found'] as const) {
      const all = found.reduce((n, f) => n + wordsOf(f.text).length, 0);
      const counts = sureness.map((least) => ({ least, right: 0, wrong: 0 }));
      for (const { gray, line, rows, text } of found) {
        const read = (await print.readRows(gray, cut === 'rows as found' ? rows : [boxIn(line)])).lines.flatMap((l) => l.words);
        for (const count of counts) {
          const left = wordsOf(text);
          for (const one of read.filter((w) => w.confidence >= count.least).flatMap((w) => wordsOf(w.text))) {
            const at = left.indexOf(one);
            if (at < 0) count.wrong++;
            else count.right += left.splice(at, 1).length;
          }
        }
      }
      console.log(`real handwriting, ${cut}, ${name}: of ${all} words ${counts.map((c) => `${c.right} right and ${c.wrong} wrong at ${c.least}`).join(', ')}`);
    }
  }
}

/** Sheets a font; the last of three has another word. */
const sheetsEach = 3;
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const figuresOf = ({ text }: SheetLine): number => text.match(/\d/g)?.length ?? 0;
const sizeOf = ({ box }: SheetLine): number => box.width * box.height;

type Written = { date: string; word: string; frame: Frame };
type SheetSeen = Written & { lines: readonly SheetLine[]; cpuMs: number };

async function measureSheets(engines: Engines, readers: readonly Named[], folder: string | undefined): Promise<void> {
  const fonts = handsWith(folder);
  const [opencv, barcode] = [await engines.opencv(), await engines.barcode()];
  const seen = readers.map((): SheetSeen[] => []);
  for (const hand of fonts) for (let i = 0; i < sheetsEach; i++) {
    const one = await written(hand, i);
    const { width, height } = one.frame;
    const region: Region = { x: 0, y: 0, width, height };
    const quad = pageCorners(width, height);
    for (const [r, { print }] of readers.entries()) {
      const cpu = process.cpuUsage();
      const { sheet } = await readSheet(one.frame, { quad, region }, { opencv, print, barcode });
      const used = process.cpuUsage(cpu);
      seen[r]!.push({ ...one, lines: sheet.lines, cpuMs: (used.user + used.system) / 1000 });
    }
  }
  for (const [r, { name }] of readers.entries()) tell(`${fonts.length} hand-like fonts, ${name}`, seen[r]!);
}

/** Those of the repository first: drawing with one of them makes them known. */
function handsWith(folder: string | undefined): Hand[] {
  const own = Object.keys(hands) as Hand[];
  writtenSheet({ date: null, word: null, symbol: null }, own[0]!, createRandom('none'));
  const fonts = path.join(folder ?? '', 'node_modules/@fontsource');
  const more = !folder || !existsSync(fonts) ? [] : readdirSync(fonts).filter((f) => !own.includes(f as Hand)).sort();
  const known = more.filter((f) => GlobalFonts.registerFromPath(path.join(fonts, f, 'files', `${f}-latin-400-normal.woff2`), `Hand ${f}`));
  Object.assign(hands, Object.fromEntries(known.map((f) => [f, `Hand ${f}`])));
  return [...own, ...(known as Hand[])];
}

async function written(hand: Hand, i: number): Promise<Written> {
  const random = createRandom(`hand ${hand} ${i}`);
  const two = (n: number): string => String(1 + Math.floor(random.next() * n)).padStart(2, '0');
  const date = i === 0 ? '2026-12-01' : `${2024 + Math.floor(random.next() * 4)}-${two(12)}-${two(28)}`;
  const text = i === sheetsEach - 1 ? otherWords[Math.floor(random.next() * otherWords.length)]! : word;
  const sheet = writtenSheet({ date: date.replaceAll('-', ['/', '-', '.'][i]!), word: text, symbol: null }, hand, random);
  return { date, word: text, frame: await throughJpeg(await photographed(diskBlur(sheet, random.between(0.5, 2)), random), sheet.width, 80) };
}

/** A date in the right order, or letters, that both looks have; a look at that sureness. */
function tell(what: string, seen: readonly SheetSeen[]): void {
  const dayIn = (text: string): string | null => {
    const [first, ...others] = writtenDates(text, '2026-12-01');
    return first?.yearFirst && others.length === 0 ? first.days[0]! : null;
  };
  const rows = seen.map((s) => {
    const date = s.lines.toSorted((a, b) => figuresOf(b) - figuresOf(a))[0];
    return { ...s, dateRow: date, wordRow: s.lines.filter((l) => l !== date || figuresOf(l) < 3).toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] };
  });
  const said = (row: SheetLine | undefined, least: number, of: (text: string) => string | null): string | null => {
    const first = row && row.confidence >= least ? of(row.text) : null;
    return first !== null && first === of(row!.again ?? '') ? first : null;
  };
  for (const least of sureness) {
    const dates = rows.map((r) => [said(r.dateRow, least, dayIn), r.date]), words = rows.map((r) => [said(r.wordRow, least, (t) => lettersOf(t) || null), lettersOf(r.word)]);
    const count = (of: (string | null)[][], isRight: boolean): number => of.filter(([read, truth]) => read !== null && (read === truth) === isRight).length;
    const both = dates.filter(([read, truth], i) => read === truth && words[i]![0] === words[i]![1]).length;
    console.log(`${what}, ${seen.length} sheets, both looks alike at ${least}: date right ${count(dates, true)}, wrong ${count(dates, false)}; word right ${count(words, true)}, wrong ${count(words, false)}; both right ${both}`);
  }
  const asked = seen.filter((s) => s.word === word), others = seen.filter((s) => s.word !== word);
  const wordIn = (s: SheetSeen): string => findWord(s.lines, word).kind;
  const dates = seen.map((s) => findDate(s.lines, s.date).kind);
  console.log(`${what}, as the program judges: date right ${dates.filter((k) => k === 'right').length}, called another day, order or none ${dates.filter((k) => k !== 'right' && k !== 'unsure').length} of ${seen.length}; word right ${asked.filter((s) => wordIn(s) === 'right').length}, called other or none ${asked.filter((s) => wordIn(s) === 'other' || wordIn(s) === 'missing').length} of ${asked.length}; another word taken for it ${others.filter((s) => wordIn(s) === 'right').length} of ${others.length}; processor time a sheet median ${Math.round(quantile(seen.map((s) => s.cpuMs), 0.5))} ms`);
}
