/**
 * `npm run bench:read [-- --class] [--only TEXT] [--trace]`: how well and how fast MRZs are read on ../shared/data (VESTIBULE_DATA), from decoded
 * pixels, one thread; with --class also the document class on all sets that have one (slow: print is read).
 * TSV on stdout: file, lines joined by |, milliseconds of processor time, doubtful positions; the summary comes last.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodePicture, readPictureFile } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { createGatherer } from '../../core/vision/gather.ts';
import type { DocumentClass, Mrz } from '../../core/document/reading.ts';
import { readMrz } from '../../core/vision/mrz/read-mrz.ts';
import type { GrayImage } from '../../core/frame.ts';

const { values: options } = parseArgs({ options: { class: { type: 'boolean', default: false }, only: { type: 'string', default: '' }, trace: { type: 'boolean', default: false } } });
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
  let doubtfulCharacters = 0, undoubted = 0;
  for (const [file, , truth] of rows('truth/mrz_truth.tsv').filter((r) => r[0]!.includes(options.only))) {
    const gray = await grayOf(file!);
    const before = process.cpuUsage();
    const mrz = readMrz(gray, network, options.trace ? (what) => console.error(what) : undefined)?.mrz ?? null;
    const used = process.cpuUsage(before);
    const ms = (used.user + used.system) / 1000;
    times.push(ms);
    const verdict = verdictOf(truth ?? '', mrz);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict === 'perfect') {
      doubtfulCharacters += mrz!.doubtful.length;
      if (mrz!.doubtful.length === 0) undoubted += 1;
    }
    if (verdict !== 'perfect' && verdict !== 'rightly none') worst.push(`${verdict}\t${file}\n  read  ${mrz?.lines.join('|') ?? '-'}\n  truth ${truth}`);
    console.log([file, mrz?.lines.join('|') ?? '', Math.round(ms), mrz?.doubtful.map((d) => `${d.line}:${d.column}:${d.candidates.join('')}`).join(' ') ?? ''].join('\t'));
  }
  times.sort((a, b) => a - b);
  console.log(`\n${[...counts].map(([v, n]) => `${v} ${n}`).join(' · ')}`);
  console.log(`perfect without any doubt ${undoubted}; doubtful characters on perfect readings ${doubtfulCharacters}`);
  console.log(`processor time, decoded pixels to MRZ: median ${median(times)} ms · p95 ${median(times, 0.95)} ms · worst ${median(times, 1)} ms`);
  for (const w of worst) console.log(w);
}

const identity: readonly (DocumentClass | null)[] = ['passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card'];

/** Class the manifest tells; `none`: anything that is no identity document. Null: not told. */
function classOf(file: string, set: string, truth: string): DocumentClass | 'none' | null {
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
  return truth.includes('class=not_an_id') ? 'none' : null;
}

async function benchClass(): Promise<void> {
  const tally = new Map<string, { right: number; unknown: number; wrong: number }>();
  for (const [file, set, , , , truth] of rows('MANIFEST.tsv').filter((r) => r[0]!.includes(options.only) && /\.(jpe?g|png|bmp|webp|tiff?)$/i.test(r[0]!))) {
    const wanted = classOf(file!, set!, truth ?? '');
    if (wanted === null || !existsSync(path.join(data, file!))) continue;
    const started = Date.now();
    const picture = await decodePicture(await readPictureFile(path.join(data, file!)));
    const { documentType } = await createGatherer(engines, { frame: picture.frame })('documentReading');
    const got = documentType?.class ?? null;
    const right = wanted === 'none' ? got !== null && !identity.includes(got) : got === wanted;
    const entry = tally.get(set!) ?? { right: 0, unknown: 0, wrong: 0 };
    if (right) entry.right += 1;
    else if (got === null) entry.unknown += 1;
    else entry.wrong += 1;
    tally.set(set!, entry);
    console.log(`class\t${file}\t${wanted}\t${got ?? '-'}\t${right ? 'right' : got === null ? 'unknown' : 'WRONG'}\t${Date.now() - started} ms`);
  }
  for (const [set, { right, unknown, wrong }] of tally) console.log(`${set}: class right ${right} · unknown ${unknown} · wrong ${wrong}`);
}

await benchMrz();
if (options.class) await benchClass();
await (await engines.print()).close();
