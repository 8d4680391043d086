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

/**
 * Makes and writes one clip; `takesOf` is asked for moment 0, 1, ... in order and gives that moment as it is seen in each round of the clip: the
 * same scene, another noise, as no camera delivers a picture twice. Returns the JPEGs in the order of the clip, each once.
 */
export async function writeRounds(file: string, count: number, takesOf: (index: number) => Promise<readonly Frame[]>): Promise<Buffer[]> {
  const rounds: Buffer[][] = [];
  for (let i = 0; i < count; i += 1) {
    for (const [round, frame] of (await takesOf(i)).entries()) (rounds[round] ??= []).push(await jpegBytes(frame, 86));
  }
  return written(file, rounds.flat());
}

/** A clip of one round. */
export const writeClip = (file: string, count: number, frameOf: (index: number) => Promise<Frame>): Promise<Buffer[]> => writeRounds(file, count, async (i) => [await frameOf(i)]);

function written(file: string, pictures: Buffer[]): Buffer[] {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.concat(pictures.flatMap((p) => Array<Buffer>(repeats).fill(p))));
  return pictures;
}
