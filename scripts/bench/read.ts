/**
 * `npm run bench:read [-- --class] [--only TEXT] [--date YYYY-MM-DD] [--trace]`: how well and how fast MRZs are read on ../shared/data (VESTIBULE_DATA), from decoded
 * pixels, one thread; with --class the document class and the fields instead, on all sets that tell it (print is read).
 * TSV on stdout: file, lines joined by |, milliseconds of processor time, doubtful positions; the summary comes last.
 * Known band: the picture cut to the region of the first reading and a margin, read again. Single lines (mrz_lines): those whose truth has a format's
 * length and fitting check digits; no grammar helps there.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodePicture, readPictureFile } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { createGatherer } from '../../core/vision/gather.ts';
import { checkDigitOf } from '../../core/document/check-digit.ts';
import { fieldsOfMrz } from '../../core/document/mrz.ts';
import { mrzFormats, type DocumentClass, type Mrz, type MrzFormat } from '../../core/document/reading.ts';
import { readKnownMrz } from '../../core/vision/mrz/read-known-mrz.ts';
import { readMrz } from '../../core/vision/mrz/read-mrz.ts';
import { mrzAlphabet } from '../../core/vision/engines/mrz-network.ts';
import { bandsOf, moved } from '../../core/vision/mrz/band.ts';
import { bestLetters, readLine, refitFrame, type LineFrame } from '../../core/vision/mrz/read-line.ts';
import type { GrayImage } from '../../core/frame.ts';

const { values: options } = parseArgs({ options: { class: { type: 'boolean', default: false }, only: { type: 'string', default: '' }, trace: { type: 'boolean', default: false }, date: { type: 'string', default: '2020-06-01' } } });
const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
if (!existsSync(path.join(data, 'truth/mrz_truth.tsv'))) {
  console.error(`SKIPPED: the measuring pictures are not there (${data}). Set VESTIBULE_DATA.`);
  process.exit(0);
}

const engines = createEngines();
const network = await engines.mrzNetwork();
const rows = (file: string): string[][] => readFileSync(path.join(data, file), 'utf8').split('\n').slice(1).filter(Boolean).map((l) => l.split('\t'));
const median = (sorted: readonly number[], share = 0.5): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);

async function grayOf(file: string): Promise<GrayImage> {
  const picture = await decodePicture(await readPictureFile(path.join(data, file)));
  return createGatherer(engines, { frame: picture.frame })('gray');
}

/** The case date of the expiry verdicts: `--date`, or a day inside the span of the specimens' dates. */
const date = options.date;

