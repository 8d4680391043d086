/** Where poa.legibility draws its line: papers as they are and in states of blur, motion, darkness and size, how many of their words are read, and what the check says. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../../../cli/decode.ts';
import { poaLegibility } from '../../../core/checks/address/legibility.ts';
import { worstPage, type Illegibility } from '../../../core/document/legibility.ts';
import type { ProofReading } from '../../../core/document/proof-reading.ts';
import { readProof, studyPaper } from '../../../core/proof.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { drawPaper, lookOf } from '../../specimens/bill/draw.ts';
import { makeBill } from '../../specimens/bill/make.ts';
import { createRandom } from '../../specimens/random.ts';
import { jpegBytes } from '../../specimens/raster.ts';

const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const sets = ['poa_docs', 'sroie_receipts'] as const;

type Paper = { name: string; bytes: Uint8Array };
/** A row of print is so many pixels high in the paper as it is: states are drawn in its terms. */
type State = { name: string; cause: Illegibility | null; make(picture: Sharp, width: number, row: number): Promise<Sharp> };

/** Blur and motion in twentieths of a row's height; darkness as the share of the light that is left; size as the height of a row in pixels. */
const states: readonly State[] = [
  { name: 'as it is', cause: null, make: (picture) => Promise.resolve(picture) },
  ...[1, 1.5, 2, 3, 4.5].map((by): State => ({ name: `blur ${by}`, cause: 'blurred', make: (picture, _width, row) => Promise.resolve(picture.blur(Math.max(0.35, (by * row) / 20))) })),
  ...[8, 14].map((by): State => ({ name: `motion ${by}`, cause: 'moved', make: (picture, _width, row) => Promise.resolve(smeared(picture, Math.max(3, Math.round((by * row) / 20)) | 1)) })),
  ...[0.15, 0.04, 0.012].map((light): State => ({ name: `light ${light}`, cause: 'dark', make: (picture) => dimmed(picture, light) })),
  ...[11, 8, 6].map((height): State => ({ name: `rows of ${height}`, cause: 'small', make: (picture, width, row) => Promise.resolve(picture.resize(Math.max(64, Math.round((width * height) / row)))) })),
];

const smeared = (picture: Sharp, n: number): Sharp => picture.convolve({ width: n, height: 3, kernel: Array.from({ length: 3 * n }, (_, i) => (i >= n && i < 2 * n ? 1 : 0)) });

