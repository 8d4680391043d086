/**
 * MJPEG for Chromium's fake camera: nothing but full-range JPEGs one after another, so no ffmpeg is needed. Chromium plays it at
 * 30 pictures a second whatever was meant; each picture is therefore written twice and the clip runs at 15.
 */
import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Frame } from '../../../core/frame.ts';
import { jpegBytes } from '../raster.ts';

export const picturesPerSecond = 15;
const repeats = 2;

/** Makes and writes one clip; `frameOf` is asked for picture 0, 1, ... in order. Returns the JPEGs, each once. */
export async function writeClip(file: string, count: number, frameOf: (index: number) => Promise<Frame>): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let i = 0; i < count; i += 1) pictures.push(await jpegBytes(await frameOf(i), 86));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.concat(pictures.flatMap((p) => Array<Buffer>(repeats).fill(p))));
  return pictures;
}