/** Dates of a picture's print by the truth's own lines. */
function expiryOf(format: string, lines: readonly string[]): string | null {
  if (!(mrzFormats as readonly string[]).includes(format)) return null;
  const mrz: Mrz = { format: format as MrzFormat, lines: [...lines], checkDigits: [], doubtful: [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null, rows: [] };
  return fieldsOfMrz(mrz, date, () => null).expiryDate?.value ?? null;
}

function timed<T>(work: () => T): { value: T; ms: number } {
  const before = process.cpuUsage();
  const value = work();
  const used = process.cpuUsage(before);
  return { value, ms: (used.user + used.system) / 1000 };
}

const spread = (times: readonly number[]): string => {
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${median(sorted)} ms · p95 ${median(sorted, 0.95)} ms · worst ${median(sorted, 1)} ms (${sorted.length} pictures)`;
};

type Verdict = 'perfect' | 'marked wrong' | 'silently wrong' | 'invented' | 'missed' | 'rightly none';

/** silently wrong: valid check digits, nothing doubtful, and yet not what is printed. */
function verdictOf(truth: string, mrz: Mrz | null): Verdict {
  const read = mrz?.lines.join('|') ?? '';
  if (truth === '') return mrz ? 'invented' : 'rightly none';
  if (!mrz) return 'missed';
  if (read === truth) return 'perfect';
  return mrz.doubtful.length === 0 && mrz.checkDigits.every((c) => c.valid) ? 'silently wrong' : 'marked wrong';
}

async function benchMrz(): Promise<void> {
  const counts = new Map<Verdict, number>();
  const times: number[] = [];
  const worst: string[] = [];
  const bandTimes: number[] = [];
  const expiries = { right: 0, wrong: 0 };
  let doubtfulCharacters = 0, undoubted = 0, bandSame = 0;
  for (const [file, format, truth] of rows('truth/mrz_truth.tsv').filter((r) => r[0]!.includes(options.only))) {
    const gray = await grayOf(file!);
    const { value: finding, ms } = timed(() => readMrz(gray, network, options.trace ? (what) => console.error(what) : undefined));
    const mrz = finding?.mrz ?? null;
    times.push(ms);
    const expiry = expiryOf(format!, truth!.split('|'));
    if (mrz && expiry) {
      const read = expiryOf(mrz.format, mrz.lines);
      expiries[read !== null && read < date === expiry < date ? 'right' : 'wrong'] += 1;
    }
    if (finding) {
      const again = timed(() => readKnownMrz(gray, network, finding)?.mrz.lines.join('|'));
      bandTimes.push(again.ms);
      if (again.value === finding.mrz.lines.join('|')) bandSame += 1;
    }
    const verdict = verdictOf(truth ?? '', mrz);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict === 'perfect') {
      doubtfulCharacters += mrz!.doubtful.length;
      if (mrz!.doubtful.length === 0) undoubted += 1;
    }
    if (verdict !== 'perfect' && verdict !== 'rightly none') worst.push(`${verdict}\t${file}\n  read  ${mrz?.lines.join('|') ?? '-'}\n  truth ${truth}`);
    console.log([file, mrz?.lines.join('|') ?? '', Math.round(ms), mrz?.doubtful.map((d) => `${d.line}:${d.column}:${d.candidates.join('')}`).join(' ') ?? ''].join('\t'));
  }
  console.log(`\n${[...counts].map(([v, n]) => `${v} ${n}`).join(' · ')}`);
  console.log(`perfect without any doubt ${undoubted}; doubtful characters on perfect readings ${doubtfulCharacters}`);
  console.log(`processor time, decoded pixels to MRZ: ${spread(times)}`);
  console.log(`known band: ${spread(bandTimes)}, ${bandSame} read as in the whole picture`);
  console.log(`expiry verdict on ${date} by the truth's own date: right ${expiries.right} · wrong ${expiries.wrong}`);
  for (const w of worst) console.log(w);
}

/** A lower line's own check digits fit, or it has none; a truth file that fails this is mistaken or cut. */
function trusted(line: string): boolean {
  if (![30, 36, 44].includes(line.length) || /[^A-Z0-9<]/.test(line)) return false;
  const pairs: readonly [number, number, number][] | null = /^.{9}[0-9<][A-Z<]{3}[0-9<]{6}\d[MFX<]\d{7}/.test(line) && line.length > 30 ? [[0, 9, 9], [13, 19, 19], [21, 27, 27]]
    : /^\d{7}[MFX<]\d{7}/.test(line) && line.length === 30 ? [[0, 6, 6], [8, 14, 14]] : null;
  return pairs === null || pairs.every(([from, to, at]) => String(checkDigitOf(line.slice(from, to))) === line[at]!.replace('<', '0'));
}

async function benchLines(): Promise<void> {
  let lines = 0, whole = 0, characters = 0, right = 0;
  const times: number[] = [];
  for (const [file, set, , , , truth] of rows('MANIFEST.tsv')) {
    if (set !== 'mrz_lines' || !file!.includes(options.only) || !trusted(truth!)) continue;
    const gray = await grayOf(file!);
    const middle = gray.height / 2;
    const frame: LineFrame = { start: { x: 0, y: middle }, end: { x: gray.width, y: middle }, startHeight: gray.height * 0.7, endHeight: gray.height * 0.7 };
    const { value: text, ms } = timed(() => {
      const readings = [30, 36, 44].flatMap((columns) => {
        const own = bandsOf(gray, frame, columns, 1).sort((a, b) => b.height - a.height)[0];
        const first = readLine(gray, network, own ? moved(frame, own.centre, own.height) : frame, columns);
        return first ? [first] : [];
      });
      const best = readings.sort((a, b) => b.score - a.score)[0];
      const again = best && readLine(gray, network, refitFrame(best), best.columns);
      const last = again && again.score > best.score ? again : best;
      return last ? bestLetters(last, mrzAlphabet) : '';
    });
    times.push(ms);
    lines += 1;
    if (text === truth) whole += 1;
    characters += truth!.length;
    if (text.length === truth!.length) for (let i = 0; i < text.length; i++) if (text[i] === truth![i]) right += 1;
  }
  if (lines > 0) console.log(`mrz_lines, cut lines without grammar: ${whole} of ${lines} whole, characters ${((100 * right) / characters).toFixed(2)} % · ${spread(times)}`);
}

const identity: readonly (DocumentClass | null)[] = ['passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card'];
/** `none`: anything that is no identity document; `identity`: some identity document, the manifest does not say which. */
type Wanted = DocumentClass | 'none' | 'identity';

/** Class the manifest tells; null: not told. */
function classOf(file: string, set: string, truth: string): Wanted | null {
  if (['poa_docs', 'sroie_receipts', 'screenshots'].includes(set)) return 'none';
  if (set === 'mrz_specimen') {
    const format = rows('truth/mrz_truth.tsv').find((r) => r[0] === file);
    if (!format || format[1] === 'none') return null;
    return format[2]!.startsWith('V') ? 'visa' : format[2]!.startsWith('P') ? 'passport' : format[1] === 'FRA_DL' ? 'driving-licence' : 'id-card';
  }
  if (set !== 'id_and_other_docs') return null;
  if (truth.includes('class=driver_license')) return 'driving-licence';
  if (truth.includes('class=national_id')) return 'id-card';
  if (truth.includes('class=residence_permit')) return 'residence-permit';
  if (truth.includes('class=id;')) return 'identity';
  return truth.includes('class=not_an_id') ? 'none' : null;
}

const isRight = (wanted: Wanted, got: DocumentClass | null): boolean =>
  wanted === 'none' ? got !== null && !identity.includes(got) : wanted === 'identity' ? identity.includes(got) : got === wanted;

type Seen = { file: string; set: string; wanted: Wanted; got: DocumentClass | null; country: string | null; ms: number; fields: string };

async function benchClass(): Promise<void> {
  const seen: Seen[] = [];
  const all = rows('MANIFEST.tsv').filter((r) => r[0]!.includes(options.only) && classOf(r[0]!, r[1]!, r[5] ?? '') !== null && existsSync(path.join(data, r[0]!)));
  const sheets = all.filter((r) => /\.pdf$/i.test(r[0]!));
  if (sheets.length > 0) console.log(`SKIPPED: ${sheets.length} PDF files, which the station does not open yet.`);
  for (const [file, set, , , , truth] of all.filter((r) => /\.(jpe?g|png|bmp|webp|tiff?)$/i.test(r[0]!))) {
    const wanted = classOf(file!, set!, truth ?? '')!;
    const picture = await decodePicture(await readPictureFile(path.join(data, file!)));
    const before = process.cpuUsage();
    const gather = createGatherer(engines, { frame: picture.frame });
    const { documentType, fields } = await gather('documentReading');
    if (options.trace) console.error(`${file}: ${documentType ? '' : 'NOT TOLD '}${(await gather('printedText')).map((l) => l.text).join(' | ')}`);
    const used = process.cpuUsage(before);
    const one: Seen = { file: file!, set: set!, wanted, got: documentType?.class ?? null, country: documentType?.country ?? null, ms: (used.user + used.system) / 1000, fields: Object.entries(fields).map(([name, f]) => `${name}=${f?.value}~${f?.confidence.toFixed(2)}`).join(' ') };
    seen.push(one);
    console.log(['class', file, wanted, one.got ?? '-', isRight(wanted, one.got) ? 'right' : one.got === null ? 'unknown' : 'WRONG', Math.round(one.ms), one.country ?? '-', one.fields].join('\t'));
  }
  printClasses(seen);
}

function printClasses(seen: readonly Seen[]): void {
  const counted = (some: readonly Seen[]) => {
    const right = some.filter((s) => isRight(s.wanted, s.got)).length, unknown = some.filter((s) => s.got === null).length;
    const times = some.map((s) => s.ms).sort((a, b) => a - b);
    return `${right} of ${some.length} right (${((100 * right) / some.length).toFixed(1)} %), ${unknown} not told; processor time median ${median(times)} ms, p95 ${median(times, 0.95)} ms`;
  };
  console.log('\nclass wanted -> got');
  for (const wanted of new Set(seen.map((s) => s.wanted))) {
    const got = seen.filter((s) => s.wanted === wanted).map((s) => s.got ?? 'not told');
    console.log(`  ${wanted.padEnd(18)} ${[...new Set(got)].map((name) => `${name} ${got.filter((g) => g === name).length}`).join(' · ')}`);
  }
  for (const set of new Set(seen.map((s) => s.set))) console.log(`${set}: ${counted(seen.filter((s) => s.set === set))}`);
  console.log(`together: ${counted(seen)}`);
  console.log(`pictures outside mrz_specimen, where print is read: ${counted(seen.filter((s) => s.set !== 'mrz_specimen'))}`);
  for (const s of seen.filter((one) => !isRight(one.wanted, one.got))) console.log(`  ${s.got === null ? 'not told' : `WRONG ${s.got}`}, wanted ${s.wanted}: ${s.file}`);
}

if (options.class) await benchClass();
else {
  await benchMrz();
  await benchLines();
}
console.log(`peak memory of the whole bench, decoders included: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
await (await engines.print()).close();
