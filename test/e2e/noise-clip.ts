/** A moving camera picture without any document: sensor noise on gray, as a camera of an empty desk. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** @throws Error when ffmpeg is missing. */
export function noiseClip(folder: string): string {
  const file = path.join(folder, 'noise.mjpeg');
  const made = spawnSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', 'color=gray:size=1280x720:rate=15', '-vf', 'noise=alls=12:allf=t', '-t', '2', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', file]);
  if (made.status !== 0) throw new Error('ffmpeg is needed to make the camera clips: apt-get install ffmpeg.');
  return file;
}
