/** Where core/vision/document/runs-out.ts draws its line: the share of long print in pages that run out of the picture, and in scenes without a page. Asked, as there, where no outline was found. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Frame } from '../../../core/frame.ts';
import { findDocuments, outlineLines, printSize, searchSize } from '../../../core/vision/document/find.ts';
import { gradientOf, reduce } from '../../../core/vision/document/reduce.ts';
import { longPrintOf } from '../../../core/vision/document/runs-out.ts';
import { percentileOf } from './analyse.ts';
import { cleanPages } from './pages.ts';
import { compositesOf, type Series } from './scenes.ts';

/** People, rooms, groups, faces on screens and on paper. No page is in them. */
const sceneSets = ['faces_dlib_johns', 'faces_faceapi_bbt', 'faces_misc', 'faces_multi', 'pad', 'dark_scenes'] as const;
const runningOut = ['too close', 'corner outside'] as const;

type Asked = { name: string; share: number; told: string };

export async function measureScenes(data: string, verbose: boolean, series: Series): Promise<void> {
  for (const name of runningOut) {
    const asked: (Asked | null)[] = [];
    for await (const { page, frame } of compositesOf(await cleanPages(data), { ...series, wanted: (defect) => defect.name === name })) asked.push(ask(frame, `page ${page}`));
    report(`composites "${name}"`, asked, verbose);
  }
  for (const set of sceneSets) {
    const asked: (Asked | null)[] = [];
    for (const file of picturesOf(join(data, set))) asked.push(ask((await decodePicture(await readPictureFile(join(data, set, file)))).frame, file));
    report(set, asked, verbose);
  }
}

/** null: an outline was found, so nobody asks its print. */
function ask(frame: Frame, name: string): Asked | null {
  const { documents, runsOut } = findDocuments(frame);
  if (documents.length > 0) return null;
  const gradient = gradientOf(reduce(frame, searchSize));
  const print = longPrintOf(reduce(frame, printSize), { lines: outlineLines(gradient), gradient });
  return { name, share: print?.share ?? 0, told: print === null ? 'too dark' : (runsOut ?? 'no page') };
}

function report(what: string, all: readonly (Asked | null)[], verbose: boolean): void {
  if (all.length === 0) return console.log(`${what}: SKIPPED, no pictures`);
  const asked = all.filter((one) => one !== null);
  const shares = asked.map(({ share }) => share);
  const told = [...new Set(asked.map((one) => one.told))].map((word) => `${word} ${asked.filter((one) => one.told === word).length}`).join(', ');
  console.log(`${what}: ${all.length} pictures, no outline in ${asked.length}${asked.length === 0 ? '' : `; share of long print least ${Math.min(...shares).toFixed(4)}, median ${percentileOf(shares, 0.5).toFixed(4)}, most ${Math.max(...shares).toFixed(4)}; ${told}`}`);
  if (verbose) for (const { name, share, told: word } of [...asked].sort((a, b) => b.share - a.share)) console.log(`  ${share.toFixed(4)} ${word.padEnd(9)} ${name}`);
}

function picturesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(jpe?g|png)$/i.test(file)).sort() : [];
}