/** Less light, read noise and shot noise. */
async function dimmed(picture: Sharp, light: number): Promise<Sharp> {
  const { data: pixels, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const random = createRandom('light');
  for (let i = 0; i < pixels.length; i++) {
    const level = light * (pixels[i]! / 255) ** 2.2;
    pixels[i] = Math.max(0, Math.min(255, 255 * Math.max(0, level + 0.004 * random.normal() + 0.01 * Math.sqrt(level) * random.normal()) ** (1 / 2.2)));
  }
  return sharp(pixels, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

const wordsOf = (lines: ProofReading['lines']): string[] => lines.flatMap((l) => (l.text.match(/[\p{L}\p{N}]{3,}/gu) ?? []).map((w) => w.toUpperCase()));
const lettersOf = (lines: ProofReading['lines']): number => lines.reduce((n, l) => n + l.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0);
/** Fewer are no paper: poa.unreadable. */
const fewestLetters = 12;

type Seen = { paper: string; state: State; legible: number; told: Illegibility | 'hardly anything' | 'no cause' | null; certainty: number };

export async function measureLegibility(engines: Engines, { count, seed, real, caseDate, verbose }: { count: number; seed: string; real: boolean; caseDate: string; verbose: boolean }): Promise<void> {
  const seen: Seen[] = [];
  for (const { name, bytes } of [...await drawnPapers(count, seed, caseDate), ...(real ? realPapers() : [])]) seen.push(...await statesOf(engines, name, bytes));
  if (seen.length === 0) return;
  const isTold = ({ told }: Seen): boolean => told !== null && told !== 'no cause';
  console.log(`\nlegibility, drawn papers of seed ${seed} and ${real ? 'real ones' : 'no real ones'}: ${seen.length} pictures of ${new Set(seen.map((s) => s.paper)).size} papers`);
  for (const [name, of] of [['at least 80 % of the words read', (s: Seen) => s.legible >= 0.8], ['50 to 80 %', (s: Seen) => s.legible < 0.8 && s.legible >= 0.5], ['less than 50 %', (s: Seen) => s.legible < 0.5]] as const) {
    const some = seen.filter(of);
    console.log(`  ${name}: told ${some.filter(isTold).length} of ${some.length} (hardly anything: ${some.filter((s) => s.told === 'hardly anything').length}; low without a cause, to staff: ${some.filter((s) => s.told === 'no cause').length})`);
  }
  const own = seen.filter((s) => s.state.cause === null);
  console.log(`  as they are: told ${own.filter(isTold).length} of ${own.length}`);
  const causes = seen.filter((s) => isTold(s) && s.told !== 'hardly anything' && s.state.cause !== null);
  console.log(`  the cause that was drawn is the one named: ${causes.filter((s) => s.told === s.state.cause).length} of ${causes.length}`);
  const wrong = seen.filter((s) => (s.legible >= 0.8 && isTold(s)) || (s.legible < 0.5 && !isTold(s)));
  for (const s of verbose ? wrong : wrong.slice(0, 5)) console.log(`  WRONG ${s.paper} ${s.state.name}: ${(100 * s.legible).toFixed(0)} % read, certainty ${s.certainty.toFixed(2)}, told ${s.told ?? 'nothing'}`);
}

async function statesOf(engines: Engines, paper: string, bytes: Uint8Array): Promise<Seen[]> {
  const base = await sharp(bytes).flatten({ background: '#fff' }).removeAlpha().png().toBuffer();
  const { width = 0, height = 0 } = await sharp(base).metadata();
  const read = async (picture: Sharp): Promise<ProofReading> => readProof(studyPaper(engines, { kind: 'picture', picture: await decodePicture(new Uint8Array(await picture.jpeg({ quality: 90 }).toBuffer())) }));
  const own = await read(sharp(base));
  const truth = wordsOf(own.lines.filter((l) => (l.confidence ?? 1) >= 0.7));
  const heights = own.lines.map((l) => l.box.height * height).sort((a, b) => a - b);
  const row = heights[heights.length >> 1] ?? 0;
  // Without words of its own, or without a row, nothing can be held against it.
  if (truth.length === 0 || row === 0) return [];
  const seen: Seen[] = [];
  for (const state of states) {
    const reading = state.cause === null ? own : await read(await state.make(sharp(base), width, row));
    const left = wordsOf(reading.lines);
    const hits = truth.filter((word) => { const at = left.indexOf(word); if (at >= 0) left.splice(at, 1); return at >= 0; }).length;
    const worst = worstPage(reading);
    const low = worst !== null && worst.certainty < poaLegibility.threshold.limit;
    seen.push({ paper, state, legible: hits / truth.length, certainty: worst?.certainty ?? 1, told: lettersOf(reading.lines) < fewestLetters ? 'hardly anything' : low ? (worst.cause ?? 'no cause') : null });
  }
  return seen;
}

async function drawnPapers(count: number, seed: string, caseDate: string): Promise<Paper[]> {
  const papers: Paper[] = [];
  for (let i = 0; i < count; i++) {
    const name = `${seed} ${i}`;
    const random = createRandom(name);
    const sheet = await drawPaper(makeBill(name, caseDate).rows, 170, random);
    papers.push({ name, bytes: await jpegBytes(await lookOf(sheet, i % 2 === 0 ? 'print-scan' : 'photo', random), 92) });
  }
  return papers;
}

function realPapers(): Paper[] {
  if (!existsSync(path.join(data, sets[0]))) {
    console.error(`SKIPPED: the measuring papers are not there (${data}). Set VESTIBULE_DATA.`);
    return [];
  }
  return sets.flatMap((set) => readdirSync(path.join(data, set)).filter((f) => /\.(jpe?g|png)$/i.test(f)).map((f) => ({ name: `${set}/${f}`, bytes: readFileSync(path.join(data, set, f)) })));
}
