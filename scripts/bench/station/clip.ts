/** Frames of an MJPEG clip, without a video decoder: each frame is a JPEG of its own. */
import { readFileSync } from 'node:fs';

const startOfImage = Buffer.from([0xff, 0xd8, 0xff]);

/** @throws Error when the file holds no JPEG */
export function jpegFramesOf(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const starts: number[] = [];
  for (let at = bytes.indexOf(startOfImage); at >= 0; at = bytes.indexOf(startOfImage, at + 3)) starts.push(at);
  if (starts.length === 0) throw new Error(`${file} holds no JPEG frame.`);
  return starts.map((start, i) => bytes.subarray(start, starts[i + 1] ?? bytes.length));
}
