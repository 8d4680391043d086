/** The camera clips that `npm run specimens -- --only tests` makes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { root } from './harness.ts';

const folder = path.join(root, '.cache/specimens/clips');

/** @throws Error that names the command, when the clip is not there. */
export function clip(name: 'document-good' | 'document-blurred' | 'document-expired' | 'face-customer' | 'face-stranger'): string {
  const file = path.join(folder, clipFileName(name));
  if (!existsSync(file)) throw new Error(`There is no clip ${name}: run \`npm run specimens -- --only tests\` (npm test does).`);
  return file;
}

/** The first picture of a clip: JPEG after JPEG, each from FF D8 to FF D9. */
export function firstPicture(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.subarray(0, bytes.indexOf(Buffer.from([0xff, 0xd9])) + 2);
}

/** The beginning of a clip, in which a face looks ahead, with the lamp switched off: brightness cut to `share`. @throws Error when ffmpeg is missing. */
export function darkened(file: string, to: string, share: number): string {
  const made = spawnSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', file, '-t', '1.6', '-vf', `lutyuv=y=val*${share}`, '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3', to]);
  if (made.status !== 0) throw new Error('ffmpeg is needed to make the camera clips: apt-get install ffmpeg.');
  return to;
}
