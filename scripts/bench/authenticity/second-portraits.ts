/**
 * Portrait against second portrait, on pages drawn around real faces: the second one from the same photograph, as documents are made, or from another person's, as where the
 * large one was pasted over. One ink of several strengths, over plain paper or fine lines.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { compare, matchThresholds, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { describe, describeFace } from '../../../core/vision/face/describe.ts';
import { twoPortraitsOn } from '../../../core/vision/face/second-portrait.ts';
import { ghostOf } from '../../specimens/document/parts.ts';
import { percentileOf } from '../quality/analyse.ts';
import { randomFrom } from '../quality/compose.ts';
import { reopened } from './camera.ts';
import { percent } from './tally.ts';

/** A card at 300 dpi, and the places of its two pictures, pixels (ICAO 9303-5 leaves the second one free). */
const card = { width: 1011, height: 638 };
const large = { left: 60, top: 150, width: 300, height: 385 };
const small = { left: 790, top: 340, width: 160, height: 206 };

const lines = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${card.width}" height="${card.height}">${Array.from({ length: 120 }, (_, i) => `<path d="M0 ${i * 9 - 200} L${card.width} ${i * 9}" stroke="#7d93a8" stroke-width="1" opacity="0.5"/>`).join('')}</svg>`);
const cropped = (file: string) => sharp(file).resize(large.width, large.height, { fit: 'cover' }).ensureAlpha();

async function pageOf(portrait: string, second: string, strength: number, patterned: boolean): Promise<Buffer> {
  const { data, info } = await cropped(second).raw().toBuffer({ resolveWithObject: true });
  const ghost = await ghostOf({ width: info.width, height: info.height, data: new Uint8ClampedArray(data) }, [60, 70, 95], strength);
  const over = [
    ...(patterned ? [{ input: lines, left: 0, top: 0 }] : []),
    { input: await sharp(ghost).resize(small.width, small.height).png().toBuffer(), left: small.left, top: small.top },
    { input: await cropped(portrait).png().toBuffer(), left: large.left, top: large.top },
  ];
  return sharp({ create: { ...card, channels: 3, background: '#e9eef0' } }).composite(over).jpeg({ quality: 88 }).toBuffer();
}

export async function measureSecondPortraits(data: string, engines: Engines, verbose: boolean, seed: number): Promise<void> {
  const folder = join(data, 'faces_dlib_johns');
  if (!existsSync(folder)) {
    console.log(`second portraits: SKIPPED, ${folder} is not there (set VESTIBULE_DATA)`);
    return;
  }
  const people = readdirSync(folder, { withFileTypes: true }).filter((d) => d.isDirectory()).map(({ name }) => readdirSync(join(folder, name)).sort().map((f) => join(folder, name, f)));
  const engine = await engines.face();
  const random = randomFrom(seed);
  const pictures = new Map<string, FaceDescriptor | null>();
  const describedOf = async (file: string): Promise<FaceDescriptor | null> => {
    if (!pictures.has(file)) pictures.set(file, (await describe((await decodePicture(await readPictureFile(file))).frame, engine)).largest?.descriptor ?? null);
    return pictures.get(file) ?? null;
  };
  const toOthers: number[] = [];
  const kinds = { same: { n: 0, faces: 0, values: [] as number[] }, other: { n: 0, faces: 0, values: [] as number[] } };
  for (const [p, files] of people.entries()) {
    for (const file of files) {
      for (const kind of ['same', 'other'] as const) {
        const strangers = people[(p + 1 + Math.floor(random() * (people.length - 1))) % people.length]!;
        const strength = 0.4 + 0.6 * random();
        const patterned = random() < 0.5;
        const page = await reopened(await pageOf(file, kind === 'same' ? file : strangers[Math.floor(random() * strangers.length)]!, strength, patterned));
        const seen = await twoPortraitsOn(page, 1, engine);
        const row = kinds[kind];
        row.n++;
        if (seen?.second) row.faces++;
        if (seen?.distance != null) row.values.push(seen.distance);
        if (seen?.ghost && kind === 'same') {
          // What match.steps compares it with: the holder on other photographs, taken minutes to years apart.
          const { descriptor } = await describeFace(page, seen.ghost, engine);
          for (const other of files) {
            const face = other === file ? null : await describedOf(other);
            if (face) toOthers.push(compare(descriptor, face));
          }
        }
        if (verbose) console.log(`    ${kind.padEnd(5)} strength ${strength.toFixed(2)}${patterned ? ' lines' : '      '} ${seen ? (seen.distance?.toFixed(2) ?? (seen.second ? 'faint' : 'one face')) : 'no face'}`);
      }
    }
  }
  console.log(`second portraits: ${kinds.same.n + kinds.other.n} drawn pages, faces of ${people.length} people, strength of the second one 0.4 to 1`);
  const limit = matchThresholds.different;
  for (const [kind, { n, faces, values }] of Object.entries(kinds)) {
    const fails = values.filter((v) => v > limit).length;
    console.log(`  ${kind === 'same' ? 'the same photograph' : 'another person    '}: second face seen ${percent(faces, n)}, clear enough to compare ${percent(values.length, n)}; ${kind === 'same' ? `called another person (false alarm) ${percent(fails, n)}` : `missed ${percent(n - fails, n)}, of those compared ${percent(values.length - fails, values.length)}`}; distance p5/p50/p95 ${[0.05, 0.5, 0.95].map((q) => percentileOf(values, q).toFixed(2)).join(' / ')}`);
  }
  console.log(`  second portrait against other photographs of its holder: called different ${percent(toOthers.filter((v) => v > limit).length, toOthers.length)}, match ${percent(toOthers.filter((v) => v <= matchThresholds.match).length, toOthers.length)}; distance p5/p50/p95 ${[0.05, 0.5, 0.95].map((q) => percentileOf(toOthers, q).toFixed(2)).join(' / ')}`);
}
