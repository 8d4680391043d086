/** The clean pages of the composites, and what they lie on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { createFrame, type Frame } from '../../../core/frame.ts';
import { normal, type Random } from './compose.ts';

export type Page = { frame: Frame; aspect: number; inches: number };

/** Clean crops whose border is the document's border, at least 550 pixels wide. */
export async function cleanPages(data: string): Promise<Page[]> {
  const cards = ['id_and_other_docs/aw__driverlicense.png', 'id_and_other_docs/gd__USA-Driver-License-CO-2015.png', 'id_and_other_docs/mn__driver_license_default_sample.jpg', 'mrz_specimen/gd__USA-Passport-2009.jpg', 'mrz_specimen/ij__id_fail.png', 'id_and_other_docs/mn__french_healthcard_default_sample.jpg', 'mrz_specimen/pe__77_card-cmw.png'];
  const booklets = ['az__id-passport.png', 'pe__100_pass-cze.jpg', 'pe__100_pass-cze2.jpg', 'pe__100_pass-hrv.jpg', 'pe__100_pass-isl.png', 'pe__79_pass-hun.png', 'yu__4.png'].map((f) => `mrz_specimen/${f}`);
  const pages: Page[] = [];
  for (const [files, aspect, inches] of [[cards, 85.6 / 53.98, 3.37], [booklets, 125 / 88, 4.92]] as const) {
    for (const file of files) {
      const path = join(data, file);
      if (existsSync(path)) pages.push({ frame: (await decodePicture(await readPictureFile(path))).frame, aspect, inches });
    }
  }
  return pages;
}

/** Six kinds in turn: dark desk, white desk, wood, the document's own colour, stripes of strong contrast, soft gradient. */
export function backgroundOf(index: number, page: Frame, random: Random): Frame {
  const kind = index % 6;
  const frame = createFrame(320, 180);
  const at = (Math.floor(page.height * 0.04) * page.width + Math.floor(page.width * 0.5)) * 4;
  const own = [page.data[at]!, page.data[at + 1]!, page.data[at + 2]!];
  const base = [[38, 36, 40], [236, 236, 232], [150, 105, 66], own.map((v) => Math.max(0, v - 22)), [90, 96, 110], [128, 134, 128]][kind]!;
  const phase = random() * 6;
  for (let y = 0; y < 180; y++) {
    for (let x = 0; x < 320; x++) {
      const grain = kind === 2 ? 14 * Math.sin(y / 3 + 2 * Math.sin(x / 60 + phase)) + 5 * normal(random) : kind === 4 ? 55 * Math.sign(Math.sin((x + y) / 7 + phase)) : kind === 5 ? 0.25 * (x - 160) : 2 * normal(random);
      for (let c = 0; c < 3; c++) frame.data[(y * 320 + x) * 4 + c] = base[c]! + grain;
      frame.data[(y * 320 + x) * 4 + 3] = 255;
    }
  }
  return frame;
}

